import * as v from 'valibot';
import { unitsSchema } from '../core/money.ts';
import { depositRowSchema } from './deposits.ts';
import { journalRowSchema } from './journal.ts';
import { movementRowSchema } from './movements.ts';
import { acting, count, spendableSchema, unitsSum } from './shared.ts';

/** Of a balance, what no certificate proves, and of that what was created by certified transactions; 0 where the line proves nothing. */
const notProven = { unproven: unitsSum, existed: unitsSum };

const dashboardViewSchema = v.strictObject({
  hot: v.strictObject({
    balance: unitsSum,
    /** Held by movements on their way. */
    reserved: unitsSum,
    /** Can be spent now. */
    free: unitsSum,
    ...notProven,
    spendable: spendableSchema,
    band: v.strictObject({ min: unitsSchema, target: unitsSchema, max: unitsSchema }),
    position: v.picklist(['below', 'inside', 'above']),
    /** 0 to 1000: the places of balance, what of it is free, min, target and max on a common scale, so that a screen need not calculate. */
    scale: v.strictObject({ balance: count, free: count, min: count, target: count, max: count }),
  }),
  cold: v.strictObject({ balance: unitsSum, reserved: unitsSum, free: unitsSum, ...notProven }),
  depositsToday: v.strictObject({ count, total: unitsSum }),
  pending: v.array(movementRowSchema),
  recent: v.array(journalRowSchema),
  recentDeposits: v.array(depositRowSchema),
});
export type DashboardView = v.InferOutput<typeof dashboardViewSchema>;

export const dashboardVerbs = {
  'dashboard.read': { input: v.strictObject(acting), output: dashboardViewSchema },
} as const;

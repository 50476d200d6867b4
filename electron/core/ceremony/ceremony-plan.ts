import * as v from 'valibot';
import { type Result, refuse } from '../result.ts';
import { parseWith } from '../schema.ts';

export const ceremonyKinds = ['create', 'shares', 'restore', 'check-backup', 'rotate'] as const;

export type CeremonyKind = (typeof ceremonyKinds)[number];

const count = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16));

/** How a secret is split: any `groupThreshold` groups, each with any `threshold` of its `count` shares. */
export const splitShapeSchema = v.pipe(
  v.strictObject({
    groupThreshold: count,
    groups: v.pipe(
      v.array(
        v.pipe(
          v.strictObject({ threshold: count, count }),
          v.check(
            (group) => group.threshold <= group.count && (group.threshold > 1 || group.count === 1),
            'expected a threshold of 2 or more up to the count, or 1 of 1',
          ),
        ),
      ),
      v.minLength(1),
      v.maxLength(16),
    ),
  }),
  v.check(
    ({ groupThreshold, groups }) => groupThreshold <= groups.length,
    'expected a group threshold up to the number of groups',
  ),
);

export type SplitShape = Readonly<v.InferOutput<typeof splitShapeSchema>>;

/** A sheet with the words, a split, or both. */
const backup = { words: v.boolean(), split: v.nullable(splitShapeSchema) };

/** What kind of ceremony it is, and how it goes. It fixes every step. */
export const ceremonyPlanSchema = v.pipe(
  v.variant('kind', [
    v.strictObject({ kind: v.literal('create'), ...backup }),
    v.strictObject({ kind: v.literal('rotate'), ...backup }),
    v.strictObject({ kind: v.literal('shares'), split: splitShapeSchema }),
    v.strictObject({ kind: v.literal('restore'), from: v.picklist(['words', 'shares', 'file']) }),
    v.strictObject({ kind: v.literal('check-backup'), from: v.picklist(['words', 'shares']) }),
  ]),
  v.check(
    (plan) => !('words' in plan) || plan.words || plan.split !== null,
    'expected a sheet of words, shares, or both',
  ),
);

export type CeremonyPlan = Readonly<v.InferOutput<typeof ceremonyPlanSchema>>;

/** Reads a plan: `ceremony-plan` names the member that is wrong. */
export function parseCeremonyPlan(input: unknown): Result<CeremonyPlan> {
  const parsed = parseWith(ceremonyPlanSchema, input);
  return parsed.ok ? parsed : refuse('ceremony-plan', parsed.message);
}

import * as v from 'valibot';
import { actorSchema } from './actor.ts';
import { networkSchema } from './network-id.ts';
import { hex32Schema, uuidSchema } from './schema.ts';

/** Which policy a statement was made under. */
export const policyReferenceSchema = v.strictObject({
  version: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  digest: hex32Schema,
});
export type PolicyReference = Readonly<v.InferOutput<typeof policyReferenceSchema>>;

/** What every signed statement names: the treasury, the network, the policy and who makes it. */
export const statementHead = {
  treasuryId: uuidSchema,
  network: networkSchema,
  policy: policyReferenceSchema,
  actor: actorSchema,
} as const;

const statementHeadSchema = v.strictObject(statementHead);
export type StatementHead = Readonly<v.InferOutput<typeof statementHeadSchema>>;

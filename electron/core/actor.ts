import * as v from 'valibot';
import { uuidSchema } from './schema.ts';

/** Who does something: a person, a program client, the station itself, or a standing order that the station follows. */
export const actorSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('person'), officerId: uuidSchema }),
  v.strictObject({ kind: v.literal('client'), clientId: uuidSchema }),
  v.strictObject({ kind: v.literal('station'), stationId: uuidSchema }),
  v.strictObject({ kind: v.literal('standing-order'), orderId: uuidSchema, stationId: uuidSchema }),
]);
export type Actor = Readonly<v.InferOutput<typeof actorSchema>>;

/** The officer who acts; null where none does. */
export const officerOf = (actor: Actor): string | null => (actor.kind === 'person' ? actor.officerId : null);

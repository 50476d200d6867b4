import * as v from 'valibot';
import { uuidSchema } from './schema.ts';

/** The rules by which a station does something that no person does. Texts for them are in `list-journal.ts`. */
export const stationRules = [
  'treasury-made',
  'ledger-followed',
  'payment-sent',
  'request-built',
  'approval-expired',
  'bytes-expired',
  'request-expired',
  'payment-ended',
  'vault-updated',
  'signature-recalled',
  'stop-sealed',
  'ceremony-carried-out',
  'ceremony-called-off',
  'caller-gone',
  'officer-left',
  'books-checked',
  'lock-idle',
  'lock-system',
  'lock-page-lost',
  'lock-closing',
  'lock-unnamed',
  'folder-held',
  'reply-taken',
] as const;
export type StationRule = (typeof stationRules)[number];

/**
 * Who does something: a person, a program client, the station itself by one of its rules, or a standing order that the
 * station follows. Entries from before rules were named have none.
 */
export const actorSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('person'), officerId: uuidSchema }),
  v.strictObject({ kind: v.literal('client'), clientId: uuidSchema }),
  v.strictObject({
    kind: v.literal('station'),
    stationId: uuidSchema,
    rule: v.exactOptional(v.picklist(stationRules)),
  }),
  v.strictObject({ kind: v.literal('standing-order'), orderId: uuidSchema, stationId: uuidSchema }),
]);
export type Actor = Readonly<v.InferOutput<typeof actorSchema>>;

/** The officer who acts; null where none does. */
export const officerOf = (actor: Actor): string | null => (actor.kind === 'person' ? actor.officerId : null);

/** What lists call the station where they name who acted. */
export const stationName = 'station';

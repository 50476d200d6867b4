import * as v from 'valibot';
import { refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { type FormerTransaction, type UnreadList, walletBounds } from './former-wallet.ts';
import { entriesOf, shown, unitsSchema } from './members.ts';

const stateOf = {
  Pending: 'pending',
  Confirmed: 'confirmed',
  Conflicting: 'conflicting',
  UnknownPruned: 'unknown',
} as const;

const time = v.pipe(
  v.union([
    v.pipe(v.string(), v.regex(/^[0-9]{1,15}$/, 'expected milliseconds'), v.transform(Number)),
    v.number(),
  ]),
  v.number(),
  v.safeInteger(),
  v.minValue(0),
  v.maxValue(8_640_000_000_000_000),
);

const transactionSchema = v.object({
  inclusionState: v.picklist(['Pending', 'Confirmed', 'Conflicting', 'UnknownPruned']),
  timestamp: time,
  incoming: v.boolean(),
  note: v.optional(v.nullable(v.string()), null),
});

const ADDRESS_CONDITION = 0;
/** Only where every output is of this form, the amounts are told. */
const paymentsSchema = v.object({
  payload: v.object({
    essence: v.object({
      outputs: v.pipe(
        v.array(
          v.object({
            amount: unitsSchema,
            unlockConditions: v.array(
              v.object({
                type: v.number(),
                address: v.optional(v.object({ pubKeyHash: v.optional(v.string()) })),
              }),
            ),
          }),
        ),
        v.maxLength(128),
      ),
    }),
  }),
});

const transactionId = /^0x[0-9a-f]{64}$/;
/** Characters that would turn or hide what stands beside a note. */
const HIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu;

interface Of {
  readonly place: string;
  /** Key hashes of the account's addresses. */
  readonly own: ReadonlySet<string>;
  readonly incoming: boolean;
}

/** Reads the transactions of an account by their ids; those that are wrong are named in `unread`. */
export function parseTransactions(
  json: unknown,
  { place, own, incoming }: Of,
  unread: UnreadList,
): FormerTransaction[] {
  const kind = incoming ? 'incoming transaction' : 'transaction';
  const read: FormerTransaction[] = [];
  for (const [id, item] of entriesOf(json, `${place}, its ${kind}s`, unread)) {
    const parsed = transactionId.test(id)
      ? parseWith(transactionSchema, item)
      : refuse('input-malformed', 'expected the id of a transaction');
    if (!parsed.ok) {
      unread.add(`${place}, ${kind} ${shown(id)}`, parsed.message);
      continue;
    }
    const { inclusionState, timestamp: at, note } = parsed.value;
    if (parsed.value.incoming !== incoming) {
      unread.add(`${place}, ${kind} ${shown(id)}`, 'it is listed among those of the other kind');
      continue;
    }
    if (unread.left.transactions === 0) {
      unread.add(`${place}, its ${kind}s`, `expected at most ${walletBounds.transactions} in a folder`);
      break;
    }
    unread.left.transactions -= 1;
    const amount = amountOf(item, own, incoming);
    read.push({ id, incoming, at, state: stateOf[inclusionState], amount, note: noteOf(note) });
  }
  return read;
}

/** What came to the account's addresses, or went to any other. */
function amountOf(json: unknown, own: ReadonlySet<string>, incoming: boolean): string | null {
  const parsed = v.safeParse(paymentsSchema, json);
  if (!parsed.success) return null;
  let units = 0n;
  for (const { amount, unlockConditions } of parsed.output.payload.essence.outputs) {
    const [condition, ...others] = unlockConditions;
    // Aliases and foundries have other owners, and micro payments give a part back.
    if (condition?.type !== ADDRESS_CONDITION || others.length > 0) return null;
    const owner = condition.address?.pubKeyHash;
    const isOwn = owner !== undefined && own.has(owner.replace(/^0x/, ''));
    if (isOwn === incoming) units += BigInt(amount);
  }
  return units.toString();
}

/** A note as it may be shown: well-formed, nothing hidden, not endless. */
function noteOf(note: string | null): string | null {
  if (note === null) return null;
  const plain = [...note.toWellFormed().replace(HIDDEN, ' ').trim()]
    .slice(0, walletBounds.noteLength)
    .join('');
  return plain === '' ? null : plain;
}

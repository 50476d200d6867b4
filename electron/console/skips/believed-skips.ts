import { officerOf } from '../../core/actor.ts';
import type { TypedEntry } from '../../core/journal/journal-entry.ts';
import { isPractice } from '../../core/network-id.ts';
import { checkSkippers } from '../../core/policy/who-skips-time.ts';
import { believedEntry, type EntrySigners } from '../journal/believed-entry.ts';
import { entrySigners } from '../journal/entry-signers.ts';
import type { Station } from '../station.ts';

/** Time of the ledger that this treasury did not see, as two policy admins have signed it. */
export interface Skip {
  /** The first checkpoint that was not seen, and the first one after it that is. */
  readonly from: bigint;
  readonly to: bigint;
  /** Digest of the checkpoint before `to`. */
  readonly digest: string;
  /** When the last one before the gap was taken in, and the time that `to` names, milliseconds. */
  readonly fromAt: number;
  readonly toAt: number;
}

/** Whether two officers saw the same end of what they skip. */
export const sameSkip = (
  a: Pick<Skip, 'digest' | 'fromAt' | 'toAt'>,
  b: Pick<Skip, 'digest' | 'fromAt' | 'toAt'>,
): boolean => a.digest === b.digest && a.fromAt === b.fromAt && a.toAt === b.toAt;

/** Whether a payment that was signed then may have happened in time that was skipped. */
export const mayBeUnseen = (signedAt: number, skips: readonly Pick<Skip, 'toAt'>[]): boolean =>
  skips.some(({ toAt }) => signedAt <= toAt);

/** Gaps that are looked at; nobody skips time that often. */
const MOST = 100;

/**
 * The gaps that the journal tells of, newest first. Each is believed with the signatures of two officers alone, who may do it: that
 * of the act, and that of its confirmation of the same right before it (one, in a practice treasury that has one officer).
 */
export async function believedSkips({
  treasury,
  books,
  hold,
}: Pick<Station, 'treasury' | 'hold'> & { readonly books: Pick<Station['books'], 'journal'> }): Promise<
  readonly Skip[]
> {
  const rows = await books.journal.skips(MOST);
  if (rows.length === 0) return [];
  const signers = entrySigners({ treasury, hold });
  const skips: Skip[] = [];
  for (const { seq, json } of rows) {
    const entry = believedEntry(json, seq, signers);
    if (entry?.kind !== 'time-skipped') continue;
    const [before] = await books.journal.raw(seq - 2, 1);
    const confirmed = before === undefined ? null : believedEntry(before, seq - 1, signers);
    if (!isOfTwo(entry, confirmed, signers, isPractice(treasury.network.id))) continue;
    const { from, to, digest, fromAt, toAt } = entry.body;
    skips.push({ from: BigInt(from), to: BigInt(to), digest, fromAt, toAt });
  }
  return skips;
}

type Skipped = Extract<TypedEntry, { readonly kind: 'time-skipped' }>;

function isOfTwo(
  { actor, at, body }: Skipped,
  confirmed: TypedEntry | null,
  { policyAt }: EntrySigners,
  practice: boolean,
): boolean {
  const { officers } = policyAt(at);
  const first = officerOf(actor);
  if (officers.length === 1 && practice) return checkSkippers(officers, first, null).ok;
  if (confirmed?.kind !== 'act-confirmed' || confirmed.body.act !== 'time-skipped') return false;
  const { from, to, skip } = confirmed.body;
  const second = officerOf(confirmed.actor);
  const isSame = `${from}` === body.from && `${to}` === body.to && skip !== undefined && sameSkip(skip, body);
  return isSame && second !== null && second !== first && checkSkippers(officers, first, second).ok;
}

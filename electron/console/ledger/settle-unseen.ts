import type { CertifiedEffects, Line } from '../../chains/line.ts';
import { ok, type Refusal, type Result } from '../../core/result.ts';
import { decideAndCommit } from '../decide.ts';
import type { LedgerParts } from '../movements/submit-stored.ts';
import type { Decision, EntryDraft } from '../recorder.ts';
import { mayBeUnseen, type Skip } from '../skips/believed-skips.ts';
import type { BooksCheckPart } from '../station.ts';
import { ownPayments } from './own-payments.ts';
import { settle } from './take-in-checkpoint.ts';

/** A payment that nobody could tell of is asked for again after this. */
const AGAIN_MS = 60_000;
/** Payments that are asked for in one look. */
const AT_ONCE = 8;

export interface UnseenParts extends LedgerParts {
  readonly others: () => readonly Line[];
  readonly skips: () => Promise<readonly Skip[]>;
  readonly check: Pick<BooksCheckPart, 'view'>;
}

/**
 * Ends payments in doubt that happened in time of the ledger which this desk did not see: by their effects, certified by
 * validators, from any endpoint that still has them. Nothing that a node leaves out or says ends one. One that nobody can prove
 * stays in doubt; see `docs/decisions/0050-payments-of-unseen-time.md`.
 * @param askedAt when each was asked for last, by movement; kept by the caller
 * @returns the refusal of the line that is followed, where it lies; what another endpoint says wrongly is passed over
 */
export async function settleUnseen(parts: UnseenParts, askedAt: Map<string, number>): Promise<Result<void>> {
  const { books, check, effects } = parts;
  if (check.view().state !== 'whole') return ok(undefined);
  const open = await books.movements.inState(['signed', 'sent']);
  if (open.length === 0) return ok(undefined);
  const skips = await parts.skips();
  if (skips.length === 0) return ok(undefined);
  const ids: string[] = [];
  for (const { id } of open) {
    if (Math.abs(effects.now() - (askedAt.get(id) ?? Number.NEGATIVE_INFINITY)) < AGAIN_MS) continue;
    const stored = await books.movements.transaction(id);
    if (!stored || !mayBeUnseen(stored.signedAt, skips)) continue;
    askedAt.set(id, effects.now());
    ids.push(stored.transactionId);
    if (ids.length === AT_ONCE) break;
  }
  return ids.length === 0 ? ok(undefined) : askAll(parts, { ids, skips });
}

interface Asked {
  readonly ids: readonly string[];
  readonly skips: readonly Skip[];
}

async function askAll(parts: UnseenParts, { ids, skips }: Asked): Promise<Result<void>> {
  let problem: Refusal | null = null;
  const left = new Set(ids);
  for (const line of [parts.line, ...parts.others()]) {
    if (left.size === 0) break;
    const found = await line.certified([...left]);
    if (!found.ok) {
      if (line === parts.line && found.code !== 'committee-unknown') problem = found;
      continue;
    }
    for (const effects of found.value) {
      // What comes after the cursor, the follower takes in with all that belongs to it.
      const isUnseen =
        effects && skips.some(({ from, to }) => from <= effects.checkpoint && effects.checkpoint < to);
      if (!effects || !isUnseen || !left.delete(effects.id)) continue;
      const ended = await endBy(parts, effects);
      if (!ended.ok) return ended;
    }
  }
  return problem ?? ok(undefined);
}

/** Writes down what certified effects say of a payment. */
async function endBy(
  { books, chain, recorder, effects: world }: UnseenParts,
  effects: CertifiedEffects,
): Promise<Result<void>> {
  const ended = await decideAndCommit(
    recorder,
    async () => ok((await ownPayments(books, [effects])).get(effects.id)),
    (payment): Result<Decision<void>> => {
      const expects: Decision<void>['expects'][number][] = [];
      const entries: EntryDraft[] = [];
      const checkpoint = { sequence: effects.checkpoint, timestamp: effects.at };
      const on = { asset: chain.asset, checkpoint, restsOn: 'validators' } as const;
      if (payment) settle(effects, payment, on, { expects, entries });
      return ok({ expects, entries, answer: undefined });
    },
  );
  world.notify(['app', 'accounts', 'movements', 'journal']);
  return ended;
}

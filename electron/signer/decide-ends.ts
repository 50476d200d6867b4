import { officerOf } from '../core/actor.ts';
import type { Rejection } from '../core/approval/approval.ts';
import type { BookWord } from '../core/book/book-word.ts';
import type { FreezeWord } from '../core/freeze/freeze.ts';
import {
  type JournalEntry,
  journalHash,
  journalWitnessDigest,
  typedEntry,
} from '../core/journal/journal-entry.ts';
import type { JournalPoint } from '../core/journal/journal-point.ts';
import { hasSigned } from '../core/officer/officer.ts';
import type { Policy, SignedPolicy } from '../core/policy/policy.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { decideBook } from './address-book.ts';
import { verifySignature } from './ed25519.ts';
import { decideFreezes } from './freezes.ts';
import { policiesBehind, whyNoRejection } from './officers-word.ts';
import type { StateChange } from './state-record.ts';
import type { Governed, VaultMemory } from './vault-memory.ts';

/** What officers signed against requests, of freezes and of the address book, and how far the journal is told with it. */
export interface Ends {
  readonly rejections: readonly Rejection[];
  /** Entries of withdrawals. */
  readonly withdrawals: readonly JournalEntry[];
  /** Freezes and their lifts, in the order in which they were signed. */
  readonly freezes?: readonly FreezeWord[];
  /** Documents of the address book, in the same order. */
  readonly book?: readonly BookWord[];
  readonly journal: JournalPoint | null;
  /** All of the treasury's policies, the first one first: officers signed under one of them. None: the vault's own alone. */
  readonly policies?: readonly SignedPolicy[];
}

/**
 * Pure: what a vault has to remember of rejections and withdrawals that it does not remember yet. A rejection voids bytes
 * and requests, a withdrawal a request, each on the word of any officer of the policy under which it was signed. A signature
 * that was made before is not given again. Freezes and lifts: see {@link decideFreezes}; the address book:
 * {@link decideBook}.
 * @returns refuses all of them for the first that is wrong
 */
export function decideEnds(
  { rejections, withdrawals, freezes = [], book = [], journal, policies = [] }: Ends,
  {
    governed,
    memory,
    now,
  }: { readonly governed: Governed; readonly memory: VaultMemory; readonly now: number },
): Result<readonly StateChange[]> {
  const digests = new Set<string>();
  const requestIds = new Set<string>();
  const { own, named, before } = policiesBehind(governed, policies, now);
  for (const rejection of rejections) {
    const why = whyNoRejection(rejection, governed, named);
    if (why) return why;
    const { subject, requestIds: ids } = rejection.statement;
    if (subject !== null) digests.add(subject.digest);
    for (const id of ids) requestIds.add(id);
  }
  for (const entry of withdrawals) {
    const withdrawn = withdrawnBy(entry, { own, before });
    if (!withdrawn.ok) return withdrawn;
    requestIds.add(withdrawn.value);
  }
  const frozen = decideFreezes(freezes, { vaultId: governed.vaultId, policy: own, memory, named, now });
  if (!frozen.ok) return frozen;
  const point = changeOfPoint(journal, memory, now);
  if (!point.ok) return point;
  return ok([
    ...frozen.value,
    ...decideBook(book, { policy: own, memory, named, now }),
    ...[...digests]
      .filter((digest) => !memory.isVoided(digest))
      .map((digest) => ({ kind: 'voided', digest, at: now }) as const),
    ...[...requestIds]
      .filter((requestId) => !memory.isEnded(requestId))
      .map((requestId) => ({ kind: 'ended', requestId, at: now }) as const),
    ...point.value,
  ]);
}

/**
 * The change that seals how far the journal is committed; none where that is sealed already. Refuses
 * `journal-behind-seal` for a journal that ends before, or that is another one.
 * @param at when it is sealed, milliseconds: no later decision is dated below it
 */
export function changeOfPoint(
  journal: JournalPoint | null,
  { journal: sealed }: Pick<VaultMemory, 'journal'>,
  at: number,
): Result<readonly StateChange[]> {
  if (journal === null) return ok([]);
  if (
    sealed !== null &&
    (journal.seq < sealed.seq || (journal.seq === sealed.seq && journal.hash !== sealed.hash))
  ) {
    return refuse(
      'journal-behind-seal',
      `expected a journal with entry ${sealed.seq} as it was sealed, got one that ends at ${journal.seq}`,
    );
  }
  return ok(sealed?.seq === journal.seq ? [] : [{ kind: 'journal', at, ...journal }]);
}

/**
 * The request that an entry withdraws; refuses an entry that no officer signed, or of another kind. The entry names no policy:
 * its officer is one of the vault's own, or else of the newest one before that has such an officer.
 */
function withdrawnBy(
  entry: JournalEntry,
  { own, before }: Pick<ReturnType<typeof policiesBehind>, 'own' | 'before'>,
): Result<string> {
  const { kind, actor, hash, witness } = entry;
  const typed = typedEntry(entry);
  if (!typed.ok) return typed;
  if (typed.value.kind !== 'request-cancelled') {
    return refuse('journal-malformed', `expected the entry of a withdrawal, got ${kind}`);
  }
  const officerId = officerOf(actor);
  const officerIn = ({ officers }: Policy) => officers.find((candidate) => candidate.id === officerId);
  const officer = officerIn(own) ?? before().map(officerIn).findLast(Boolean);
  if (!officer) return refuse('officer-unknown', 'the withdrawal is by nobody of this policy');
  const isSigned =
    journalHash(entry) === hash &&
    witness !== null &&
    hasSigned(officer, journalWitnessDigest(hash), witness, verifySignature);
  return isSigned
    ? ok(typed.value.body.movementId)
    : refuse('journal-signature-bad', `expected a withdrawal signed by ${officer.name}`);
}

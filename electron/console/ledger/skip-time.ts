import type { Line } from '../../chains/line.ts';
import type { NodeView } from '../../contract/node.ts';
import { checkSkippers } from '../../core/policy/who-skips-time.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import { confirmation, requireTwo } from '../officers/two-officers.ts';
import { sameSkip } from '../skips/believed-skips.ts';
import type { LinePart, Station } from '../station.ts';

/** From which checkpoint on nothing was seen, and with which one it is gone on. */
export interface SkippedSpan {
  readonly from: bigint;
  readonly to: bigint;
}

/** A node goes on throwing away while officers make up their minds: so much of what it keeps is left out too, one in so many. */
const SPARE = 20n;

/**
 * The shortest gap with which a desk could go on whose next checkpoint its node has thrown away; null for any other. Whoever
 * does not say how far back it serves is gone on with at its newest checkpoint.
 */
export function skippable({
  problem,
  checkpoint,
  newest,
  lowest,
}: Pick<NodeView, 'problem' | 'checkpoint' | 'newest' | 'lowest'>): SkippedSpan | null {
  if (problem?.code !== 'node-pruned' || checkpoint === null || newest === null) return null;
  const from = BigInt(checkpoint) + 1n;
  const last = BigInt(newest);
  const kept = lowest === null ? null : BigInt(lowest);
  // What is proven is proven on the checkpoint before it.
  const to = kept === null ? last : kept + 1n + (last - kept) / SPARE;
  return to > from && to <= last ? { from, to } : null;
}

/** What both officers sign of a gap, beside its two checkpoints. */
export interface SkipSeen {
  /** Digest of the checkpoint with whose next one it is gone on; in the node's form. */
  readonly digest: string;
  /** When the last one before the gap was taken in, and the time that the first one after it names, milliseconds. */
  readonly fromAt: number;
  readonly toAt: number;
}

type SkipParts = Pick<Station, 'treasury' | 'policy' | 'hold' | 'books' | 'recorder' | 'effects'> & {
  readonly line: LinePart;
};

/**
 * Asks the node with what it would be gone on: officers compare it with another source before they sign it. `proven`: by
 * validators' certificates, else it is a node's word. Refuses as {@link skipTime} does, who may do it aside.
 */
export async function planSkip(
  { books, line }: Pick<SkipParts, 'books' | 'line'>,
  { from, to }: SkippedSpan,
): Promise<Result<SkipSeen & { readonly proven: boolean }>> {
  if (to <= from) return refuse('skip-backwards', `expected a checkpoint after ${from}, got ${to}`);
  const gone = await isGone({ books, line }, from);
  if (!gone.ok) return gone;
  const first = await firstSeen(line.line, to, (await books.cursor.proof()) ?? null);
  if (!first.ok) return first;
  const { previous: digest, timestamp: toAt, proven } = first.value;
  return ok({ digest, fromAt: gone.value, toAt, proven });
}

/**
 * Two policy admins have the desk go on behind time of the ledger that no endpoint gives any more (see {@link checkSkippers}). It is journaled with the
 * checkpoints that were not seen; the follower goes on by that entry, also after a kill. No input counts as proven after it, and
 * what every address has is read again.
 * @param input.second who confirms it, signed in at the same caller; null for nobody
 * @param input.from the next checkpoint, as the officers saw it
 * @param input.seen what {@link planSkip} told them: the node has to say the same now, and both sign it
 * @returns refuses `officer-not-signed-in`, `second-officer-needed`, `role-missing`, `skip-backwards`, `skip-changed` where the
 * desk or the node says something else by now, `skip-not-needed` where an endpoint has what comes next, `node-unproven`, and the line's
 */
export async function skipTime(
  station: SkipParts,
  actor: Actor,
  { second, from, to, seen }: SkippedSpan & { readonly second: Actor | null; readonly seen: SkipSeen },
): Promise<Result<void>> {
  const two = requireTwo(station, { actor, second });
  if (!two.ok) return two;
  const { officers } = station.policy.present();
  const may = checkSkippers(officers, idOf(actor), second && idOf(second));
  if (!may.ok) return may;
  const held = station.hold.check();
  if (!held.ok) return held;
  const { books, line, recorder, effects } = station;
  const told = await planSkip(station, { from, to });
  if (!told.ok) return told;
  const { proven, ...skip } = told.value;
  if (!sameSkip(skip, seen)) {
    return refuse(
      'skip-changed',
      `expected to go on behind ${seen.digest}, ${line.line.url} has ${skip.digest}`,
    );
  }
  // What was taken in before is covered by a signature first: a kill goes back to this very place.
  const noted = await line.noteFacts();
  if (!noted.ok) return noted;
  const cursor = await books.cursor.get();
  if (cursor?.next !== from)
    return refuse('skip-changed', `expected ${from} to come next, got ${cursor?.next}`);
  const act = { act: 'time-skipped', vaultId: null, from: Number(from), to: Number(to), skip } as const;
  const body = { from: from.toString(), to: to.toString(), ...skip, url: line.line.url, proven };
  const written = await recorder.commit({
    expects: [{ of: 'cursor', version: cursor.version }],
    entries: [...confirmation(second, act), { kind: 'time-skipped', actor, body }],
    answer: undefined,
  });
  effects.notify(['app', 'accounts', 'movements', 'journal']);
  return written;
}

/** Whether two officers have signed the same of a gap. */
const idOf = (actor: Actor): string | null => (actor.kind === 'officer' ? actor.session.officer.id : null);

/**
 * Whether what comes next is where these officers saw it, and is gone: no endpoint says that it has it.
 * @returns when the last one before was taken in
 */
async function isGone(
  { books, line }: Pick<SkipParts, 'books' | 'line'>,
  from: bigint,
): Promise<Result<number>> {
  const cursor = await books.cursor.get();
  if (cursor?.next !== from)
    return refuse('skip-changed', `expected ${from} to come next, got ${cursor?.next}`);
  const keeps = line.view().endpoints.find(({ lowest }) => lowest !== null && BigInt(lowest) <= from);
  if (keeps) return refuse('skip-not-needed', `${keeps.url} gives checkpoints from ${keeps.lowest} on`);
  const asked = await line.line.checkpoints(from, 1, (await books.cursor.proof()) ?? null);
  if (!asked.ok) return asked.code === 'node-pruned' ? ok(cursor.asOf) : asked;
  if (asked.value.checkpoints.length > 0) {
    return refuse('skip-not-needed', `${line.line.url} gives checkpoint ${from}`);
  }
  const newest = await line.line.latestCheckpoint();
  if (!newest.ok) return newest;
  return newest.value > from
    ? ok(cursor.asOf)
    : refuse('skip-not-needed', `the ledger is at ${newest.value}`);
}

async function firstSeen(
  line: Line,
  to: bigint,
  kept: string | null,
): Promise<Result<{ readonly previous: string; readonly timestamp: number; readonly proven: boolean }>> {
  const read = await line.checkpoints(to, 1, kept);
  if (!read.ok) return read;
  const [first] = read.value.checkpoints;
  if (!first || first.previous === null) {
    return refuse('node-pruned', `expected checkpoint ${to}, the node gives none`);
  }
  const proven = read.value.proof !== null;
  return kept !== null && !proven
    ? refuse('node-unproven', `expected checkpoint ${to} with what proves it, as those before`)
    : ok({ previous: first.previous, timestamp: first.timestamp, proven });
}

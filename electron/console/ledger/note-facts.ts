import type { Books } from '../../books/books.ts';
import type { KnownEpoch } from '../../books/rows.ts';
import { journalHash, parseEntry, type TypedEntry } from '../../core/journal/journal-entry.ts';
import type { FactChange } from '../../core/projection/change.ts';
import { disbelieve, parseFacts, proofHash } from '../../core/projection/facts.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { stationAt } from '../../core/station/station-chain.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { theStation } from '../actor.ts';
import type { ConsoleEffects } from '../effects.ts';
import type { Recorder } from '../recorder.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';

/** Facts are noted in the journal after so long, or after so many batches; a cursor alone less often. */
const BATCHES_MS = 60_000;
const CURSOR_MS = 10 * 60_000;
const MOST_BATCHES = 1_000;
/** Batches that are read at once. */
const PAGE = 200;

interface NoteParts {
  readonly books: Pick<Books, 'facts' | 'cursor'>;
  readonly recorder: Recorder;
  readonly effects: Pick<ConsoleEffects, 'now'>;
}

/** Has the journal name the newest hash of the facts now and then, so that the station's signature covers them. */
export class FactNotes {
  readonly #parts: NoteParts;
  #batches: number;
  #next: bigint | null;
  #at: number;

  constructor(parts: NoteParts, noted: NotedFacts | null) {
    this.#parts = parts;
    this.#batches = noted?.batches ?? 0;
    this.#next = noted?.next ?? null;
    this.#at = parts.effects.now();
  }

  /** @param always notes whatever is new, at a closing; else when it is time */
  async note(always = false): Promise<Result<void>> {
    const { books, recorder, effects } = this.#parts;
    const [{ batches, head }, cursor, epoch, kept] = await Promise.all([
      books.facts.head(),
      books.cursor.get(),
      books.cursor.epoch(),
      books.cursor.proof(),
    ]);
    const next = cursor?.next ?? null;
    const more = batches - this.#batches;
    if (more === 0 && next === this.#next) return ok(undefined);
    // A clock that was put back must not keep facts from being noted.
    const waited = Math.abs(effects.now() - this.#at);
    const due = more >= MOST_BATCHES || waited >= (more === 0 ? CURSOR_MS : BATCHES_MS);
    if (!always && !due) return ok(undefined);
    const written = await recorder.commit({
      expects: [],
      entries: [
        {
          kind: 'facts-noted',
          actor: theStation('ledger-followed'),
          body: {
            batches,
            head,
            next: next?.toString() ?? null,
            digest: cursor?.digest ?? null,
            asOf: cursor?.asOf ?? effects.now(),
            epoch: epoch ? { number: epoch.epoch.toString(), beganAt: epoch.beganAt } : null,
            proof: kept === undefined ? null : proofHash(kept),
          },
        },
      ],
      answer: undefined,
    });
    if (!written.ok) return written;
    this.#batches = batches;
    this.#next = next;
    this.#at = effects.now();
    return written;
  }
}

/** What the newest entry that notes facts says. */
export interface NotedFacts {
  readonly batches: number;
  readonly next: bigint | null;
  readonly digest: string | null;
  readonly asOf: number;
  readonly epoch: KnownEpoch | null;
  /** Hash of what the ledger is proven with; null for nothing, undefined where the entry does not tell. */
  readonly proof: string | null | undefined;
}

/**
 * What the journal says of the facts. Its entry is compared with its hash and the station's signature.
 * @returns null where none is noted yet; refuses `journal-malformed`, `journal-chain-broken`, `journal-signature-bad`
 */
export async function readNotedFacts({
  books,
  hold,
}: Pick<Station, 'books' | 'hold'>): Promise<Result<NotedFacts | null>> {
  const stored = await books.facts.noted();
  if (stored === undefined) return ok(null);
  const parsed = parseEntry(storedJson(stored));
  if (!parsed.ok) return refuse('journal-malformed', `the entry that notes facts: ${parsed.message}`);
  const entry: TypedEntry = parsed.value;
  if (entry.kind !== 'facts-noted' || journalHash(entry) !== entry.hash) {
    return refuse('journal-chain-broken', `entry ${entry.seq} was changed after it was written`);
  }
  const station = stationAt(hold.stations(), entry.seq);
  if (
    entry.stationId !== station?.stationId ||
    !verifySignature(station.stationKey, entry.hash, entry.stationSignature)
  ) {
    return refuse('journal-signature-bad', `entry ${entry.seq} is not signed by the station`);
  }
  const { batches, next, digest, asOf, epoch, proof } = entry.body;
  return ok({
    proof,
    batches,
    next: next === null ? null : BigInt(next),
    digest,
    asOf,
    epoch: epoch && { epoch: BigInt(epoch.number), beganAt: epoch.beganAt },
  });
}

/**
 * Believes at an opening what the journal has noted, and nothing more: after a kill, or after somebody has written into the
 * closed database, the ledger is followed again from the noted place, and what later facts told is read again.
 * @returns what is noted; refuses as {@link readNotedFacts} does, and what the disk refuses
 */
export async function believeNoted(
  station: Pick<Station, 'books' | 'hold' | 'recorder'>,
): Promise<Result<NotedFacts | null>> {
  const { books, recorder } = station;
  const noted = await readNotedFacts(station);
  if (!noted.ok) return noted;
  const facts: FactChange[] = [];
  const [head, cursor, known] = await Promise.all([
    books.facts.head(),
    books.cursor.get(),
    books.cursor.epoch(),
  ]);
  for (let after = noted.value?.batches ?? 0; after < head.batches; after += PAGE) {
    for (const bytes of await books.facts.after(after, PAGE)) {
      // What cannot be read is found by the check of the books.
      const batch = parseFacts(bytes);
      if (batch.ok) facts.push(...disbelieve(batch.value));
    }
  }
  const { next, digest, asOf } = noted.value ?? { next: null, digest: null, asOf: 0 };
  if (next !== null && (cursor?.next !== next || cursor.digest !== digest || cursor.asOf !== asOf)) {
    facts.push({ kind: 'cursor-moved', next, digest, at: asOf });
  }
  // With the place goes its epoch: the checkpoints after it are in that one or end it.
  if (next !== null) facts.push(...epochBack(known ?? null, noted.value?.epoch ?? null));
  facts.push(
    ...(await proofBack(
      books,
      noted.value,
      facts.some(({ kind }) => kind === 'proof-forgotten'),
    )),
  );
  // A station that is not enrolled writes nothing down.
  if (facts.length === 0 || station.hold.view().enrolment !== null) return noted;
  const written = await recorder.commit({ expects: [], entries: [], facts, answer: noted.value });
  return written;
}

function epochBack(known: KnownEpoch | null, noted: KnownEpoch | null): readonly FactChange[] {
  if (known?.epoch === noted?.epoch && known?.beganAt === noted?.beganAt) return [];
  return noted === null
    ? [{ kind: 'epoch-forgotten' }]
    : [{ kind: 'epoch-reached', epoch: noted.epoch, at: noted.beganAt }];
}

/**
 * What was noted goes on to prove the ledger: were it forgotten with facts that nothing signed covers, the node could name its
 * own validators. Nothing else in its row counts.
 */
async function proofBack(
  { cursor, facts }: Pick<Books, 'cursor' | 'facts'>,
  noted: NotedFacts | null,
  isForgotten: boolean,
): Promise<readonly FactChange[]> {
  if (!noted || noted.proof === undefined) return [];
  const here = await cursor.proof();
  if (noted.proof === null) return here === undefined ? [] : [{ kind: 'proof-forgotten' }];
  if (here !== undefined && proofHash(here) === noted.proof) {
    return isForgotten ? [{ kind: 'proof-kept', kept: here }] : [];
  }
  for (let end = noted.batches; end > 0; end -= PAGE) {
    for (const bytes of await facts.after(Math.max(0, end - PAGE), Math.min(PAGE, end))) {
      const batch = parseFacts(bytes);
      const found =
        batch.ok &&
        batch.value.find((fact) => fact.kind === 'proof-kept' && proofHash(fact.kept) === noted.proof);
      if (found) return [found];
    }
  }
  return [{ kind: 'proof-forgotten' }];
}

import { MOST_FILE } from '../../core/envelope/container.ts';
import { type EnvelopeStatement, writeEnvelope } from '../../core/envelope/envelope.ts';
import {
  ENVELOPE_FORMAT,
  ENVELOPE_LIFETIME_MS,
  ENVELOPE_VERSION,
  type EnvelopeHead,
} from '../../core/envelope/head.ts';
import type { StateMark } from '../../core/journal/state-mark.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { wordCode } from '../../core/word-code.ts';
import { type Actor, requireOfficer } from '../actor.ts';
import { decideAndCommit } from '../decide.ts';
import type { Station } from '../station.ts';
import { readVaultMark } from '../vaults/vault-mark.ts';
import { headsOf } from './envelope-log.ts';
import { packEnvelope } from './pack-envelope.ts';

const WEEK_MS = 7 * 86_400_000;

/** How long an envelope can be taken in, milliseconds: what asks for something is asked anew after a week. */
const lifetimes = {
  treasury: ENVELOPE_LIFETIME_MS,
  proposals: WEEK_MS,
  replies: WEEK_MS,
  status: WEEK_MS,
  'officer-card': ENVELOPE_LIFETIME_MS,
  'address-list': ENVELOPE_LIFETIME_MS,
  message: WEEK_MS,
} as const;

export type MakingParts = Pick<
  Station,
  'treasury' | 'books' | 'check' | 'recorder' | 'hold' | 'policy' | 'envelopes' | 'effects'
>;

/** Kinds that say what rows have: that something is asked for, or what was answered. */
const ofRows: readonly EnvelopeStatement['kind'][] = ['proposals', 'replies'];

/** What goes into an envelope. */
export type EnvelopeContents = EnvelopeStatement extends infer S
  ? S extends EnvelopeStatement
    ? Pick<S, 'kind' | 'contents'>
    : never
  : never;

/** A movement that an envelope is about, and the digest of its bytes. */
export interface About {
  readonly movementId: string;
  readonly digest: string;
}

/** An envelope as it leaves the station. */
export interface Made {
  readonly bytes: Uint8Array;
  readonly digest: string;
  /** The same words as on the screen of whoever takes it in. */
  readonly words: readonly string[];
  readonly number: number;
  readonly expiresAt: number;
}

/**
 * Makes an envelope as an officer: signed by this station, numbered, and told to the journal before anybody has it. A kill in
 * between costs a number. What rows have leaves once they are checked: a row that was deleted makes no approval of what its officer has
 * stopped.
 * @param movements what it is about
 * @param most bytes that can go the way that is chosen; more is refused before it counts as sent
 * @returns refuses `officer-not-signed-in`, as the hold and the check of the books do, `envelope-oversize`, and
 * `envelope-not-by-qr` above `most`
 */
export async function makeEnvelope(
  station: MakingParts,
  actor: Actor,
  what: EnvelopeContents,
  movements: readonly About[] = [],
  most: number = MOST_FILE,
): Promise<Result<Made>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const checked = ofRows.includes(what.kind) ? await station.check.settled() : ok(undefined);
  if (!checked.ok) return checked;
  const made = await decideAndCommit(
    station.recorder,
    () => write(station, what, most),
    ({ digest, bytes, head, follows }) => {
      const { number, expiresAt } = head;
      return ok({
        expects: [],
        follows,
        entries: [
          {
            kind: 'envelope-made',
            actor,
            body: { envelope: digest, contents: what.kind, number, expiresAt, movements: [...movements] },
          },
        ],
        answer: { bytes, digest, words: wordCode(digest), number, expiresAt },
      });
    },
  );
  if (made.ok) station.effects.notify(['app', 'movements', 'journal']);
  return made;
}

async function write(station: MakingParts, { kind, contents }: EnvelopeContents, most: number) {
  const head = await headOf(station, kind);
  if (!head.ok) return head;
  const statement = { ...head.value.head, kind, contents } as EnvelopeStatement;
  const written = writeEnvelope(statement, (digest) => station.treasury.key.sign(digest));
  if (!written.ok) return written;
  const packed = await packEnvelope(written.value.text);
  if (!packed.ok) return packed;
  const bytes = packed.value;
  if (bytes.length > most) {
    return refuse('envelope-not-by-qr', `expected at most ${most} bytes, the envelope has ${bytes.length}`);
  }
  return ok({ digest: written.value.digest, bytes, ...head.value });
}

async function headOf(
  { treasury, books, hold, policy, envelopes, effects }: MakingParts,
  kind: EnvelopeStatement['kind'],
): Promise<Result<{ readonly head: EnvelopeHead; readonly follows: string }>> {
  const records = await envelopes.read();
  if (!records.ok) return records;
  const own = await books.journal.head();
  if (!own) throw new Error('a station without a journal');
  const marks: (StateMark & { readonly vaultId: string })[] = [];
  for (const { id } of policy.present().vaults) {
    const mark = await readVaultMark(books, hold.stations(), id);
    // A station that holds no vault knows no state of any.
    if (mark.ok) marks.push({ vaultId: id, ...mark.value });
    else if (mark.code !== 'journal-truncated') return mark;
  }
  const { stationId, publicKey } = treasury.key;
  const createdAt = Math.max(effects.now(), own.at);
  return ok({
    follows: own.hash,
    head: {
      format: ENVELOPE_FORMAT,
      reads: [ENVELOPE_VERSION],
      treasuryId: treasury.file().id,
      network: treasury.network,
      policy: policy.reference(),
      station: { id: stationId, key: publicKey },
      number: (records.value.made.at(-1)?.number ?? 0) + 1,
      createdAt,
      expiresAt: createdAt + lifetimes[kind],
      heads: [{ stationId, seq: own.seq, hash: own.hash }, ...headsOf(records.value)],
      marks,
    },
  });
}

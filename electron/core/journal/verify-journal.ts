import { officerOf } from '../actor.ts';
import type { VerifySignature } from '../officer/officer.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { parseWith } from '../schema.ts';
import { documentOf } from './documents.ts';
import {
  JOURNAL_START,
  type JournalEntry,
  journalHash,
  journalSealDigest,
  journalSealSchema,
  journalWitnessDigest,
  parseEntry,
  type TypedEntry,
} from './journal-entry.ts';

/** The keys that the first entry declares; an auditor compares the station's with one got by another way. */
interface JournalKeys {
  readonly stationId: string;
  readonly stationKey: string;
  readonly officers: ReadonlyMap<string, string>;
}

export interface JournalReport {
  readonly entries: number;
  readonly head: string;
  readonly stationKey: string;
  readonly signedByOfficers: number;
}

/** Feed it every entry in order, then ask for the report. Constant memory: works for any length. */
export class JournalVerifier {
  #keys: JournalKeys | null = null;
  #count = 0;
  #head = JOURNAL_START;
  #signedByOfficers = 0;
  readonly #verify: VerifySignature;

  constructor(verify: VerifySignature) {
    this.#verify = verify;
  }

  /**
   * Checks one entry against all before it: form, sequence, chain, hash, signatures. Refuses `journal-malformed`,
   * `journal-sequence-broken`, `journal-chain-broken`, `journal-signature-bad`, `file-newer`, `file-older`.
   */
  add(input: unknown): Result<TypedEntry> {
    const place = `entry ${this.#count + 1}`;
    const parsed = parseEntry(input);
    if (!parsed.ok) return refuse(parsed.code, `${place}: ${parsed.message}`);
    const entry = parsed.value;
    const broken = this.#checkPlace(entry, place);
    if (broken) return broken;
    const keys = this.#keys ?? keysOfFirstEntry(entry);
    if (!keys) return refuse('journal-malformed', 'the first entry names no station key and no policy');
    const unsigned = this.#checkSignatures(entry, keys, place);
    if (unsigned) return unsigned;
    this.#keys = keys;
    if (entry.witness !== null) this.#signedByOfficers += 1;
    this.#count += 1;
    this.#head = entry.hash;
    return parsed;
  }

  #checkPlace(entry: JournalEntry, place: string): Refusal | null {
    if (entry.seq !== this.#count + 1) {
      return refuse('journal-sequence-broken', `expected ${place}, got number ${entry.seq}`);
    }
    if (entry.previous !== this.#head) {
      return refuse('journal-chain-broken', `${place} does not follow the one before it`);
    }
    return journalHash(entry) === entry.hash
      ? null
      : refuse('journal-chain-broken', `${place} was changed after it was written`);
  }

  #checkSignatures(
    { actor, stationId, hash, stationSignature, witness }: JournalEntry,
    keys: JournalKeys,
    place: string,
  ): Refusal | null {
    if (stationId !== keys.stationId || !this.#verify(keys.stationKey, hash, stationSignature)) {
      return refuse('journal-signature-bad', `${place} is not signed by the station`);
    }
    // The hash covers the officer's name and not the signature: a name without one was cut off, or never signed.
    const officerId = officerOf(actor);
    if (officerId === null && witness === null) return null;
    const key = keys.officers.get(officerId ?? '');
    return key !== undefined && witness !== null && this.#verify(key, journalWitnessDigest(hash), witness)
      ? null
      : refuse('journal-signature-bad', `${place} is not signed by the officer it names`);
  }

  /** Checks the seal that ends an export. */
  seal(input: unknown): Result<JournalReport> {
    const parsed = parseWith(journalSealSchema, input);
    if (!parsed.ok || !this.#keys) {
      return refuse('journal-truncated', 'the file does not end with the seal that an export writes last');
    }
    const { entries, head, stationSignature } = parsed.value;
    if (entries !== this.#count || head !== this.#head) {
      return refuse('journal-truncated', `the seal counts ${entries} entries, the file has ${this.#count}`);
    }
    if (!this.#verify(this.#keys.stationKey, journalSealDigest(entries, head), stationSignature)) {
      return refuse('journal-signature-bad', 'the seal is not signed by the station');
    }
    return ok(this.report());
  }

  report(): JournalReport {
    return {
      entries: this.#count,
      head: this.#head,
      stationKey: this.#keys?.stationKey ?? '',
      signedByOfficers: this.#signedByOfficers,
    };
  }
}

function keysOfFirstEntry(entry: TypedEntry): JournalKeys | null {
  const policy = documentOf(entry.documents, 'policy')?.policy;
  if (entry.kind !== 'treasury-created' || !policy) return null;
  return {
    stationId: entry.stationId,
    stationKey: entry.body.stationKey,
    officers: new Map(policy.officers.map(({ id, publicKey }) => [id, publicKey])),
  };
}

import type { VerifySignature } from '../officer/officer.ts';
import { ok, type Result, refuse } from '../result.ts';
import { parseWith } from '../schema.ts';
import {
  JOURNAL_START,
  type JournalEntry,
  journalEntrySchema,
  journalHash,
  journalSealDigest,
  journalSealSchema,
  journalWitnessDigest,
} from './journal-entry.ts';

/** The keys that the first entry declares; an auditor compares the station's with one got by another way. */
export interface JournalKeys {
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

  /** Checks one entry against all before it: sequence, chain, hash, signatures. */
  add(input: unknown): Result<JournalEntry> {
    const parsed = parseWith(journalEntrySchema, input);
    const place = `entry ${this.#count + 1}`;
    if (!parsed.ok) return refuse('journal-malformed', `${place}: ${parsed.message}`);
    const entry = parsed.value;
    if (entry.seq !== this.#count + 1) {
      return refuse('journal-sequence-broken', `expected ${place}, got number ${entry.seq}`);
    }
    if (entry.previous !== this.#head) {
      return refuse('journal-chain-broken', `${place} does not follow the one before it`);
    }
    if (journalHash(entry) !== entry.hash) {
      return refuse('journal-chain-broken', `${place} was changed after it was written`);
    }
    const keys = this.#keys ?? keysOfFirstEntry(entry);
    if (!keys) return refuse('journal-malformed', 'the first entry names no station key and officers');
    this.#keys = keys;
    if (
      entry.stationId !== keys.stationId ||
      !this.#verify(keys.stationKey, entry.hash, entry.stationSignature)
    ) {
      return refuse('journal-signature-bad', `${place} is not signed by the station`);
    }
    // The hash covers the officer's name and not the signature: a name without one was cut off, or never signed.
    if (entry.officerId !== null || entry.officerSignature !== null) {
      const key = keys.officers.get(entry.officerId ?? '');
      if (
        !key ||
        !entry.officerSignature ||
        !this.#verify(key, journalWitnessDigest(entry.hash), entry.officerSignature)
      ) {
        return refuse('journal-signature-bad', `${place} is not signed by the officer it names`);
      }
      this.#signedByOfficers += 1;
    }
    this.#count += 1;
    this.#head = entry.hash;
    return ok(entry);
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

function keysOfFirstEntry(entry: JournalEntry): JournalKeys | null {
  const { stationKey, officers } = entry.body;
  if (entry.kind !== 'treasury-created' || typeof stationKey !== 'string' || !Array.isArray(officers))
    return null;
  const keys = new Map<string, string>();
  for (const officer of officers) {
    if (officer === null || typeof officer !== 'object' || Array.isArray(officer)) return null;
    const { id, publicKey } = officer as { id?: unknown; publicKey?: unknown };
    if (typeof id !== 'string' || typeof publicKey !== 'string') return null;
    keys.set(id, publicKey);
  }
  return { stationId: entry.stationId, stationKey, officers: keys };
}

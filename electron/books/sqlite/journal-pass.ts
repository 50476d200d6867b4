import { documentOf } from '../../core/journal/documents.ts';
import { parseEntry, type TypedEntry } from '../../core/journal/journal-entry.ts';
import { NO_VAULT_SIGNED, ToldAddresses } from '../../core/journal/told-addresses.ts';
import { type JournalReport, JournalVerifier } from '../../core/journal/verify-journal.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { SignaturesBeside } from '../../signer/signatures-beside.ts';
import type { JournalPart } from '../journal-passes.ts';
import { bytes, type Sql, storedJson, textOf } from './sql.ts';
import { StoredBytes, type VerifiedJournal } from './verified-journal.ts';

/** A slice: what is asked of the books meanwhile waits about so long. */
const SLICE_MS = 8;
const ENTRIES = 20;

/** How the entries of a pass are verified, one after the other. */
interface Reading {
  /** The next entry, verified but for signatures that still wait. */
  take(stored: Uint8Array): Result<TypedEntry>;
  /** No entry is left to take. Refuses where some are missing. */
  end(): Result<void>;
  /** Whether no signature waits. */
  settled(): boolean;
  /** What comes before all that was refused, once it is settled. */
  fault(): Refusal | null;
  report(): JournalReport;
}

/** Reads the journal whole, in slices, and verifies it on the way. */
export class JournalPass {
  readonly #sql: Sql;
  readonly #reading: Reading;
  readonly #written: boolean;
  #after = 0;
  /** How it ends; null while entries are left. */
  #ended: Result<void> | null = null;

  /**
   * @param known what was verified since the books were opened: entries that are byte for byte the same are not verified
   * again; null: all are verified
   * @param written whether parts have the entries as an export writes them
   */
  constructor(
    sql: Sql,
    { known, written }: { readonly known: VerifiedJournal | null; readonly written: boolean },
  ) {
    this.#sql = sql;
    this.#reading = known ? knownReading(known) : wholeReading();
    this.#written = written;
  }

  next(): JournalPart {
    const until = performance.now() + SLICE_MS;
    const lines: string[] = [];
    while (this.#ended === null && performance.now() < until) this.#ended = this.#takePage(lines);
    const written = new TextEncoder().encode(lines.join(''));
    if (this.#ended === null || !this.#reading.settled()) return { state: 'reading', lines: written };
    const refusal = this.#reading.fault() ?? (this.#ended.ok ? null : this.#ended);
    return refusal
      ? { state: 'refused', refusal }
      : { state: 'whole', lines: written, report: this.#reading.report() };
  }

  #takePage(lines: string[]): Result<void> | null {
    if (this.#reading.fault() !== null) return ok(undefined);
    const rows = this.#sql.all(
      'SELECT entry FROM journal WHERE seq > ? ORDER BY seq LIMIT ?',
      this.#after,
      ENTRIES,
    );
    for (const row of rows) {
      const entry = this.#reading.take(bytes(row['entry']));
      if (!entry.ok) return entry;
      if (this.#written) lines.push(`${JSON.stringify(entry.value)}\n`);
      this.#after += 1;
    }
    return rows.length === 0 ? this.#reading.end() : null;
  }
}

function wholeReading(): Reading {
  const signatures = new SignaturesBeside();
  const verifier = new JournalVerifier(verifySignature, { verifyEntry: signatures.verify });
  return {
    take: (stored) => verifier.add(storedJson(textOf(stored))),
    end: () => ok(undefined),
    settled: () => signatures.all(),
    fault: () => signatures.fault()?.refusal ?? null,
    report: () => verifier.report(),
  };
}

/** The check of the books has verified all of an entry but that its addresses are attested. */
function knownReading(known: VerifiedJournal): Reading {
  const taken = new StoredBytes();
  const signatures = new SignaturesBeside();
  const addresses = new AddressesBeside(signatures);
  let count = 0;
  const changed = () =>
    refuse(
      'journal-chain-broken',
      `the first ${known.report().entries} entries were changed in the file since they were verified`,
    );
  return {
    take(stored) {
      const isNew = count === known.report().entries;
      const entry = isNew ? known.add(stored) : parseEntry(storedJson(textOf(stored)));
      if (!entry.ok) return isNew ? entry : changed();
      taken.add(stored);
      count += 1;
      const isLast = !isNew && count === known.report().entries;
      if (isLast && taken.digest() !== known.digest()) return changed();
      return addresses.add(entry.value) ?? entry;
    },
    end: () => (count === known.report().entries ? ok(undefined) : changed()),
    settled: () => signatures.all(),
    fault: () => signatures.fault()?.refusal ?? null,
    report: () => known.report(),
  };
}

/** Compares own addresses with what their vaults have signed, whose signatures are verified beside. */
class AddressesBeside {
  readonly #signatures: SignaturesBeside;
  readonly #told = new ToldAddresses();
  #policy: Policy | null = null;

  constructor(signatures: SignaturesBeside) {
    this.#signatures = signatures;
  }

  /** Refuses `address-not-attested`. */
  add(entry: TypedEntry): Refusal | null {
    this.#policy = documentOf(entry.documents, 'policy')?.policy ?? this.#policy;
    if (this.#policy === null) return refuse('journal-malformed', 'expected a policy in the first entry');
    const wrong = (what: string) => refuse('address-not-attested', `entry ${entry.seq} ${what}`);
    const fault = { entry: entry.seq, refusal: wrong(NO_VAULT_SIGNED) };
    const other = this.#told.add(entry, this.#policy, (...signed) =>
      this.#signatures.verify(...signed, fault),
    );
    return other === null ? null : wrong(other);
  }
}

import type { Books } from '../../books/books.ts';
import type { BooksCheck } from '../../books/books-check.ts';
import type { Account, FormerName, OwnAddress } from '../../books/rows.ts';
import type { SieveMemory } from '../../core/address-sieve.ts';
import {
  type AttestationStatement,
  attestationSchema,
  isUnderRoot,
} from '../../core/attestation/attestation.ts';
import { batchSignedByVault } from '../../core/attestation/signed-by-vault.ts';
import { samePath } from '../../core/derivation-path.ts';
import { checkOwnAddresses, type PathOf } from '../../core/envelope/kinds/own-addresses.ts';
import { documentsOf } from '../../core/journal/documents.ts';
import { parseEntry } from '../../core/journal/journal-entry.ts';
import type { VerifySignature } from '../../core/officer/officer.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { parseWith } from '../../core/schema.ts';
import type { StationSpan } from '../../core/station/station-chain.ts';
import { verifySignature } from '../../signer/ed25519.ts';
import { judgeBeside } from '../../signer/signatures-beside.ts';
import { storedJson } from '../stored-json.ts';
import { type GivenOut, givenOut } from './given-out.ts';
import { Remembered } from './remembered.ts';

/** Batches whose signature was checked and is not checked again: some hundred bytes each. */
const MOST_BATCHES = 10_000;
/** Accounts and addresses of entries that were checked. */
const MOST_GIVEN = 100_000;
/** Batches or entries that are read without a breath: some milliseconds, in which nothing else runs here. */
const STRIDE = 50;

export interface AttestedParts {
  readonly books: {
    readonly addresses: Pick<Books['addresses'], 'attestations' | 'known' | 'sieve'>;
    readonly journal: Pick<Books['journal'], 'entries' | 'renamed' | 'received'>;
  };
  readonly policy: { present(): Policy };
  readonly hold: { stations(): readonly StationSpan[] };
  readonly check: { view(): BooksCheck };
}

/**
 * Says which rows of the table of addresses are what a vault has signed, and what the journal has given out. Rows are not
 * believed; what was checked once of a batch or an entry is remembered, since what is signed does not change.
 */
export class AttestedAddresses {
  readonly #parts: AttestedParts;
  readonly #batches = new Remembered<string, AttestationStatement>(MOST_BATCHES, () => 1);
  readonly #entries = new Remembered<number, GivenOut>(
    MOST_GIVEN,
    ({ accounts, addresses }) => accounts.length + addresses.size,
  );

  constructor(parts: AttestedParts) {
    this.#parts = parts;
  }

  /**
   * Why each of these may not be shown or told as an address of this treasury; null where it may: its vault has signed
   * it, and if it is given out, the entry that its row names gives it out.
   */
  async check(addresses: readonly OwnAddress[]): Promise<readonly (Refusal | null)[]> {
    const signed = await this.#signed(addresses);
    const given = await this.#given(addresses.flatMap(({ issuedBy }) => issuedBy ?? []));
    return addresses.map((own, i) => (signed[i] ? whyNotGiven(own, given) : notSigned));
  }

  /** The same for one; refuses `address-not-attested`. */
  async confirm(own: OwnAddress): Promise<Result<OwnAddress>> {
    const [problem] = await this.check([own]);
    return problem ?? ok(own);
  }

  /** Those of these addresses that are own ones, as their vaults have signed them; given out or not. */
  async known(addresses: readonly string[]): Promise<readonly OwnAddress[]> {
    const own = addresses.length === 0 ? [] : await this.#parts.books.addresses.known(addresses);
    const signed = await this.#signed(own);
    return own.filter((_, i) => signed[i]);
  }

  /** What tells of any other address than {@link known} ones that it is none of them, as they are now: see `AddressSieve`. */
  async sieve(): Promise<SieveMemory> {
    for (;;) {
      const { memory, isWhole } = await this.#parts.books.addresses.sieve();
      if (isWhole) return memory;
    }
  }

  /**
   * Where the addresses lie that came with a movement's proposal from another station, as their vaults have signed them: a station
   * without the vault's books knows no others. What vaults sign stands by itself, whoever wrote the entry.
   */
  async received(movementId: string): Promise<PathOf> {
    const stored = await this.#parts.books.journal.received(movementId);
    const entry = parseEntry(storedJson(stored ?? ''));
    if (!entry.ok || entry.value.kind !== 'proposal-received') return () => null;
    const { body, documents } = entry.value;
    const attestations = documentsOf(documents, 'attestation');
    const { addresses } = body;
    const checked = checkOwnAddresses(
      { attestations, addresses },
      this.#parts.policy.present(),
      verifySignature,
    );
    return checked.ok ? checked.value : () => null;
  }

  /**
   * Why each account may not be shown under its name: the entry that its row names gave it another one, or a later entry did;
   * null where it may. No name is believed once the check has found that the journal itself was changed: the entry that gave
   * an account its last name may be the one.
   */
  async checkAccounts(
    accounts: readonly Pick<Account, 'vaultId' | 'index' | 'alias' | 'entry'>[],
  ): Promise<readonly (Refusal | null)[]> {
    const check = this.#parts.check.view();
    if (check.state === 'differs' && check.rebuild === null) return accounts.map(() => otherName);
    const given = await this.#given(accounts.map(({ entry }) => entry));
    const renamed = accounts.length === 0 ? [] : await this.#parts.books.journal.renamed(accounts);
    return accounts.map(({ vaultId, index, alias, entry }, i) => {
      const made = given.get(entry)?.accounts.find((one) => one.vaultId === vaultId && one.account === index);
      return made?.alias === alias && (renamed[i] ?? 0) <= entry ? null : otherName;
    });
  }

  /** Those of an account's former names that the entry of their row tells of this very account, as that entry tells them. */
  async formerNames(
    { vaultId, index }: Pick<Account, 'vaultId' | 'index'>,
    rows: readonly FormerName[],
  ): Promise<readonly FormerName[]> {
    const given = await this.#given(rows.map(({ entry }) => entry));
    return rows.flatMap(({ alias, entry }) => {
      const former = given.get(entry)?.former;
      const isTheirs = former?.vaultId === vaultId && former.account === index && former.alias === alias;
      return isTheirs ? [{ alias, entry, endedAt: former.at, officerId: former.officerId }] : [];
    });
  }

  async #signed(addresses: readonly OwnAddress[]): Promise<readonly boolean[]> {
    const statements = await this.#statements(addresses.flatMap(({ attested }) => attested?.batch ?? []));
    return addresses.map((own) => {
      const statement = own.attested && statements.get(own.attested.batch);
      return statement ? isUnderRoot(statement, own, own.attested.proof) : false;
    });
  }

  async #statements(batches: readonly string[]): Promise<ReadonlyMap<string, AttestationStatement>> {
    const { books, policy } = this.#parts;
    const read = (missing: readonly string[]) => books.addresses.attestations(missing);
    return recall(this.#batches, batches, read, (json, batch, verify) =>
      statementOf(json, batch, { policy: policy.present(), verify }),
    );
  }

  async #given(seqs: readonly number[]): Promise<ReadonlyMap<number, GivenOut>> {
    const { books, policy, hold } = this.#parts;
    const read = (missing: readonly number[]) => books.journal.entries(missing);
    const stations = hold.stations();
    return recall(this.#entries, seqs, read, (json, seq, verify) =>
      givenOut(json, seq, { stations, policy: policy.present(), verify }),
    );
  }
}

/** What is remembered of these, and of the rest what can be believed, which is remembered then. */
async function recall<K, V>(
  remembered: Remembered<K, V>,
  wanted: readonly K[],
  read: (missing: readonly K[]) => Promise<readonly (string | undefined)[]>,
  believe: (json: string, key: K, verify: VerifySignature) => V | null,
): Promise<ReadonlyMap<K, V>> {
  const found = new Map<K, V>();
  const missing: K[] = [];
  for (const key of new Set(wanted)) {
    const known = remembered.get(key);
    if (known === undefined) missing.push(key);
    else found.set(key, known);
  }
  const stored = missing.length === 0 ? [] : await read(missing);
  for (let from = 0; from < missing.length; from += STRIDE) {
    const part = missing.slice(from, from + STRIDE);
    const values = await Promise.all(
      part.map((key, i) => {
        const json = stored[from + i];
        return json === undefined ? null : judgeBeside((verify) => believe(json, key, verify));
      }),
    );
    for (const [i, key] of part.entries()) {
      const value = values[i] ?? null;
      if (value === null) continue;
      found.set(key, value);
      remembered.keep(key, value);
    }
  }
  return found;
}

/** The statement of a batch that a vault of this treasury has signed; null for any other. */
function statementOf(
  json: string,
  batch: string,
  { policy, verify }: { readonly policy: Policy; readonly verify: VerifySignature },
): AttestationStatement | null {
  const parsed = parseWith(attestationSchema, storedJson(json));
  if (!parsed.ok) return null;
  const { statement } = parsed.value;
  return batchSignedByVault(parsed.value, policy, verify) === batch ? statement : null;
}

function whyNotGiven(own: OwnAddress, given: ReadonlyMap<number, GivenOut>): Refusal | null {
  if (own.issuedAt === null && own.issuedBy === null) return null;
  const told = own.issuedBy === null ? undefined : given.get(own.issuedBy)?.addresses.get(own.address);
  const same =
    told !== undefined &&
    told.vaultId === own.vaultId &&
    samePath(told.path, own.path) &&
    (told.batch === null || told.batch === own.attested?.batch);
  return same ? null : notGiven;
}

const notSigned = refuse(
  'address-not-attested',
  'expected an address that its vault has signed, got another',
);
const notGiven = refuse(
  'address-not-attested',
  'expected an address that the journal gives out, got another',
);
const otherName = refuse(
  'address-not-attested',
  "expected the account's name as the journal tells it, got another",
);

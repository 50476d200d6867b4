import { officerOf } from '../actor.ts';
import { sameNetwork } from '../network-id.ts';
import { keyThatSigned, type Officer, type VerifySignature } from '../officer/officer.ts';
import type { Policy } from '../policy/policy.ts';
import { readChain, takePolicy } from '../policy/read-chain.ts';
import { knownVaults, type Standing, standingAt } from '../policy/standing.ts';
import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { parseWith } from '../schema.ts';
import { type StationSpan, settlementOf, stationsAfter } from '../station/station-chain.ts';
import { amountsOf } from './amounts-of.ts';
import { documentsOf } from './documents.ts';
import {
  hashAndText,
  JOURNAL_START,
  type JournalEntry,
  journalSealDigest,
  journalSealSchema,
  journalWitnessDigest,
  parseEntry,
  type TypedEntry,
} from './journal-entry.ts';
import { NO_VAULT_SIGNED, ToldAddresses } from './told-addresses.ts';
import { ToldBook } from './told-book.ts';
import { ToldFreezes } from './told-freezes.ts';
import { ToldMandates } from './told-mandates.ts';
import { ToldMessages } from './told-messages.ts';

/** Who may sign entries. The first entry names the station's key; an auditor compares it with one got by another way. */
interface Signers {
  /** Those that signed one after the other; the last one signs now. Officers enrol each but the first. */
  readonly stations: readonly StationSpan[];
  /** The treasury's one asset, as its first entry and every policy name it. */
  readonly asset: string;
  /** When the newest policy came. */
  readonly standing: Standing;
  /** Those that came with the newest entry. */
  readonly entering: readonly Policy[];
}

export interface JournalReport {
  readonly entries: number;
  readonly head: string;
  /** Of the station that signs at the end. */
  readonly stationKey: string;
  /** Every station that signed, in their order. */
  readonly stations: readonly StationSpan[];
  readonly signedByOfficers: number;
  /** Mandates that were asked for: each verified, with its requests and approvals. */
  readonly mandates: number;
}

/** What is wrong with a journal: the number of the first entry that is not right, and why. */
export interface JournalFault {
  readonly entry: number;
  readonly refusal: Refusal;
}

/**
 * Verifies what the station or an officer signs of an entry, or a vault of the addresses in it.
 * @param fault what is wrong with the journal where the signature is not right
 */
export type VerifyOfEntry = (
  publicKey: string,
  digest: string,
  signature: string,
  fault: JournalFault,
) => boolean;

/**
 * Feed it every entry in order, then ask for the report. Its memory grows with the treasury's own addresses and what officers signed together
 * only ({@link ToldAddresses}, {@link ToldMandates},
 * {@link ToldMessages}, {@link ToldFreezes}): it works for any length.
 */
export class JournalVerifier {
  #signers: Signers | null = null;
  #count = 0;
  #head = JOURNAL_START;
  #stored = '';
  #signedByOfficers = 0;
  readonly #addresses: ToldAddresses | null;
  #mandates = new ToldMandates();
  #messages = new ToldMessages();
  #freezes = new ToldFreezes();
  #book = new ToldBook();
  readonly #verify: VerifySignature;
  readonly #verifyEntry: VerifyOfEntry;

  /**
   * @param options.verifyEntry verifies what station, officers and vaults sign of an entry, as `verify` does where left out. A
   * caller that verifies them beside it answers true, and believes no report before they are verified: the first of their
   * faults then comes before whatever `add` refused of the same entry or a later one.
   * @param options.addresses false for a caller that compares own addresses with their attestations by itself
   */
  constructor(
    verify: VerifySignature,
    {
      verifyEntry = verify,
      addresses = true,
    }: { readonly verifyEntry?: VerifyOfEntry; readonly addresses?: boolean } = {},
  ) {
    this.#verify = verify;
    this.#verifyEntry = verifyEntry;
    this.#addresses = addresses ? new ToldAddresses() : null;
  }

  /**
   * One that goes on from here by itself, and verifies signatures by `verify` before it answers. Addresses are compared by
   * the caller of both.
   */
  fork(verify: VerifySignature): JournalVerifier {
    if (this.#addresses !== null) throw new Error('expected a verifier that compares no addresses');
    const fork = new JournalVerifier(verify, { addresses: false });
    fork.#signers = this.#signers;
    fork.#count = this.#count;
    fork.#head = this.#head;
    fork.#stored = this.#stored;
    fork.#signedByOfficers = this.#signedByOfficers;
    fork.#mandates = this.#mandates.copy();
    fork.#messages = this.#messages.copy();
    fork.#freezes = this.#freezes.copy();
    fork.#book = this.#book.copy();
    return fork;
  }

  /** The newest entry that was added, as it is stored: RFC 8785 JSON. */
  stored(): string {
    return this.#stored;
  }

  /**
   * Checks one entry against all before it: form, sequence, chain, hash, signatures, amounts of the treasury's asset
   * only, the policy that it puts in force, own addresses as their vaults signed them, mandates with their requests and approvals, messages
   * with theirs, freezes with their lifts, and documents of the address book. Refuses `journal-malformed`,
   * `journal-sequence-broken`, `journal-chain-broken`, `journal-signature-bad`, `asset-wrong`, `policy-*`,
   * `address-not-attested`, `mandate-other`, `message-other`, `freeze-bad`, `freeze-lift-bad`, `book-word-bad`, `file-newer`, `file-older`.
   */
  add(input: unknown): Result<TypedEntry> {
    const place = `entry ${this.#count + 1}`;
    const parsed = parseEntry(input);
    if (!parsed.ok) return refuse(parsed.code, `${place}: ${parsed.message}`);
    const entry = parsed.value;
    const { hash, stored } = hashAndText(entry);
    const broken = this.#checkPlace(entry, hash, place);
    if (broken) return broken;
    const signers = this.#signers === null ? firstSigners(entry, this.#verify) : ok(this.#signers);
    if (!signers.ok) return refuse(signers.code, `${place}: ${signers.message}`);
    const before = policyAt(signers.value, entry);
    const settled = settlementOf(entry, { ...signers.value, policy: before, verify: this.#verify });
    if (!settled.ok) return refuse(settled.code, `${place}: ${settled.message}`);
    const stations = stationsAfter(signers.value.stations, entry.seq, settled.value);
    const present = { ...signers.value, stations };
    const unsigned = this.#checkSignatures(entry, { stations, policy: before }, place);
    if (unsigned) return unsigned;
    const other = amountsOf(entry).find((amount) => amount.asset !== signers.value.asset);
    if (other) {
      return refuse(
        'asset-wrong',
        `${place} names an amount of ${other.asset}, the treasury has ${signers.value.asset}`,
      );
    }
    const next = this.#signers === null ? signers : nextSigners(entry, present, this.#verify);
    if (!next.ok) return refuse(next.code, `${place}: ${next.message}`);
    const { standing } = next.value;
    const policy = policyAt(next.value, entry);
    const unattested = this.#checkAddresses(entry, standing, place);
    if (unattested) return unattested;
    const unfit = this.#mandates.add(entry, policy, this.#verify);
    if (unfit !== null) return refuse('mandate-other', `${place} ${unfit}`);
    const unasked = this.#messages.add(entry, policy, this.#verify);
    if (unasked !== null) return refuse('message-other', `${place} ${unasked}`);
    const unfrozen = this.#freezes.add(entry, next.value.entering, { place, verify: this.#verify });
    if (unfrozen !== null) return unfrozen;
    const unbooked = this.#book.add(entry, next.value.entering, this.#verify);
    if (unbooked !== null) return refuse('book-word-bad', `${place} ${unbooked}`);
    this.#signers = next.value;
    if (entry.witness !== null) this.#signedByOfficers += 1;
    this.#count += 1;
    this.#head = entry.hash;
    this.#stored = stored;
    return parsed;
  }

  #checkPlace(entry: JournalEntry, expected: string, place: string): Refusal | null {
    if (entry.seq !== this.#count + 1) {
      return refuse('journal-sequence-broken', `expected ${place}, got number ${entry.seq}`);
    }
    if (entry.previous !== this.#head) {
      return refuse('journal-chain-broken', `${place} does not follow the one before it`);
    }
    return expected === entry.hash
      ? null
      : refuse('journal-chain-broken', `${place} was changed after it was written`);
  }

  #checkSignatures(
    { seq, actor, stationId, hash, stationSignature, witness }: JournalEntry,
    { policy, stations }: Pick<Signers, 'stations'> & { readonly policy: Policy },
    place: string,
  ): Refusal | null {
    const station = stations.at(-1);
    if (stationId !== station?.stationId && stations.some((known) => known.stationId === stationId)) {
      return refuse('station-retired', `${place} is of a station that was retired before it`);
    }
    const otherStation = refuse('journal-signature-bad', `${place} is not signed by the station`);
    const byStation =
      stationId === station?.stationId &&
      this.#verifyEntry(station.stationKey, hash, stationSignature, { entry: seq, refusal: otherStation });
    if (!byStation) return otherStation;
    // The hash covers the officer's name and not the signature: a name without one was cut off, or never signed.
    const officerId = officerOf(actor);
    if (officerId === null && witness === null) return null;
    const officer = policy.officers.find(({ id }) => id === officerId);
    const otherOfficer = refuse('journal-signature-bad', `${place} is not signed by the officer it names`);
    const byOfficer =
      officer !== undefined &&
      witness !== null &&
      this.#byOfficer(
        officer,
        { digest: journalWitnessDigest(hash), signature: witness },
        { entry: seq, refusal: otherOfficer },
      );
    return byOfficer ? null : otherOfficer;
  }

  /** One who has one key alone may be verified beside; of several, the one that signed is looked for. */
  #byOfficer(officer: Officer, signed: Parameters<typeof keyThatSigned>[1], fault: JournalFault): boolean {
    const [only, ...more] = officer.keys;
    return only !== undefined && more.length === 0
      ? this.#verifyEntry(only.publicKey, signed.digest, signed.signature, fault)
      : keyThatSigned(officer, signed, this.#verify) !== null;
  }

  #checkAddresses(entry: TypedEntry, standing: Standing, place: string): Refusal | null {
    if (this.#addresses === null) return null;
    const wrong = (what: string) => refuse('address-not-attested', `${place} ${what}`);
    const fault = { entry: entry.seq, refusal: wrong(NO_VAULT_SIGNED) };
    const other = this.#addresses.add(entry, knownVaults(standing), (...signed) =>
      this.#verifyEntry(...signed, fault),
    );
    return other === null ? null : wrong(other);
  }

  /** Checks the seal that ends an export. */
  seal(input: unknown): Result<JournalReport> {
    const parsed = parseWith(journalSealSchema, input);
    if (!parsed.ok || !this.#signers) {
      return refuse('journal-truncated', 'the file does not end with the seal that an export writes last');
    }
    const { entries, head, stationSignature } = parsed.value;
    if (entries !== this.#count || head !== this.#head) {
      return refuse('journal-truncated', `the seal counts ${entries} entries, the file has ${this.#count}`);
    }
    if (!this.#verify(stationKeyOf(this.#signers), journalSealDigest(entries, head), stationSignature)) {
      return refuse('journal-signature-bad', 'the seal is not signed by the station');
    }
    return ok(this.report());
  }

  report(): JournalReport {
    return {
      entries: this.#count,
      head: this.#head,
      stationKey: this.#signers ? stationKeyOf(this.#signers) : '',
      stations: this.#signers?.stations ?? [],
      signedByOfficers: this.#signedByOfficers,
      mandates: this.#mandates.count,
    };
  }
}

const stationKeyOf = ({ stations }: Signers): string => stations.at(-1)?.stationKey ?? '';

/** Who signs from the first entry on. */
function firstSigners({ stationId, ...entry }: TypedEntry, verify: VerifySignature): Result<Signers> {
  const signed = documentsOf(entry.documents, 'policy');
  const begins = entry.kind === 'treasury-created' || entry.kind === 'station-joined';
  if (!begins || signed.length === 0) {
    return refuse('journal-malformed', 'expected a station key and a policy');
  }
  const { treasuryId, network, trustRoot, asset, stationKey } = entry.body;
  const times = entry.kind === 'station-joined' ? entry.body.knownSince : [entry.at];
  if (times.length !== signed.length) {
    return refuse('journal-malformed', 'expected since when each policy is known');
  }
  const chain = signed.map((each, i) => ({ ...each, knownSince: times[i] ?? entry.at }));
  const standing = readChain(chain, verify);
  if (!standing.ok) return standing;
  const { inForce } = standing.value;
  const same =
    inForce.treasuryId === treasuryId &&
    sameNetwork(inForce.network, network) &&
    inForce.trustRoot === trustRoot &&
    inForce.asset === asset;
  return same
    ? ok({
        stations: [{ stationId, stationKey, from: 1 }],
        asset,
        standing: standing.value,
        entering: chain.map(({ policy }) => policy),
      })
    : refuse('journal-malformed', 'expected the policy of the same treasury, network and asset');
}

/** In force at an entry, by its date. */
const policyAt = ({ standing }: Signers, { at }: TypedEntry): Policy => standingAt(standing, at).inForce;

/** Who signs after an entry: policies in it must follow on the one before, and on each other. */
function nextSigners(
  { documents, at }: TypedEntry,
  signers: Signers,
  verify: VerifySignature,
): Result<Signers> {
  let { standing } = signers;
  const entering: Policy[] = [];
  for (const signed of documentsOf(documents, 'policy')) {
    const next = takePolicy(standing, { ...signed, knownSince: at }, verify);
    if (!next.ok) return next;
    standing = next.value;
    entering.push(signed.policy);
  }
  return ok({ ...signers, standing, entering });
}

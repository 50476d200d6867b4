import type { ErrorCode } from '../../core/error-code.ts';
import type { FactChange } from '../../core/projection/change.ts';
import type { Version } from '../../core/projection/version.ts';
import type { InputEvidence } from '../../core/proposal/evidence.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import { holdingsOf } from '../holdings-of.ts';
import type { LedgerParts } from '../movements/submit-stored.ts';
import type { UnprovenParts } from './follow-checkpoints.ts';
import { agreeOnHoldings } from './second-node.ts';

/** Addresses that are read in one look. */
const MOST_TOUCHED = 1000;
/** Addresses whose holdings are written together. */
const TOGETHER = 20;
/** How long after its issue an address is asked for deposits that are not irreversible yet, and how many are asked. */
const WATCH_MS = 60 * 60 * 1000;
const WATCHED = 8;
/** Deposits of one address that are shown so, at most: whoever invents new ones at each look fills no books. */
const MOST_SEEN = 200;

/** Where the next look goes on: addresses that cannot be read keep no other one waiting. */
export interface HoldingsPlace {
  /** Empty: with the first one. */
  after: string;
}

type HoldingsParts = LedgerParts & Pick<UnprovenParts, 'unproven' | 'others'>;

/**
 * Reads again what the addresses have that a checkpoint touched: at most {@link MOST_TOUCHED}, from a place on. Where nothing
 * proves the ledger and the policy demands that two endpoints agree, they have to agree on this, too.
 */
export async function readHoldings(parts: HoldingsParts, place: HoldingsPlace): Promise<Result<void>> {
  const { books, attested, recorder, effects } = parts;
  let problem: Refusal | null = null;
  const waiting = await books.addresses.touched(MOST_TOUCHED, place.after);
  place.after = waiting.length < MOST_TOUCHED ? '' : (waiting.at(-1) ?? '');
  const touched = (await attested.known(waiting)).map(({ address }) => address);
  for (let from = 0; from < touched.length; from += TOGETHER) {
    const owners = touched.slice(from, from + TOGETHER);
    // Read before the node is asked: a touch that comes in meanwhile may be about something the answer does not have.
    const touches = await books.addresses.touches(owners);
    const expects: Version[] = [];
    const facts: FactChange[] = [];
    for (const owner of owners) {
      const touched = touches.get(owner);
      const inputs = await presentHoldings(parts, owner, touched?.by ?? null);
      if (inputs.ok) {
        expects.push({ of: 'touches', address: owner, version: touched?.times ?? 0 });
        facts.push({ kind: 'holdings-read', owner, inputs: inputs.value });
      } else problem ??= inputs;
      // What is known of this address stays as it was proven last; a lie about it must not hide the others.
      if (!inputs.ok && !isAboutOneAddress(inputs)) {
        place.after = owner;
        break;
      }
    }
    if (facts.length > 0) {
      const written = await recorder.commit({ expects, entries: [], facts, answer: undefined });
      // They are touched still, and the next look reads them again.
      if (!written.ok && written.code !== 'books-changed') return written;
      if (written.ok) effects.notify(['app', 'accounts', 'movements']);
    }
    if (problem !== null && !isAboutOneAddress(problem)) return problem;
  }
  return problem ?? ok(undefined);
}

/**
 * What an address has, by an answer that knows what the books have taken in already. Behind one address there may be many
 * machines, and one that is late tells of inputs that are gone, or does not tell of the last payment. Whoever took in the
 * last payment and finds nothing of it, though a later transaction has consumed it, takes in that one soon.
 */
async function presentHoldings(
  { line, chain, books, unproven, others }: HoldingsParts,
  owner: string,
  paidBy: string | null,
): Promise<Result<readonly InputEvidence[]>> {
  const inputs = await holdingsOf(line, chain, owner);
  if (!inputs.ok) return inputs;
  const [gone] = await books.inputs.consumed(inputs.value.map(({ key }) => key));
  if (gone !== undefined) {
    return refuse('node-balance-moving', `expected what ${owner} has now, got ${gone}, which is spent`);
  }
  const producers = inputs.value.map((input) => chain.producedBy(input));
  if (paidBy !== null && !producers.some((producer) => producer === null || producer === paidBy)) {
    return refuse(
      'node-balance-moving',
      `expected what ${owner} has now, got nothing of ${paidBy}, which paid it`,
    );
  }
  if (line.proves || unproven() !== 'two-agree') return inputs;
  const agreed = await agreeOnHoldings(owner, inputs.value, others());
  return agreed.ok ? inputs : agreed;
}

/** What a node may answer wrongly about one address, while the others can be read. */
const aboutOneAddress: readonly ErrorCode[] = [
  'node-balance-mismatch',
  'node-balance-moving',
  'holdings-disagree',
  'node-answer-malformed',
  'node-answer-too-large',
  'asset-wrong',
];

const isAboutOneAddress = ({ code }: Refusal): boolean => aboutOneAddress.includes(code);

/**
 * Shows deposits to lately issued addresses before they are irreversible: a courtesy, never a credit.
 * @param shown how many of each address were shown so far, by address; those that are not watched any more are left out
 */
export async function watchAddresses(parts: LedgerParts, shown: Map<string, number>): Promise<Result<void>> {
  const { line, books, attested, recorder, effects } = parts;
  const issued = await attested.known(await books.addresses.issuedSince(effects.now() - WATCH_MS, WATCHED));
  const watched = new Set(issued.map(({ address }) => address));
  for (const address of shown.keys()) if (!watched.has(address)) shown.delete(address);
  for (const address of watched) {
    const received = await line.received(address);
    if (!received.ok) return received;
    const facts: FactChange[] = [];
    for (const { id, checkpoint, succeeded, payers, changes } of received.value) {
      if (checkpoint !== null || !succeeded || (shown.get(address) ?? 0) + facts.length >= MOST_SEEN)
        continue;
      if ((await attested.known(payers)).length > 0) continue;
      const change = changes.find(({ owner, units }) => owner === address && units > 0n);
      if (!change || (await books.deposits.find(id, address))) continue;
      facts.push({
        kind: 'deposit-seen',
        transactionId: id,
        address,
        units: change.units,
        sender: payers[0] ?? '',
        at: effects.now(),
      });
    }
    if (facts.length === 0) continue;
    const written = await recorder.commit({ expects: [], entries: [], facts, answer: undefined });
    if (!written.ok) return written;
    shown.set(address, (shown.get(address) ?? 0) + facts.length);
    effects.notify(['app', 'deposits']);
  }
  return ok(undefined);
}

import type { Books } from '../../books/books.ts';
import type { Movement } from '../../books/rows.ts';
import type { Chain, FeeTerms } from '../../chains/chain.ts';
import type { Line } from '../../chains/line.ts';
import { officerOf } from '../../core/actor.ts';
import { moneyOf } from '../../core/amount.ts';
import { approvalCounts } from '../../core/approval/approval.ts';
import { amountText } from '../../core/money.ts';
import { type Book, decide } from '../../core/policy/decide.ts';
import { lastEpochOf } from '../../core/policy/lifetime.ts';
import { type Policy, peopleAsked, type Rule } from '../../core/policy/policy.ts';
import type { Spends } from '../../core/policy/spend-history.ts';
import type { InputChoice } from '../../core/proposal/choose-inputs.ts';
import type { Proposal, Source } from '../../core/proposal/proposal.ts';
import { refuseExpired, type SignedRequest } from '../../core/proposal/request.ts';
import { viewDigest } from '../../core/proposal/transfer-view.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import { afterwards } from '../afterwards.ts';
import { readPayable } from '../book/read-payable.ts';
import { decideAndCommit } from '../decide.ts';
import { type MandateFacts, mandateFacts, spentWith } from '../mandates/mandate-facts.ts';
import type { Decision } from '../recorder.ts';
import type { MovingParts } from '../station.ts';
import { chooseFor } from './choose-payer.ts';
import { type DecodedProposal, decodeProposal } from './decoded-proposal.ts';
import { feeTerms } from './fee-terms.ts';
import { movementOf } from './movement-facts.ts';
import { presentEpoch } from './present-epoch.ts';
import { isQuorum } from './quorum.ts';
import { spentOf } from './spent.ts';
import { ruleIdOf, ruleOfVoided, voidedBy } from './voided-payment.ts';

/**
 * Builds the exact intent of a queued movement, reserves its inputs and stores both in one step. Two decoders must
 * read what was asked for in what was built. A refusal leaves the movement queued, with what it waits for on it; see
 * `build-waiting.ts` for when it is tried again.
 */
export async function buildQueued(station: MovingParts, actor: Actor, id: string): Promise<Result<void>> {
  const built = await decideAndCommit(
    station.recorder,
    () => gather(station, id),
    (facts) => decideProposal(facts, actor),
  );
  const told = built.ok || (await noteProblem(station, id, built));
  if (told) station.effects.notify(['app', 'movements', 'journal']);
  return built;
}

/** Builds each of these, as far as it goes: what keeps one of them from it is noted on it. */
export async function buildEach(station: MovingParts, actor: Actor, ids: readonly string[]): Promise<void> {
  for (const id of ids) await afterwards(() => buildQueued(station, actor, id));
}

/**
 * Notes what a queued movement waits for. Somebody else may have built or cancelled it meanwhile: then there is nothing to put
 * right.
 * @returns whether that is another thing than before
 */
export async function noteProblem(
  { books, recorder }: Pick<MovingParts, 'books' | 'recorder'>,
  id: string,
  { code, message }: Pick<Refusal, 'code' | 'message'>,
): Promise<boolean> {
  const movement = await books.movements.get(id);
  if (movement?.state !== 'queued') return false;
  if (movement.problem?.code === code && movement.problem.message === message) return false;
  await recorder.commit({
    expects: [{ of: 'movement', id, version: movement.version }],
    entries: [],
    facts: [{ kind: 'movement-problem', id, problem: { code, message } }],
    answer: undefined,
  });
  return true;
}

/** All that a proposal is made of. */
export interface ProposalFacts {
  readonly movement: Movement;
  readonly request: SignedRequest;
  readonly sources: readonly Source[];
  readonly choice: InputChoice;
  readonly intent: string;
  readonly decoded: DecodedProposal;
  readonly digestText: string;
  readonly spent: Spends;
  /** The rule by which a cancellation's voided payment passed; null for anything else. */
  readonly voidedRule: string | null;
  /** The mandate that it is part of; null for one that is approved by itself. */
  readonly mandate: MandateFacts | null;
  /** Officers (ids) who have approved it by its mandate, in approvals that count now. */
  readonly approvedBy: readonly string[];
  /** The ledger's; null where it counts none. */
  readonly epoch: bigint | null;
  readonly policy: Policy;
  readonly book: Book;
  readonly chain: Pick<Chain, 'asset'>;
  readonly proposalId: string;
  readonly now: number;
}

async function gather(station: MovingParts, id: string): Promise<Result<ProposalFacts>> {
  const { books, policy, chain, line, effects } = station;
  const found = await movementOf(station, id);
  if (!found.ok) return found;
  const movement = found.value;
  if (movement.state !== 'queued') return refuse('proposal-state', 'this movement has gone on already');
  const held = station.hold.checkRequest(movement);
  if (!held.ok) return held;
  const checked = await station.check.settled();
  if (!checked.ok) return checked;
  const request = await books.movements.request(id);
  if (!request) throw new Error('a movement has no request');
  const asking = refuseExpired([request], effects.now());
  if (!asking.ok) return asking;
  const terms = await feeTerms(station);
  if (!terms.ok) return terms;
  const chosen = await inputsFor(station, movement, terms.value);
  if (!chosen.ok) {
    // Somebody may have built it while this one looked: then it is these very inputs that are missing.
    const present = await books.movements.get(id);
    return present?.state === 'queued'
      ? chosen
      : refuse('proposal-state', 'this movement has gone on already');
  }
  const { choice, sources } = chosen.value;
  const now = effects.now();
  const spent = await spentOf(books, policy.present(), { vaultId: movement.vaultId, now });
  const epoch = await presentEpoch(station);
  if (!epoch.ok) return epoch;
  const voidedRule = movement.cancels === null ? null : await ruleIdOf(books, movement.cancels);
  const mandate = await mandateFacts(station, movement);
  if (!mandate.ok) return mandate;
  const book = await readPayable(station);
  if (!book.ok) return book;
  const rule = ruleFor(movement, {
    policy: policy.present(),
    book: book.value,
    spent,
    chain,
    voidedRule,
    mandate: mandate.value,
    sources,
    lives: null,
    now,
  });
  if (!rule.ok) return rule;
  const lastEpoch = epoch.value === null ? null : epoch.value + BigInt(rule.value.lifetime);
  const built = await buildNew(books, { chain, line: line?.line ?? null }, movement, {
    choice,
    terms: terms.value,
    lastEpoch,
  });
  if (!built.ok) return built;
  return ok({
    movement,
    request,
    sources,
    choice,
    intent: Buffer.from(built.value.intent).toString('base64'),
    decoded: built.value,
    digestText: chain.formatDigest(built.value.digest),
    spent,
    voidedRule,
    mandate: mandate.value,
    approvedBy: (await books.movements.approvals(id)).flatMap(({ approval }) =>
      approvalCounts(approval, { now, policyVersion: policy.present().version })
        ? (officerOf(approval.statement.actor) ?? [])
        : [],
    ),
    epoch: epoch.value,
    policy: policy.present(),
    book: book.value,
    chain,
    proposalId: effects.uuid(),
    now,
  });
}

/** What a movement consumes, and where the keys of it lie. A cancellation consumes what the voided bytes do. */
async function inputsFor(
  station: Pick<MovingParts, 'books' | 'attested' | 'chain' | 'effects'>,
  movement: Movement,
  terms: FeeTerms,
): Promise<Result<{ readonly choice: InputChoice; readonly sources: readonly Source[] }>> {
  if (movement.cancels !== null) {
    const voided = await voidedBy(station.books, station.chain, movement);
    if (!voided.ok) return voided;
    const { evidence, sources } = voided.value.proposal;
    return ok({ choice: { owner: movement.recipient, inputs: evidence }, sources });
  }
  const choice = await chooseFor(station, movement, terms);
  if (!choice.ok) return choice;
  const [owner] = await station.attested.known([choice.value.owner]);
  if (!owner)
    return refuse('address-not-attested', 'expected a payer that the vault has signed, got another');
  return ok({ choice: choice.value, sources: [{ address: owner.address, path: owner.path }] });
}

/**
 * Builds bytes that were never proposed. The same payment from the same inputs gives the same bytes, and a rejection voids
 * those for good; so the chain makes other bytes of them.
 */
async function buildNew(
  books: Pick<Books, 'movements'>,
  { chain, line }: { readonly chain: Chain; readonly line: Line | null },
  { recipient, units, memo, cancels }: Movement,
  {
    choice,
    terms,
    lastEpoch,
  }: { readonly choice: InputChoice; readonly terms: FeeTerms; readonly lastEpoch: bigint | null },
): Promise<Result<DecodedProposal>> {
  for (let variant = 0; ; variant++) {
    const plan = { evidence: choice.inputs, terms, lastEpoch, variant };
    const payments = [{ recipient, amount: moneyOf(units, chain.asset) }];
    const built = cancels === null ? chain.build({ ...plan, payments, memo }) : chain.cancel(plan);
    if (!built.ok) return built;
    if (await books.movements.hasProposed(chain.digest(built.value))) continue;
    const decoded = decodeProposal(chain, { intent: Buffer.from(built.value).toString('base64') });
    if (!decoded.ok) return decoded;
    const confirmed = line?.confirm(built.value, decoded.value.view) ?? ok(undefined);
    return confirmed.ok ? decoded : confirmed;
  }
}

/**
 * The rule by which a movement passes now.
 * @param facts.lives see `Asked.lives`
 */
export function ruleFor(
  { vaultId, recipient, units, cancels }: Movement,
  {
    policy,
    book,
    spent,
    chain,
    voidedRule,
    mandate,
    sources,
    lives,
    now,
  }: Pick<
    ProposalFacts,
    'policy' | 'spent' | 'chain' | 'voidedRule' | 'mandate' | 'sources' | 'book' | 'now'
  > & {
    readonly lives: bigint | null;
  },
): Result<Rule> {
  if (cancels !== null) return ruleOfVoided(policy, { vaultId, ruleId: voidedRule, lives });
  // The sum of a mandate decides, as it does at the signer.
  const total = mandate ? mandate.amount : units;
  const decided = decide({ policy, book }, mandate ? spentWith(mandate, spent) : spent, {
    vaultId,
    accounts: [...new Set(sources.map(({ path }) => path.account))],
    recipients: [recipient],
    total,
    lives,
    asset: chain.asset,
    now,
  });
  return decided.ok ? ok(decided.value.rule) : decided;
}

/** Decides on a proposal: the rule that lets it pass, its entry, and what it rests on; pure. */
export function decideProposal(facts: ProposalFacts, actor: Actor): Result<Decision<void>> {
  const { movement, request, choice, decoded, epoch, now } = facts;
  const lastEpoch = epoch === null ? null : lastEpochOf(decoded.view);
  const lives = epoch === null || lastEpoch === null ? null : lastEpoch - epoch;
  const rule = ruleFor(movement, { ...facts, lives });
  if (!rule.ok) return rule;
  const dear = facts.mandate && whyTooDear(facts.mandate, decoded, facts.chain);
  if (dear) return dear;
  const { network, treasuryId } = request.statement;
  const proposal: Proposal = {
    format: 'sallyport/proposal/2',
    id: facts.proposalId,
    treasuryId,
    network,
    vaultId: movement.vaultId,
    sources: [...facts.sources],
    intent: facts.intent,
    evidence: [...choice.inputs],
    requests: [request],
    createdAt: now,
  };
  return ok({
    expects: [
      { of: 'movement', id: movement.id, version: movement.version },
      { of: 'proposal', digest: decoded.digest, version: 0 },
      // A cancellation consumes what the payment that it voids has reserved.
      ...(movement.cancels === null ? choice.inputs : []).map(
        ({ key }) => ({ of: 'input', key, version: 0 }) as const,
      ),
    ],
    entries: [
      {
        kind: 'proposal-built',
        actor,
        documents: [{ kind: 'proposal', document: proposal }],
        body: {
          movementId: movement.id,
          digest: decoded.digest,
          viewDigest: viewDigest(network, decoded.view),
          digestText: facts.digestText,
          lastEpoch: lastEpoch?.toString() ?? null,
          ruleId: rule.value.id,
          approvalsNeeded: peopleAsked(rule.value.approvals),
          ...(facts.mandate && isQuorum(facts.policy, rule.value.id, facts.approvedBy)
            ? { approved: true }
            : {}),
        },
      },
    ],
    answer: undefined,
  });
}

/** Refuses a fee above what the mandate lets this source cost. */
const whyTooDear = (
  { feeAtMost }: MandateFacts,
  { totals }: Pick<DecodedProposal, 'totals'>,
  { asset }: Pick<Chain, 'asset'>,
): Refusal | null =>
  totals.feeAtMost <= feeAtMost
    ? null
    : refuse(
        'fee-above-cap',
        `expected a fee of at most ${amountText(feeAtMost, asset)} by the mandate, got ${amountText(totals.feeAtMost, asset)}`,
      );

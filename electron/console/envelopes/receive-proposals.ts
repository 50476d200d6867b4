import type { Movement } from '../../books/rows.ts';
import { officerOf } from '../../core/actor.ts';
import { type Approval, approvalCounts } from '../../core/approval/approval.ts';
import { attestationDigest } from '../../core/attestation/attestation.ts';
import type { OwnAddresses } from '../../core/envelope/kinds/own-addresses.ts';
import type { InspectedProposal, Proposals } from '../../core/envelope/kinds/proposals.ts';
import type { JournalDocument } from '../../core/journal/documents.ts';
import { mandateDigest, mandateTotals } from '../../core/mandate/mandate.ts';
import { type Book, decide } from '../../core/policy/decide.ts';
import { lastEpochOf } from '../../core/policy/lifetime.ts';
import { missingApprovals } from '../../core/policy/people.ts';
import { type Policy, peopleAsked, type Rule } from '../../core/policy/policy.ts';
import { SpendHistory } from '../../core/policy/spend-history.ts';
import type { Version } from '../../core/projection/version.ts';
import type { Proposal } from '../../core/proposal/proposal.ts';
import { requestDigest, type SignedRequest } from '../../core/proposal/request.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import { readPayable } from '../book/read-payable.ts';
import { decideAndCommit } from '../decide.ts';
import { type DecodedProposal, decodeProposal } from '../movements/decoded-proposal.ts';
import { ruleOfVoided } from '../movements/voided-payment.ts';
import type { Decision, EntryDraft } from '../recorder.ts';
import type { Arrived, TakenOne } from './arrived.ts';
import { provenOnArrival } from './input-proofs.ts';
import type { TakingParts } from './look-at-envelope.ts';

/** Proposals that were inspected, and what came with them. */
interface Received {
  readonly proposals: readonly InspectedProposal[];
  readonly own: OwnAddresses;
  readonly epoch: Proposals['epoch'];
  readonly arrived: Arrived;
}

/** One proposal, and what is here of its movement. */
interface Facts {
  readonly inspected: InspectedProposal;
  readonly decoded: DecodedProposal;
  readonly digestText: string;
  /** Undefined for a movement that is not known. */
  readonly movement: Movement | undefined;
  /** Why it cancels nothing that is known here; null for anything but a cancellation, and for one of a payment that is. */
  readonly cancelsNothing: Refusal | null;
  /** Whether its bytes are those that are here already, and all that was approved of them counts. */
  readonly sameBytes: boolean;
  /** Digest of the mandate that it is under; null for none. */
  readonly mandate: string | null;
  /** Whether that mandate is here already. */
  readonly mandateIsHere: boolean;
  /** Approvals of these bytes, or of its mandate, that are here and count. */
  readonly approved: readonly Approval[];
  /** Inputs that were proven when these bytes came before. */
  readonly provenBefore: number;
  readonly rule: Result<Rule>;
}

/**
 * Takes proposals of another station into the books, all at once. Each is a movement here: it is read, approved or rejected like
 * all others. One that is here already gets the approvals that are new. One that was built again gets its new bytes, and
 * approvals of the old bytes do not count for them. One whose approvals no longer count asks for new ones.
 * @returns refuses `request-duplicate` where a movement that is here was asked for by another request, and as commits do
 */
export function receiveProposals(
  station: TakingParts,
  actor: Actor,
  received: Received,
): Promise<Result<readonly TakenOne[]>> {
  return decideAndCommit(
    station.recorder,
    () => gather(station, received),
    (facts) => decideReceived(facts, actor, { ...received, policy: station.policy.present() }),
  );
}

async function gather(
  station: TakingParts,
  { proposals, epoch }: Received,
): Promise<Result<readonly Facts[]>> {
  const { books, chain, policy, effects } = station;
  const digests = new Map<string, string>();
  const book = await readPayable(station);
  if (!book.ok) return book;
  const facts: Facts[] = [];
  const present = { now: effects.now(), policyVersion: policy.present().version };
  for (const inspected of proposals) {
    const { proposal } = inspected;
    const decoded = decodeProposal(chain, proposal);
    if (!decoded.ok) return decoded;
    const { digest, view } = decoded.value;
    const movementId = movementIdOf(inspected);
    const request = await books.movements.request(movementId);
    if (request && !isSameRequest(request, proposal.requests[0])) {
      return refuse('request-duplicate', `there are two requests of id ${movementId}`);
    }
    const served = digests.get(digest) ?? (await books.movements.byDigest(digest))?.id ?? movementId;
    if (served !== movementId) return refuse('request-duplicate', 'the same bytes serve two requests');
    digests.set(digest, movementId);
    const stored = await books.movements.proposal(movementId);
    const movement = await books.movements.get(movementId);
    const mandate = inspected.mandate && mandateDigest(inspected.mandate.statement);
    if (mandate !== null && movement && movement.mandate !== mandate) {
      return refuse('mandate-other', `the movement ${movementId} is not under this mandate here`);
    }
    const isHere = stored?.digest === digest;
    // Approvals of a mandate are for no bytes: they count for other ones too.
    const given =
      isHere || mandate !== null
        ? (await books.movements.approvals(movementId)).map(({ approval }) => approval)
        : [];
    const approved = given.filter((each) => approvalCounts(each, present));
    const lastEpoch = lastEpochOf(view);
    const voided = await voidedHere(books, proposal);
    if (!voided.ok) return voided;
    const lives = epoch === null || lastEpoch === null ? null : lastEpoch - BigInt(epoch.number);
    facts.push({
      inspected,
      decoded: decoded.value,
      digestText: chain.formatDigest(digest),
      movement,
      mandate,
      mandateIsHere: mandate !== null && (await books.movements.mandate(mandate)) !== undefined,
      sameBytes: isHere && approved.length === given.length,
      approved,
      provenBefore: (isHere && (await provenOnArrival(station, movementId, digest))?.length) || 0,
      cancelsNothing:
        voided.value === undefined
          ? refuse('cancellation-other', 'the payment that it cancels never came to this station')
          : null,
      rule: ruleHere(station, inspected, {
        decoded: decoded.value,
        lives,
        voided: voided.value ?? null,
        book: book.value,
      }),
    });
  }
  return ok(facts);
}

/** A cancellation is approved by the rule of its payment, a mandate by its whole sum, anything else by payee and amount. */
function ruleHere(
  { policy, chain, effects }: Pick<TakingParts, 'policy' | 'chain' | 'effects'>,
  { proposal: { vaultId, sources }, mandate }: InspectedProposal,
  {
    decoded: { view, totals },
    lives,
    voided,
    book,
  }: {
    readonly decoded: DecodedProposal;
    readonly lives: bigint | null;
    readonly voided: Movement | null;
    readonly book: Book;
  },
): Result<Rule> {
  if (voided !== null) return ruleOfVoided(policy.present(), { vaultId, ruleId: voided.ruleId, lives });
  // How much was spent before only the vault's signer knows; what it has spent can ask for more approvals, never for fewer.
  const recipients = view.payments.map(({ recipient }) => recipient);
  const total = mandate ? mandateTotals(mandate.statement).amount : totals.paid;
  const paying = sources.filter(({ address }) => view.payers.includes(address));
  const decided = decide({ policy: policy.present(), book }, new SpendHistory(), {
    vaultId,
    accounts: [...new Set(paying.map(({ path }) => path.account))],
    recipients,
    total,
    lives,
    asset: chain.asset,
    now: effects.now(),
  });
  return decided.ok ? ok(decided.value.rule) : decided;
}

/**
 * The payment that a cancellation voids, where it came to this station before: an officer is shown what will never happen.
 * @returns null for anything but a cancellation, undefined for one of a payment that is not known here. Refuses
 * `cancellation-other` for one that consumes something else than its payment does.
 */
async function voidedHere(
  { movements }: TakingParts['books'],
  { requests, vaultId, evidence }: Proposal,
): Promise<Result<Movement | null | undefined>> {
  const [request] = requests;
  const cancels = request?.statement.kind === 'cancellation' ? request.statement.cancels : undefined;
  if (cancels === undefined) return ok(null);
  const movement = await movements.byDigest(cancels);
  const stored = movement && (await movements.proposal(movement.id));
  if (!movement || stored?.digest !== cancels) return ok(undefined);
  const keys = (of: Proposal['evidence']) =>
    of
      .map(({ key }) => key)
      .toSorted()
      .join();
  return movement.vaultId === vaultId && keys(stored.proposal.evidence) === keys(evidence)
    ? ok(movement)
    : refuse('cancellation-other', 'expected a cancellation that consumes what its payment does');
}

const isSameRequest = (here: SignedRequest, given: SignedRequest | undefined): boolean =>
  given !== undefined && requestDigest(here.statement) === requestDigest(given.statement);

/** A movement is named by the request that it serves. */
const movementIdOf = ({ proposal }: InspectedProposal): string => proposal.requests[0]?.statement.id ?? '';

/** Pure: the entries of all that can be decided, and the one that says that the envelope was taken in. */
function decideReceived(
  facts: readonly Facts[],
  actor: Actor,
  { own, epoch, arrived, policy }: Received & { readonly policy: Policy },
): Result<Decision<readonly TakenOne[]>> {
  const expects: Version[] = [];
  const entries: EntryDraft[] = [];
  const answer: TakenOne[] = [];
  const told = new Set<string>();
  for (const each of facts) {
    const movementId = movementIdOf(each.inspected);
    const late = whyLate(each);
    answer.push({ movementId, late });
    if (late !== null || !each.rule.ok) continue;
    expects.push({ of: 'movement', id: movementId, version: each.movement?.version ?? 0 });
    const fresh = mandateEntry(each, told, { actor, envelope: arrived.envelope });
    if (fresh) entries.push(fresh);
    const entry = entryOf(each, each.rule.value, { actor, own, envelope: arrived.envelope, policy });
    if (entry) entries.push(entry);
  }
  const movementIds = answer.map(({ movementId }) => movementId);
  entries.push({
    kind: 'envelope-taken',
    actor,
    body: { ...arrived, contents: 'proposals', movementIds, epoch },
  });
  return ok({ expects, entries, answer });
}

function whyLate({ inspected, movement, rule, cancelsNothing }: Facts): Refusal | null {
  const { proposal, late } = inspected;
  if (late !== null) return late;
  if (proposal.requests.length !== 1) {
    return refuse('envelope-not-for-movement', 'expected a proposal of one request');
  }
  if (cancelsNothing !== null) return cancelsNothing;
  if (!rule.ok) return rule;
  return movement && movement.state !== 'proposed' && movement.state !== 'approved'
    ? refuse('approval-voided', `this movement is ${movement.state} here`)
    : null;
}

/** The entry of a mandate that is not here yet, once. */
function mandateEntry(
  { inspected: { mandate: document }, mandate, mandateIsHere }: Facts,
  told: Set<string>,
  { actor, envelope }: { readonly actor: Actor; readonly envelope: string },
): EntryDraft | null {
  if (document === null || mandate === null || mandateIsHere || told.has(mandate)) return null;
  told.add(mandate);
  return {
    kind: 'mandate-received',
    actor,
    documents: [{ kind: 'mandate', document }],
    body: { mandate, vaultId: document.statement.vaultId, envelope },
  };
}

const approverOf = ({ statement }: Approval): string => officerOf(statement.actor) ?? '';

/** Null where all of it is here already. */
function entryOf(
  { inspected, decoded, digestText, movement, mandate, sameBytes, approved, provenBefore }: Facts,
  rule: Rule,
  {
    actor,
    own,
    envelope,
    policy,
  }: {
    readonly actor: Actor;
    readonly own: OwnAddresses;
    readonly envelope: string;
    readonly policy: Policy;
  },
): EntryDraft | null {
  const { proposal, subject, approvals, inputs } = inspected;
  const before = new Set(approved.map(approverOf));
  const fresh = approvals.filter((each) => !before.has(approverOf(each)));
  const isNew = fresh.length > 0 || inputs.proven.length > provenBefore;
  if (movement && sameBytes && !isNew) return null;
  const added = sameBytes ? fresh : [...approved, ...fresh];
  const { payers, changeTo } = decoded.view;
  const parts = new Set(changeTo === null ? payers : [...payers, changeTo]);
  const addresses = own.addresses.filter(
    ({ address, vaultId }) => vaultId === proposal.vaultId && parts.has(address),
  );
  const batches = new Set(addresses.map(({ batch }) => batch));
  const attestations = own.attestations.filter(({ statement }) => batches.has(attestationDigest(statement)));
  const documents: JournalDocument[] = [
    ...proposal.requests.map((document) => ({ kind: 'request', document }) as const),
    { kind: 'proposal', document: proposal },
    ...added.map((document) => ({ kind: 'approval', document }) as const),
    ...attestations.map((document) => ({ kind: 'attestation', document }) as const),
  ];
  const lastEpoch = lastEpochOf(decoded.view);
  const people = [...before, ...fresh.map(approverOf)];
  const isMet = missingApprovals(rule.approvals, policy, people).length === 0;
  return {
    kind: 'proposal-received',
    actor,
    documents,
    body: {
      movementId: movementIdOf(inspected),
      envelope,
      ...(movement ? { known: sameBytes ? ('bytes' as const) : ('other-bytes' as const) } : {}),
      ...(mandate !== null || (movement?.mandate ?? null) !== null ? { mandate } : {}),
      digest: subject.digest,
      viewDigest: subject.viewDigest,
      digestText,
      lastEpoch: lastEpoch?.toString() ?? null,
      ruleId: rule.id,
      approvalsNeeded: peopleAsked(rule.approvals),
      reached: !(sameBytes && movement?.state === 'approved') && isMet,
      addresses: [...addresses],
      ...(inputs.proven.length === 0 ? {} : { proven: [...inputs.proven] }),
    },
  };
}

import * as v from 'valibot';
import { officerOf } from '../../actor.ts';
import { type Approval, approvalSchema } from '../../approval/approval.ts';
import { checkApprovals } from '../../approval/check-approvals.ts';
import type { MandateSubject, TransactionSubject } from '../../approval/subject.ts';
import { samePath } from '../../derivation-path.ts';
import { checkMandate, sourceOf } from '../../mandate/check-mandate.ts';
import {
  mandateDigest,
  mandateViewDigest,
  type SignedMandate,
  signedMandateSchema,
} from '../../mandate/mandate.ts';
import { chainKindOf, sameNetwork } from '../../network-id.ts';
import { hasSigned, type VerifySignature } from '../../officer/officer.ts';
import type { Policy } from '../../policy/policy.ts';
import { type Proposal, proposalSchema } from '../../proposal/proposal.ts';
import { refuseExpired, requestDigest } from '../../proposal/request.ts';
import { ok, type Refusal, type Result, refuse } from '../../result.ts';
import { hex32Schema } from '../../schema.ts';
import { ledgerEpochSchema } from './ledger-epoch.ts';
import { checkOwnAddresses, ownAddresses, type PathOf } from './own-addresses.ts';
import type { ProvenInput } from './proven-input.ts';

const approvals = v.pipe(v.array(approvalSchema), v.maxLength(100));

/** A piece of what the ledger proves inputs with, in the chain's own bytes: a certificate, contents, effects, an object. */
const chainProofSchema = v.strictObject({
  /** Kind of chain, e.g. that of `toy:practice` is `toy`. */
  chain: v.pipe(v.string(), v.regex(/^[a-z]{1,20}$/, 'expected the kind of a chain')),
  bytes: v.pipe(v.string(), v.base64(), v.maxLength(2_000_000)),
});

/** Proposals of one envelope at most. */
export const MOST_PROPOSALS = 500;

const placeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Kind `proposals`: what asks for approvals, or for a signature. What several need is there once. */
export const proposalsSchema = v.strictObject({
  proofs: v.pipe(v.array(chainProofSchema), v.maxLength(20_000)),
  mandates: v.pipe(v.array(v.strictObject({ mandate: signedMandateSchema, approvals })), v.maxLength(500)),
  /** The newest epoch that the station knows, with which approvals end; null on ledgers that count none. */
  epoch: v.nullable(ledgerEpochSchema),
  /** Every address that pays or gets change. */
  ...ownAddresses,
  proposals: v.pipe(
    v.array(
      v.strictObject({
        proposal: proposalSchema,
        /** Places in `proofs` of what its inputs are proven with. */
        proofs: v.pipe(v.array(placeSchema), v.maxLength(8192)),
        /** Digest of the mandate that it is under; null for none. */
        mandate: v.nullable(hex32Schema),
        /** So far; none for one under a mandate. */
        approvals,
      }),
    ),
    v.minLength(1),
    v.maxLength(MOST_PROPOSALS),
  ),
});
export type Proposals = Readonly<v.InferOutput<typeof proposalsSchema>>;

/** What a proposal is checked with. Not the bytes alone: whoever asks a chain gives what it says of them. */
export interface ProposalsContext {
  readonly policy: Policy;
  /** Vaults that this station holds; null: it holds none, and shows those of all. */
  readonly vaults: readonly string[] | null;
  /** Milliseconds. */
  readonly now: number;
  readonly verify: VerifySignature;
  /** What the bytes of a proposal are, as the chain decodes and proves them; refused for what it does not know. */
  readonly identify: (proposal: Proposal, proofs: readonly string[]) => Result<IdentifiedBytes>;
}

/** What the bytes of a proposal are: what approvals are for, and whose addresses pay. */
export interface IdentifiedBytes {
  readonly subject: TransactionSubject;
  readonly payers: readonly string[];
  /** Null where nothing comes back. */
  readonly changeTo: string | null;
  readonly inputs: InputProofs;
}

/** What certificates in the envelope show of a proposal's inputs. */
export interface InputProofs {
  /** Those whose creation is certified; the others are the word of the station that made the envelope. */
  readonly proven: readonly ProvenInput[];
  /** Why some proof could not be verified here: `committee-unknown`; null for none. */
  readonly unknown: Refusal | null;
}

/** A proposal that is what it says to be. */
export interface InspectedProposal {
  readonly proposal: Proposal;
  readonly subject: TransactionSubject;
  readonly mandate: SignedMandate | null;
  readonly inputs: InputProofs;
  /** Of the proposal, or of its mandate: those that count now. */
  readonly approvals: readonly Approval[];
  /** Why it can no longer be decided, where time is all that is wrong with it; null where it can. */
  readonly late: Refusal | null;
}

/**
 * Inspects all proposals of an envelope. Whatever was forged, moved or altered refuses the whole; what is only late is said
 * of each.
 * @returns refuses `envelope-malformed`, `envelope-other-treasury`, `envelope-other-network`, `envelope-other-vault`,
 * `request-signature-bad`, `role-missing`, `sender-foreign`, `address-not-attested`, and as `identify`, {@link checkMandate}, {@link sourceOf} and {@link checkApprovals} do
 */
export function inspectProposals(
  contents: Proposals,
  context: ProposalsContext,
): Result<readonly InspectedProposal[]> {
  const shape = whyShapeBad(contents);
  if (shape !== null) return refuse('envelope-malformed', shape);
  const kind = chainKindOf(context.policy.network.id);
  if (contents.proofs.some(({ chain }) => chain !== kind)) {
    return refuse('envelope-other-network', `expected proofs of a ${kind} ledger only`);
  }
  const pathOf = checkOwnAddresses(contents, context.policy, context.verify);
  if (!pathOf.ok) return pathOf;
  const mandates = new Map<string, HeldMandate>();
  for (const { mandate, approvals } of contents.mandates) {
    const held = inspectMandate(mandate, approvals, context);
    if (!held.ok) return held;
    mandates.set(mandateDigest(mandate.statement), held.value);
  }
  const inspected: InspectedProposal[] = [];
  for (const item of contents.proposals) {
    const one = inspectOne(item, { contents, mandates, pathOf: pathOf.value, context });
    if (!one.ok) return one;
    inspected.push(one.value);
  }
  return ok(inspected);
}

type HeldMandate = Pick<InspectedProposal, 'approvals' | 'late'> & { readonly mandate: SignedMandate };

/** What no schema of a member finds; null for nothing. */
function whyShapeBad({ proofs, mandates, proposals }: Proposals): string | null {
  const named = mandates.map(({ mandate }) => mandateDigest(mandate.statement));
  const used = new Set(proposals.flatMap(({ mandate }) => (mandate === null ? [] : [mandate])));
  if (new Set(proposals.map(({ proposal }) => proposal.id)).size !== proposals.length) {
    return 'expected each proposal once';
  }
  const asked = proposals.flatMap(({ proposal }) => proposal.requests.map(({ statement }) => statement.id));
  if (new Set(asked).size !== asked.length) return 'expected each request in one proposal';
  if (
    new Set(named).size !== named.length ||
    named.some((each) => !used.has(each)) ||
    used.size !== named.length
  ) {
    return 'expected the mandates of the proposals, each once, and no others';
  }
  const places = new Set(proposals.flatMap((each) => each.proofs));
  if (places.size !== proofs.length || proofs.some((_, place) => !places.has(place))) {
    return 'expected the proofs that proposals name, and no others';
  }
  return proposals.some(({ mandate, approvals }) => mandate !== null && approvals.length > 0)
    ? 'expected approvals of the mandate, not of a proposal under it'
    : null;
}

function inspectOne(
  { proposal, proofs, mandate: under, approvals }: Proposals['proposals'][number],
  {
    contents,
    mandates,
    pathOf,
    context,
  }: {
    readonly contents: Proposals;
    readonly mandates: ReadonlyMap<string, HeldMandate>;
    readonly pathOf: PathOf;
    readonly context: ProposalsContext;
  },
): Result<InspectedProposal> {
  const { now, identify } = context;
  const place = refuseOtherPlace(proposal, context);
  if (place) return place;
  const asked = checkMakers(proposal, context);
  if (!asked.ok) return asked;
  const identified = identify(
    proposal,
    proofs.map((each) => contents.proofs[each]?.bytes ?? ''),
  );
  if (!identified.ok) return identified;
  const { subject, inputs } = identified.value;
  const foreign = refuseForeign(proposal, identified.value, pathOf);
  if (foreign) return foreign;
  const expired = refuseExpired(proposal.requests, now);
  const late = expired.ok ? null : expired;
  const held = under === null ? null : mandates.get(under);
  if (held) {
    for (const request of proposal.requests) {
      const source = sourceOf(held.mandate.statement, request);
      if (!source.ok) return source;
    }
    return ok({ proposal, subject, inputs, ...held, late: late ?? held.late });
  }
  const requestIds = proposal.requests.map(({ statement }) => statement.id);
  const makerIds = asked.value;
  const counted = countApprovals(approvals, { subject, requestIds, makerIds }, context);
  if (!counted.ok) return counted;
  return ok({ proposal, subject, inputs, mandate: null, approvals: counted.value, late });
}

function inspectMandate(
  mandate: SignedMandate,
  approvals: readonly Approval[],
  context: ProposalsContext,
): Result<HeldMandate> {
  const { policy, now, verify } = context;
  const checked = checkMandate(mandate, policy, verify);
  if (!checked.ok) return checked;
  const { statement } = mandate;
  const subject: MandateSubject = {
    kind: 'mandate',
    digest: mandateDigest(statement),
    viewDigest: mandateViewDigest(statement, { id: policy.asset }),
  };
  const makerIds = [officerOf(statement.actor) ?? ''];
  const counted = countApprovals(approvals, { subject, requestIds: [], makerIds }, context);
  if (!counted.ok) return counted;
  const late =
    statement.expiresAt <= now ? refuse('mandate-expired', 'the time of the mandate is over') : null;
  return ok({ mandate, approvals: counted.value, late });
}

/** The approvals that have not expired, each of which must be good. */
function countApprovals(
  approvals: readonly Approval[],
  facts: Pick<Parameters<typeof checkApprovals>[0], 'subject' | 'requestIds' | 'makerIds'>,
  { policy, now, verify }: ProposalsContext,
): Result<readonly Approval[]> {
  const counting = approvals.filter(({ statement }) => statement.expiresAt > now);
  const checked = checkApprovals({ ...facts, now, endsBy: null }, counting, { policy, verify });
  return checked.ok ? ok(counting) : checked;
}

function refuseOtherPlace(
  { treasuryId, network, vaultId, evidence }: Proposal,
  { policy, vaults }: ProposalsContext,
): Refusal | null {
  if (treasuryId !== policy.treasuryId) {
    return refuse('envelope-other-treasury', 'a proposal in the envelope is for another treasury');
  }
  if (!sameNetwork(network, policy.network)) {
    return refuse('envelope-other-network', `a proposal in the envelope is for network ${network.id}`);
  }
  if (evidence.some(({ chain }) => chain !== chainKindOf(network.id))) {
    return refuse(
      'envelope-other-network',
      'a proposal in the envelope has inputs of another kind of ledger',
    );
  }
  return policy.vaults.some(({ id }) => id === vaultId) && (vaults?.includes(vaultId) ?? true)
    ? null
    : refuse('envelope-other-vault', 'a proposal in the envelope is for a vault that is not here');
}

/** Payers are the named sources, at paths of the vault; change comes back to it. */
function refuseForeign(
  { vaultId, sources }: Proposal,
  { payers, changeTo }: IdentifiedBytes,
  pathOf: PathOf,
): Refusal | null {
  for (const payer of payers) {
    const source = sources.find(({ address }) => address === payer);
    if (!source) {
      return refuse('sender-foreign', `the payer ${payer} is none of the sources that the proposal names`);
    }
    const path = pathOf(vaultId, payer);
    if (path === null || !samePath(path, source.path)) return notOfVault('payer', payer);
  }
  return changeTo === null || pathOf(vaultId, changeTo) !== null
    ? null
    : notOfVault('change address', changeTo);
}

const notOfVault = (what: string, address: string): Refusal =>
  refuse('address-not-attested', `expected a ${what} that the vault has signed, got ${address}`);

/** The makers of a proposal's requests, each of whom signed. */
function checkMakers(
  { requests }: Proposal,
  { policy, verify }: ProposalsContext,
): Result<readonly string[]> {
  const makers: string[] = [];
  for (const { statement, signature } of requests) {
    const maker = policy.officers.find(({ id }) => id === officerOf(statement.actor));
    if (!maker || !hasSigned(maker, requestDigest(statement), signature, verify)) {
      return refuse('request-signature-bad', 'expected a request signed by an officer of this policy');
    }
    if (!maker.roles.includes('maker')) return refuse('role-missing', `${maker.name} is not a maker`);
    makers.push(maker.id);
  }
  return ok(makers);
}

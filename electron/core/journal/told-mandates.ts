import { officerOf } from '../actor.ts';
import { type Approval, approvalDigest, rejectionDigest } from '../approval/approval.ts';
import type { Hex32 } from '../digest.ts';
import { checkMandate, sourceOf } from '../mandate/check-mandate.ts';
import {
  type MandateStatement,
  mandateDigest,
  mandateViewDigest,
  type SignedMandate,
} from '../mandate/mandate.ts';
import { hasSigned, type VerifySignature } from '../officer/officer.ts';
import type { Policy } from '../policy/policy.ts';
import { requestDigest, type SignedRequest } from '../proposal/request.ts';
import { documentsOf } from './documents.ts';
import type { TypedEntry } from './journal-entry.ts';

/** Acts of people, whose entries they sign. */
const ofMandates: ReadonlySet<TypedEntry['kind']> = new Set<TypedEntry['kind']>([
  'mandate-requested',
  'mandate-received',
  'mandate-approved',
  'mandate-stopped',
]);
const UNSIGNED = 'is about a mandate, and no officer has signed it';

/** What is kept of a mandate: its approvals come later. */
interface Told {
  /** In force when it was told: a stop binds when a later one leaves its officer out. */
  readonly policy: Policy;
  readonly makerId: string | null;
  readonly viewDigest: Hex32;
  /** Of one that came from another station: proposals under it come later. */
  readonly statement?: MandateStatement;
}

/** A mandate whose requests are still to come. */
interface Open {
  readonly statement: MandateStatement;
  readonly missing: ReadonlySet<string>;
}

/**
 * The mandates that a journal has told of so far. Each must be one of its policy, a request for each of its sources must follow
 * it, and approvals of it must be signed by others than its maker. Some hundred bytes each; one that came from another station is
 * kept whole, since the proposals under it come with any later envelope.
 */
export class ToldMandates {
  readonly #told = new Map<Hex32, Told>();
  /** The newest one while requests for its sources are still to come. */
  #open: Open | null = null;

  get count(): number {
    return this.#told.size;
  }

  /** One that goes on from here by itself. */
  copy(): ToldMandates {
    const copy = new ToldMandates();
    for (const [digest, told] of this.#told) copy.#told.set(digest, told);
    copy.#open = this.#open;
    return copy;
  }

  /**
   * @param policy in force after the entry
   * @returns what is wrong with the entry, to go on after "entry 7"; null where nothing is
   */
  add(entry: TypedEntry, policy: Policy, verify: VerifySignature): string | null {
    if (this.#open !== null) {
      return entry.witness === null ? UNSIGNED : this.#takeRequest(entry, this.#open);
    }
    if (ofMandates.has(entry.kind) && entry.witness === null && !isReply(entry)) return UNSIGNED;
    switch (entry.kind) {
      case 'mandate-requested':
        return this.#begin(entry, policy, verify);
      case 'mandate-received':
        return this.#receive(entry, policy, verify);
      case 'proposal-received':
        return this.#takeProposal(entry, policy, verify);
      case 'mandate-approved':
        return this.#approve(entry, policy, verify);
      case 'mandate-stopped':
        return this.#stop(entry, policy, verify);
      case 'ceremony-completed':
        return this.#takeCeremony(entry, policy, verify);
      case 'gather-requested':
      case 'sweep-requested':
        return entry.body.mandate === undefined ? null : 'has a request that is none of its mandate';
      default:
        return null;
    }
  }

  #begin(
    { body, documents, actor }: Extract<TypedEntry, { kind: 'mandate-requested' }>,
    policy: Policy,
    verify: VerifySignature,
  ): string | null {
    const [mandate, ...more] = documentsOf(documents, 'mandate');
    if (!mandate || more.length > 0) return 'has not exactly one mandate';
    const { statement } = mandate;
    const untaken = whyUntaken(mandate, policy, verify);
    if (untaken !== null) return untaken;
    const digest = mandateDigest(statement);
    const same =
      body.mandate === digest &&
      body.vaultId === statement.vaultId &&
      officerOf(actor) === officerOf(statement.actor);
    if (!same || this.#told.has(digest)) return 'names another mandate than the one that it has';
    const viewDigest = mandateViewDigest(statement, { id: policy.asset });
    this.#told.set(digest, { policy, makerId: officerOf(statement.actor), viewDigest });
    this.#open = { statement, missing: new Set(statement.sources.map(({ requestId }) => requestId)) };
    return null;
  }

  /** A stop that the station took in has no officer's signature but that of the rejection itself. */
  #stop(
    { body, documents, witness }: Extract<TypedEntry, { kind: 'mandate-stopped' }>,
    policy: Policy,
    verify: VerifySignature,
  ): string | null {
    const told = this.#told.get(body.mandate);
    if (!told) return 'stops a mandate that nobody asked for';
    if (witness !== null) return null;
    const [rejection, ...more] = documentsOf(documents, 'rejection');
    const subject = rejection?.statement.subject;
    if (!rejection || more.length > 0 || subject?.kind !== 'mandate' || subject.digest !== body.mandate) {
      return 'has the stop of something else than its mandate';
    }
    const { statement, signature } = rejection;
    const isSigned = [...policy.officers, ...told.policy.officers].some(
      (officer) =>
        officer.id === officerOf(statement.actor) &&
        hasSigned(officer, rejectionDigest(statement), signature, verify),
    );
    return isSigned ? null : 'has a stop of a mandate that its officer has not signed';
  }

  #receive(
    { body, documents }: Extract<TypedEntry, { kind: 'mandate-received' }>,
    policy: Policy,
    verify: VerifySignature,
  ): string | null {
    const [mandate, ...more] = documentsOf(documents, 'mandate');
    if (!mandate || more.length > 0) return 'has not exactly one mandate';
    const { statement } = mandate;
    const untaken = whyUntaken(mandate, policy, verify);
    if (untaken !== null) return untaken;
    const digest = mandateDigest(statement);
    const same = body.mandate === digest && body.vaultId === statement.vaultId;
    if (!same || this.#told.has(digest)) return 'names another mandate than the one that it has';
    const viewDigest = mandateViewDigest(statement, { id: policy.asset });
    this.#told.set(digest, { policy, makerId: officerOf(statement.actor), viewDigest, statement });
    return null;
  }

  #takeProposal(
    { body: { mandate, movementId }, documents }: Extract<TypedEntry, { kind: 'proposal-received' }>,
    policy: Policy,
    verify: VerifySignature,
  ): string | null {
    if (mandate === undefined || mandate === null) return null;
    const told = this.#told.get(mandate);
    if (told?.statement === undefined) return 'has a proposal under a mandate that never came';
    const request = onlyRequest(documents);
    if (request?.statement.id !== movementId) return 'has not exactly the request of its movement';
    const fits = sourceOf(told.statement, request);
    if (!fits.ok) return `has a request that does not fit its mandate: ${fits.message}`;
    for (const approval of documentsOf(documents, 'approval')) {
      const why = whyNotApproved(approval, { mandate, told }, policy, verify);
      if (why !== null) return why;
    }
    return null;
  }

  /**
   * A ceremony that replaces a vault has its mandates and all their requests in its one entry. No officer signs that entry: each
   * mandate and each request has its maker's signature.
   */
  #takeCeremony(
    { documents, body: { retires } }: Extract<TypedEntry, { kind: 'ceremony-completed' }>,
    policy: Policy,
    verify: VerifySignature,
  ): string | null {
    const requests = new Map(documentsOf(documents, 'request').map((each) => [each.statement.id, each]));
    for (const mandate of documentsOf(documents, 'mandate')) {
      const { statement } = mandate;
      const digest = mandateDigest(statement);
      if (this.#told.has(digest)) return 'has a mandate that was told before';
      if (statement.kind !== 'sweep' || statement.vaultId !== retires) {
        return 'has a mandate that is not for the vault which it retires';
      }
      const untaken = whyUntaken(mandate, policy, verify);
      if (untaken !== null) return untaken;
      for (const { requestId } of statement.sources) {
        const request = requests.get(requestId);
        if (!request) return 'has a mandate without the requests that it is for';
        requests.delete(requestId);
        const fits = sourceOf(statement, request);
        if (!fits.ok) return `has a request that does not fit its mandate: ${fits.message}`;
      }
      const viewDigest = mandateViewDigest(statement, { id: policy.asset });
      this.#told.set(digest, { policy, makerId: officerOf(statement.actor), viewDigest });
    }
    return null;
  }

  #takeRequest({ kind, body, documents }: TypedEntry, { statement, missing }: Open): string | null {
    const isRequest = kind === 'gather-requested' || kind === 'sweep-requested';
    const [request, ...more] = documentsOf(documents, 'request');
    if (!isRequest || body.mandate !== mandateDigest(statement) || !request || more.length > 0) {
      return 'is not the request that its mandate asks for';
    }
    const { id } = request.statement;
    if (!missing.has(id) || body.movementId !== id) return 'has a request that is none of its mandate';
    const fits = sourceOf(statement, request);
    if (!fits.ok) return `has a request that does not fit its mandate: ${fits.message}`;
    const left = new Set([...missing].filter((each) => each !== id));
    this.#open = left.size === 0 ? null : { statement, missing: left };
    return null;
  }

  #approve(
    { body, documents, actor }: Extract<TypedEntry, { kind: 'mandate-approved' }>,
    policy: Policy,
    verify: VerifySignature,
  ): string | null {
    const told = this.#told.get(body.mandate);
    const [approval, ...more] = documentsOf(documents, 'approval');
    if (!told || !approval || more.length > 0) return 'approves a mandate that nobody asked for';
    const approver = body.approver ?? officerOf(actor);
    return officerOf(approval.statement.actor) === approver
      ? whyNotApproved(approval, { mandate: body.mandate, told }, policy, verify)
      : OTHER_APPROVAL;
  }
}

/** The one request that an entry and its one proposal both have; null for anything else. */
function onlyRequest(documents: TypedEntry['documents']): SignedRequest | null {
  const proposals = documentsOf(documents, 'proposal');
  const served = proposals.flatMap(({ requests }) => requests);
  const [request, ...more] = documentsOf(documents, 'request');
  if (!request || more.length > 0 || proposals.length !== 1 || served.length !== 1) return null;
  return served.every(({ statement }) => requestDigest(statement) === requestDigest(request.statement))
    ? request
    : null;
}

const OTHER_APPROVAL = 'has the approval of something else than its mandate';

/** Answers of officers at other stations are taken in by the station: the officers have signed them, and not the entry. */
const isReply = ({ kind, actor }: TypedEntry): boolean =>
  (kind === 'mandate-approved' || kind === 'mandate-stopped') &&
  actor.kind === 'station' &&
  actor.rule === 'reply-taken';

/** Why an approval is none of a mandate; null where it is. */
function whyNotApproved(
  { statement, signature }: Approval,
  { mandate, told: { viewDigest, makerId } }: { readonly mandate: Hex32; readonly told: Told },
  policy: Policy,
  verify: VerifySignature,
): string | null {
  const { subject } = statement;
  const isOfIt =
    subject.kind === 'mandate' && subject.digest === mandate && subject.viewDigest === viewDigest;
  if (!isOfIt) return OTHER_APPROVAL;
  const officer = policy.officers.find(({ id }) => id === officerOf(statement.actor));
  if (!officer?.roles.includes('approver') || officer.id === makerId) {
    return 'has an approval of a mandate by nobody who may approve it';
  }
  return hasSigned(officer, approvalDigest(statement), signature, verify)
    ? null
    : 'has an approval of a mandate that its officer has not signed';
}

/** A policy may have come into force while a mandate was asked for: then no vault takes it, and that is no fault. */
function whyUntaken(mandate: SignedMandate, policy: Policy, verify: VerifySignature): string | null {
  const checked = checkMandate(mandate, policy, verify);
  return checked.ok || checked.code === 'mandate-other-policy'
    ? null
    : `has a mandate that no vault takes: ${checked.message}`;
}

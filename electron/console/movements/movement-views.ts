import type { Books } from '../../books/books.ts';
import type { KnownEpoch, Movement, StoredProposal, StoredTransaction } from '../../books/rows.ts';
import type { DecodedView, MovementDetail, MovementRow } from '../../contract/movements.ts';
import { officerOf } from '../../core/actor.ts';
import type { Rejection } from '../../core/approval/approval.ts';
import { chooseActions } from '../../core/movement/movement-actions.ts';
import type { MovementState } from '../../core/movement/movement-state.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { type MovementKind, requestDigest, type SignedRequest } from '../../core/proposal/request.ts';
import { viewDigest } from '../../core/proposal/transfer-view.ts';
import { ok, type Refusal, type Result } from '../../core/result.ts';
import { wordCode } from '../../core/word-code.ts';
import { inBook } from '../book/in-book.ts';
import { provenOnArrival } from '../envelopes/input-proofs.ts';
import { summaryOf } from '../journal/line-of-entry.ts';
import { mandateView } from '../mandates/mandate-view.ts';
import { officerName } from '../officers/officer-name.ts';
import type { Viewer } from '../officers/viewer.ts';
import { type ListAsked, windowOf } from '../search/meaning-of.ts';
import { believedSkips, mayBeUnseen } from '../skips/believed-skips.ts';
import type { Station } from '../station.ts';
import { proveProposal } from './decoded-proposal.ts';
import { isSignedByMaker } from './expire-requests.ts';
import { factsOf, hasOwnVaults, movementOf, nextStepOf, waitsFor } from './movement-facts.ts';
import { checkOwnParts } from './own-parts.ts';
import { findRepeated, repeatedView } from './repeated.ts';
import { waitsToEnd } from './time-of-ends.ts';
import { whatItWaitsFor } from './what-it-waits-for.ts';

type ViewParts = Pick<
  Station,
  | 'treasury'
  | 'books'
  | 'hold'
  | 'policy'
  | 'attested'
  | 'chain'
  | 'keys'
  | 'addressBook'
  | 'effects'
  | 'check'
>;

/** What may still end by time. */
const unsignedStates: ReadonlySet<MovementState> = new Set<MovementState>(['queued', 'proposed', 'approved']);

export function movementRow(
  station: Pick<ViewParts, 'policy' | 'keys' | 'treasury'>,
  viewer: Viewer,
  movement: Movement,
): MovementRow {
  const policy = station.policy.present();
  const vaultName = (match: (vault: Policy['vaults'][number]) => boolean) => policy.vaults.find(match)?.name;
  return {
    id: movement.id,
    kind: movement.kind,
    state: movement.state,
    vaultId: movement.vaultId,
    vaultName: vaultName((vault) => vault.id === movement.vaultId) ?? '',
    recipient: movement.recipient,
    recipientName: vaultName((vault) => vault.receiveAddress === movement.recipient) ?? null,
    amount: movement.units.toString(),
    reference: movement.reference,
    makerName: officerName(policy, movement.makerId) ?? '',
    createdAt: movement.createdAt,
    updatedAt: movement.updatedAt,
    stopped: movement.stoppedAt !== null,
    mandated: movement.mandate !== null,
    approvals: movement.approvedBy.length,
    approvalsNeeded: movement.approvalsNeeded,
    waitsForMe: waitsFor(factsOf(station, movement, viewer.acting)),
    problem: movement.problem,
  };
}

/** How many movements have their next step from the officer who looks. */
export async function countForMe(
  station: Pick<ViewParts, 'books' | 'treasury'>,
  { acting }: Viewer,
): Promise<ReadonlyMap<MovementKind, number>> {
  return acting === null
    ? new Map()
    : await station.books.movements.countOpen(nextStepOf(acting, { hasVaults: hasOwnVaults(station) }));
}

export interface MovementsAsked extends ListAsked {
  readonly kind: MovementKind | null;
  readonly filter: 'all' | 'open' | 'mine';
  readonly states?: readonly MovementState[] | null;
  readonly makerId?: string | null;
}

export async function listMovements(
  station: ViewParts & Pick<Station, 'effects'>,
  viewer: Viewer,
  { kind, filter, states = null, makerId = null, ...asked }: MovementsAsked,
): Promise<{ total: number; rows: MovementRow[] }> {
  const mine = filter === 'mine';
  if (mine && viewer.acting === null) return { total: 0, rows: [] };
  const { total, rows } = await station.books.movements.list(windowOf(station, asked), {
    kind,
    open: filter === 'open',
    nextStep: mine && viewer.acting ? nextStepOf(viewer.acting, { hasVaults: hasOwnVaults(station) }) : null,
    states,
    makerId,
  });
  return { total, rows: rows.map((row) => movementRow(station, viewer, row)) };
}

async function isPerhapsUnseen(
  station: Pick<Station, 'books' | 'treasury' | 'hold'>,
  { id, state }: Movement,
): Promise<boolean> {
  if (state !== 'signed' && state !== 'sent') return false;
  const skips = await believedSkips(station);
  const stored = skips.length === 0 ? undefined : await station.books.movements.transaction(id);
  return stored !== undefined && mayBeUnseen(stored.signedAt, skips);
}

/** Everything about one movement. The decoded part comes from the stored bytes, and from nothing else. */
export async function readMovement(
  station: ViewParts & Pick<Station, 'line' | 'treasury' | 'hold'>,
  viewer: Viewer,
  { id }: { readonly id: string },
): Promise<Result<MovementDetail>> {
  const { books } = station;
  const policy = station.policy.present();
  const found = await movementOf(station, id);
  if (!found.ok) return found;
  const movement = found.value;
  const request = await books.movements.request(id);
  if (!request) throw new Error('a movement has no request');
  const stored = await books.movements.proposal(id);
  const decoded = stored
    ? await decodedView(station, { movementId: id, stored }, await books.cursor.epoch())
    : ok(null);
  const unreadable = decoded.ok ? null : decoded;
  const mandate = await mandateView(station, movement);
  if (!mandate.ok) return mandate;
  const approvals = await books.movements.approvals(id);
  const { statement } = request;
  const { earlier } =
    statement.kind === 'withdrawal'
      ? await findRepeated(station, { ...statement, units: BigInt(statement.amount.units) })
      : { earlier: [] };
  const history = await books.journal.ofMovement(id, movement.mandate);
  return ok({
    row: movementRow(station, viewer, movement),
    requested: requestedView(policy, request, stored),
    repeats: { earlier: repeatedView(policy, earlier), meant: statement.repeats !== undefined },
    asksUntil: request.statement.expiresAt,
    waitsToEnd:
      unsignedStates.has(movement.state) &&
      waitsToEnd(station, [
        request.statement.expiresAt,
        ...approvals.map(({ approval: { statement } }) => statement.expiresAt),
      ]),
    decoded: decoded.ok ? decoded.value : null,
    unreadable: problemOf(unreadable),
    mandate: mandate.value,
    mayBeUnseen: await isPerhapsUnseen(station, movement),
    ruleTitle: policy.rules.find((rule) => rule.id === movement.ruleId)?.title ?? null,
    approvals: approvals.map(({ approval: { statement }, approvedAt }) => {
      const officerId = officerOf(statement.actor) ?? '';
      return {
        officerId,
        officerName: officerName(policy, officerId) ?? '',
        approvedAt,
        expiresAt: statement.expiresAt,
      };
    }),
    rejection: rejectionView(policy, await books.movements.rejection(id)),
    transaction: await transactionView(books, await books.movements.transaction(id)),
    cancels: relatedTo(
      movement.cancels === null ? undefined : await books.movements.byDigest(movement.cancels),
    ),
    cancelledBy: relatedTo(stored && (await books.movements.cancelling(stored.digest))[0]),
    history: history.map((row) => ({
      at: row.at,
      kind: row.kind,
      officerName: officerName(policy, row.officerId),
      // The panel says above what it pays.
      note: summaryOf(station, { ...row, pays: null }),
    })),
    waitsFor: await whatItWaitsFor(station, movement),
    actions: await actionsNow(station, viewer, { movement, unreadable }),
  });
}

/**
 * What can be done now, and why not: an alarm of the books, and bytes that cannot be read, are said before somebody
 * approves or signs in vain. A no to such bytes is a stop.
 */
async function actionsNow(
  station: Pick<ViewParts, 'keys' | 'treasury' | 'check'>,
  viewer: Viewer,
  { movement, unreadable }: { readonly movement: Movement; readonly unreadable: Refusal | null },
): Promise<MovementDetail['actions']> {
  const { check } = station;
  const books = check.view().state === 'checking' ? ok(undefined) : await check.ofMovement(movement.id);
  return chooseActions(factsOf(station, movement, viewer.acting))
    .filter(({ action }) => unreadable === null || action !== 'reject')
    .map(({ action, refusal: ofOfficer }) => {
      const needsBytes = action === 'approve' || action === 'sign';
      const refusal = ofOfficer ?? (needsBytes ? (unreadable ?? (books.ok ? null : books)) : null);
      return { action, allowed: refusal === null, reason: problemOf(refusal) };
    });
}

/** Who asks, and under which reference, by what the maker signed: the row beside it is not believed. */
function requestedView(
  policy: Policy,
  request: SignedRequest,
  stored: StoredProposal | undefined,
): MovementDetail['requested'] {
  const { statement } = request;
  const digest = requestDigest(statement);
  const carried =
    !stored || stored.proposal.requests.some((each) => requestDigest(each.statement) === digest);
  return {
    reference: statement.reference,
    externalId: statement.externalId ?? null,
    makerName: officerName(policy, officerOf(statement.actor)) ?? '',
    signed: carried && isSignedByMaker(policy, request),
  };
}

const problemOf = (refusal: Refusal | null) => refusal && { code: refusal.code, message: refusal.message };

const relatedTo = (movement: Movement | undefined): MovementDetail['cancels'] =>
  movement ? { id: movement.id, state: movement.state } : null;

function rejectionView(policy: Policy, rejection: Rejection | undefined): MovementDetail['rejection'] {
  if (!rejection) return null;
  const { actor, reason, rejectedAt } = rejection.statement;
  return { officerName: officerName(policy, officerOf(actor)) ?? '', reason, at: rejectedAt };
}

async function transactionView(
  { flows }: Pick<Books, 'flows'>,
  transaction: StoredTransaction | undefined,
): Promise<MovementDetail['transaction']> {
  if (!transaction) return null;
  const { transactionId, signedAt, sentAt, finalAt, checkpoint, feePaid } = transaction;
  return {
    idText: transactionId,
    signedAt,
    sentAt,
    finalAt,
    checkpoint,
    restsOn: finalAt === null ? null : await flows.restsOn(transactionId),
    feePaid: feePaid?.toString() ?? null,
  };
}

async function decodedView(
  station: Omit<ViewParts, 'keys'>,
  { movementId, stored: { proposal } }: { readonly movementId: string; readonly stored: StoredProposal },
  known: KnownEpoch | undefined,
): Promise<Result<DecodedView>> {
  const { chain, policy } = station;
  const proven = proveProposal(chain, proposal);
  if (!proven.ok) return proven;
  const { digest, view, totals, intent, inputs } = proven.value;
  const { paid, feeAtMost } = totals;
  const changeAtLeast = inputs.total - paid - feeAtMost;
  const { vaults } = policy.present();
  const own = await checkOwnParts(station, proposal, view);
  return ok({
    digest,
    viewDigest: viewDigest(proposal.network, view),
    digestText: chain.formatDigest(digest),
    wordCode: [...wordCode(digest)],
    network: proposal.network.id,
    genesis: proposal.network.genesis,
    chain: view.chain,
    vaultName: vaults.find(({ id }) => id === proposal.vaultId)?.name ?? '',
    payers: view.payers.map((address) => {
      const source = proposal.sources.find((each) => each.address === address);
      const path = source ? chain.derivation.format(source.path) : null;
      return { address, path, problem: problemOf(own.payers.get(address) ?? null) };
    }),
    payments: await Promise.all(
      view.payments.map(async ({ recipient, amount }) => ({
        recipient,
        otherForms: [...chain.address.otherForms(recipient)],
        amount: amount.units.toString(),
        strange: chain.address.strange(recipient),
        ownVaultName: vaults.find((vault) => vault.receiveAddress === recipient)?.name ?? null,
        ...(await inBook(station, recipient)),
      })),
    ),
    total: paid.toString(),
    feeAtMost: feeAtMost.toString(),
    changeTo: view.changeTo,
    changeProblem: problemOf(own.changeTo),
    inputsTotal: inputs.total.toString(),
    changeAtLeast: (changeAtLeast > 0n ? changeAtLeast : 0n).toString(),
    inputs: view.inputs.map(({ key, reference }, i) => ({
      key,
      reference,
      amount: (inputs.units[i] ?? 0n).toString(),
    })),
    ...(await standBehind(station, { movementId, digest, keys: view.inputs.map(({ key }) => key) })),
    validUntil:
      view.validUntil?.kind === 'epoch'
        ? { ...view.validUntil, present: known?.epoch.toString() ?? null }
        : view.validUntil,
    memo: view.memo,
    details: Object.entries(view.details).map(([name, value]) => ({ name, value })),
    bytesLength: intent.length,
  });
}

/** What stands behind inputs: the books of a station that follows the ledger, or the certificates that came with the proposal. */
async function standBehind(
  station: Pick<ViewParts, 'treasury' | 'books' | 'hold'>,
  {
    movementId,
    digest,
    keys,
  }: { readonly movementId: string; readonly digest: string; readonly keys: string[] },
): Promise<Pick<DecodedView, 'grade' | 'certified'>> {
  const arrived = await provenOnArrival(station, movementId, digest);
  if (arrived === null) return { grade: (await station.books.inputs.gradeOf(keys)) ?? null, certified: null };
  const proven = arrived.filter(({ key }) => keys.includes(key));
  const newest = proven.toSorted((a, b) => b.at - a.at)[0];
  return {
    grade: proven.length === keys.length ? 'certified' : 'desk',
    certified: newest ? { inputs: proven.length, checkpoint: newest.checkpoint, at: newest.at } : null,
  };
}

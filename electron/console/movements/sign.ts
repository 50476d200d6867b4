import type { Movement, StoredProposal } from '../../books/rows.ts';
import type { Approval } from '../../core/approval/approval.ts';
import type { JsonValue } from '../../core/json.ts';
import { refusalFor } from '../../core/movement/movement-actions.ts';
import { refuseExpired } from '../../core/proposal/request.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { SignerClient } from '../../signer/client.ts';
import type { SignerRequest } from '../../signer/protocol.ts';
import { type Actor, requireOfficer, theStation } from '../actor.ts';
import { afterwards, noteHappened } from '../afterwards.ts';
import { decideAndCommit } from '../decide.ts';
import { readFreezes } from '../freezes/read-freezes.ts';
import { mandateOf } from '../mandates/mandate-of.ts';
import { signMandate } from '../mandates/sign-mandate.ts';
import type { Decision } from '../recorder.ts';
import type { LinePart, MovingParts } from '../station.ts';
import { noteTimes } from '../vaults/correct-clock.ts';
import { catchUpVault } from '../vaults/hand-over-closings.ts';
import { updateVault } from '../vaults/update-vault.ts';
import { checkStationClock } from './check-clock.ts';
import { decodeProposal } from './decoded-proposal.ts';
import { feeTerms } from './fee-terms.ts';
import { factsOf, movementOf } from './movement-facts.ts';
import { presentEpoch } from './present-epoch.ts';
import { recordSignature } from './record-signature.ts';
import { settleStops } from './stop.ts';
import { type LeavingParts, submitStored } from './submit-stored.ts';

/**
 * Has the vault's signer sign an approved proposal, stores the signed bytes, and only then sends them. The signer
 * decides by itself; a refusal is written into the journal by its code and nothing else changes. (Asking the node for its
 * terms comes first; it can only keep the signer from being asked.) Of a mandate everything that is approved is signed.
 */
export async function sign(
  station: MovingParts,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Result<void>> {
  const movement = await movementOf(station, id);
  if (!movement.ok) return movement;
  const { mandate } = movement.value;
  return mandate === null
    ? signOne(station, actor, { id })
    : signMandate(station, mandate, (each) => signOne(station, actor, { id: each }));
}

async function signOne(
  station: MovingParts,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Result<void>> {
  const { signing } = station.keys;
  if (signing.has(id)) return refuse('proposal-state', 'this movement is being signed or ended now');
  signing.add(id);
  try {
    const signed = await signAndStore(station, actor, id);
    if (!signed.ok) return signed;
  } finally {
    signing.delete(id);
    await afterwards(() => settleStops(station)); // it may have been stopped meanwhile, and its vault says now what became of it
  }
  // An older copy of this folder must not be taken for the newest one from the moment on in which a payment is out.
  if (station.line) await station.hold.kept();
  // Stored; from here on the payment happens, now or when the follower sends it again.
  const { line } = station;
  if (line) {
    await afterwards(() => submitStored(partsOf(station, line), theStation('payment-sent'), id));
  }
  return ok(undefined);
}

async function signAndStore(station: MovingParts, actor: Actor, id: string): Promise<Result<void>> {
  const { books, keys } = station;
  const movement = await movementOf(station, id);
  if (!movement.ok) return movement;
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const held = station.hold.checkSigning(movement.value, station.line?.view().ledgerAt ?? null);
  if (!held.ok) return held;
  const refusal = refusalFor('sign', factsOf(station, movement.value, officer.value.officer));
  if (refusal) return refusal;
  const clock = checkStationClock(station);
  if (!clock.ok) return clock;
  const checked = await station.check.ofMovement(id);
  if (!checked.ok) return checked;
  const session = keys.vaults.session(movement.value.vaultId);
  if (!session.ok) return session;
  const { client, told } = session.value;
  const stored = await books.movements.proposal(id);
  if (!stored) return refuse('proposal-unknown', 'there is nothing to sign yet');
  const asking = refuseExpired(stored.proposal.requests, station.effects.now());
  if (!asking.ok) return asking;
  const updated = await updateVault(station, movement.value.vaultId);
  if (!updated.ok) return updated;
  const mandate = await mandateOf(station, movement.value);
  if (!mandate.ok) return mandate;
  const under = mandate.value ? { mandate: mandate.value } : {};
  const approvals = (await books.movements.approvals(id)).map(({ approval }) => approval);
  const now = await ledgerNow(station, stored);
  const stopped = await refuseStopped(station, id); // last of all: whoever stops it now, stops it after the signature
  if (!stopped.ok) return stopped;
  const { proposal } = stored;
  const signed = now.ok
    ? await client.ask('sign', { proposal, approvals, ...under, ...now.value, journal: told.sealable })
    : now;
  if (signed.ok) {
    // A cancellation leaves only when its payment cannot be under way; that is decided when it is sent.
    const known = movement.value.cancels === null && now.ok && (await station.line?.isOfPresentEpoch());
    const leaves = known ? now.value.epoch : null;
    const signature = { signed: signed.value, actor, leaves: leaves === null ? null : BigInt(leaves) };
    return noteSigned(station, id, signature);
  }
  if (signed.code === 'clock-behind-seal') await noteTimes(station, client, movement.value.vaultId);
  await recordRefusal(
    station,
    actor,
    id,
    await refusalFacts(client, { proposal, ...under }, approvals, signed),
  );
  return signed;
}

/**
 * The signature is sealed from here on, whatever the books say to it. Refuses `signed-not-noted`: asked to sign once more, the
 * vault gives the same one again; and it is noted when the vault opens next.
 */
async function noteSigned(
  station: MovingParts,
  id: string,
  signature: Parameters<typeof recordSignature>[2],
): Promise<Result<void>> {
  const noted = await noteHappened(() => recordSignature(station, id, signature), {
    code: 'signed-not-noted',
    what: `the vault has signed ${signature.signed.transactionId}`,
  });
  if (noted.ok) return noted;
  // Somebody else may have had the same signature from the vault, and noted it.
  const isThere = await station.books.movements.transaction(id).catch(() => undefined);
  return isThere ? ok(undefined) : noted;
}

/** What the signer is told of the ledger; it can only make it refuse. What it verifies itself is handed over first. */
async function ledgerNow(
  station: MovingParts,
  stored: StoredProposal,
): Promise<Result<Pick<SignerRequest<'sign'>, 'epoch' | 'fields'>>> {
  const epoch = await presentEpoch(station);
  if (!epoch.ok) return epoch;
  const caught = await catchUpVault(station, stored.proposal.vaultId, epoch.value);
  if (!caught.ok) return caught;
  const fields = await fieldsFor(station, stored);
  return fields.ok ? ok({ epoch: epoch.value?.toString() ?? null, fields: fields.value }) : fields;
}

/**
 * What is filled in at signing. Refuses bytes that the network no longer takes: signed, they would bind their inputs and
 * never happen. Where no node can be asked, signing goes on for chains that fill nothing in: a signature needs no node,
 * and the follower sends it when one is there.
 */
async function fieldsFor(station: MovingParts, { proposal }: StoredProposal): Promise<Result<JsonValue>> {
  const { chain, line } = station;
  const decoded = decodeProposal(chain, proposal);
  if (decoded.ok) {
    const terms = await feeTerms(station);
    const why = terms.ok ? chain.whyOutdated(decoded.value.view, terms.value) : null;
    if (why !== null) return refuse('fee-terms-outdated', `${why}; reject it and request it again`);
  } // else the signer says what is wrong with them
  return line === null ? ok(null) : line.line.fields();
}

async function refuseStopped({ books }: MovingParts, id: string): Promise<Result<void>> {
  const movement = await books.movements.get(id);
  return movement?.state === 'approved'
    ? ok(undefined)
    : refuse('proposal-state', `cannot sign what is ${movement?.state ?? 'gone'}`);
}

interface RefusedSignature {
  readonly refusal: Refusal;
  readonly escalated: { readonly ruleId: string; readonly approvalsNeeded: number } | null;
}

/** Other payments may have used up the rule's window since this one was built: the next rule asks for more people. */
async function refusalFacts(
  client: SignerClient,
  asked: SignerRequest<'inspect'>,
  approvals: readonly Approval[],
  refusal: Refusal,
): Promise<RefusedSignature> {
  if (refusal.code !== 'approvals-too-few') return { refusal, escalated: null };
  const rule = await client.ask('inspect', asked);
  if (!rule.ok || rule.value.approvalsNeeded <= approvals.length) return { refusal, escalated: null };
  const { ruleId, approvalsNeeded } = rule.value;
  return { refusal, escalated: { ruleId, approvalsNeeded } };
}

async function recordRefusal(
  station: MovingParts,
  actor: Actor,
  id: string,
  refused: RefusedSignature,
): Promise<void> {
  await decideAndCommit(
    station.recorder,
    () => movementOf(station, id),
    (movement) => decideRefused(movement, actor, refused),
  );
  station.effects.notify(['app', 'movements', 'journal']);
}

/** Pure: the entry of a signer's refusal. A movement that is not approved any more keeps its state. */
export function decideRefused(
  { id, version, state }: Movement,
  actor: Actor,
  { refusal, escalated }: RefusedSignature,
): Result<Decision<void>> {
  return ok({
    expects: [{ of: 'movement', id, version }],
    entries: [
      {
        kind: 'sign-refused',
        actor,
        body: {
          movementId: id,
          code: refusal.code,
          message: refusal.message,
          escalated: state === 'approved' ? escalated : null,
        },
      },
    ],
    answer: undefined,
  });
}

/** Sends the stored bytes of a signed movement again, now. */
export async function submit(
  station: MovingParts,
  actor: Actor,
  { id }: { readonly id: string },
): Promise<Result<void>> {
  const movement = await movementOf(station, id);
  if (!movement.ok) return movement;
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const refusal = refusalFor('submit', factsOf(station, movement.value, officer.value.officer));
  if (refusal) return refusal;
  if (!station.line) return refuse('node-unreachable', 'this station has no connection to a network');
  const compared = await compareSent(station, movement.value);
  return compared.ok ? submitStored(partsOf(station, station.line), actor, id) : compared;
}

const partsOf = (station: MovingParts, line: LinePart): LeavingParts => ({
  ...station,
  line: line.line,
  freezes: () => readFreezes(station),
  isOfPresentEpoch: () => line.isOfPresentEpoch(),
});

/** What has left this epoch leaves again without an entry: so the rows that say so are compared by themselves. */
async function compareSent(
  { check, books }: Pick<MovingParts, 'check' | 'books'>,
  { id, cancels }: Movement,
): Promise<Result<void>> {
  const own = await check.rowsOf(id);
  const voided = cancels === null ? undefined : await books.movements.byDigest(cancels);
  return own.ok && voided ? check.rowsOf(voided.id) : own;
}

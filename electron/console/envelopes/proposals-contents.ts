import type { Movement, OwnAddress as StoredAddress, StoredProposal } from '../../books/rows.ts';
import { type Approval, approvalCounts } from '../../core/approval/approval.ts';
import { type Attestation, attestationSchema } from '../../core/attestation/attestation.ts';
import type { OwnAddress } from '../../core/envelope/kinds/own-addresses.ts';
import { MOST_PROPOSALS, type Proposals } from '../../core/envelope/kinds/proposals.ts';
import { mandateDigest } from '../../core/mandate/mandate.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { parseWith } from '../../core/schema.ts';
import { mandateOf } from '../mandates/mandate-of.ts';
import { decodeProposal } from '../movements/decoded-proposal.ts';
import { movementOf } from '../movements/movement-facts.ts';
import type { Station } from '../station.ts';
import { storedJson } from '../stored-json.ts';
import { gatherProofs } from './gather-proofs.ts';
import type { About, EnvelopeContents } from './make-envelope.ts';

type Parts = Pick<Station, 'books' | 'attested' | 'chain' | 'policy' | 'effects' | 'line'>;
type Item = Proposals['proposals'][number];

/** Proposals as they go out, and what they are about. */
export interface ProposalsOut {
  readonly what: EnvelopeContents;
  readonly about: readonly About[];
  /** Inputs that go without a proof that they exist. */
  readonly unproven: number;
}

/**
 * Proposals that wait for approvals, with the approvals so far, what vaults have signed of whoever pays and gets change, and what
 * proves that the inputs exist. What is part of a mandate goes with all others of it.
 * @param ids 1 to 500 movements
 * @returns refuses `request-unknown`, `proposal-unknown`, `envelope-not-for-movement`, `envelope-oversize`, `address-not-attested`,
 * `books-differ`
 */
export async function proposalsContents(
  station: Parts,
  ids: readonly string[],
): Promise<Result<ProposalsOut>> {
  const whole = await withMandates(station, ids);
  if (!whole.ok) return whole;
  const { mandates, movementIds } = whole.value;
  if (movementIds.length > MOST_PROPOSALS) {
    return refuse(
      'envelope-oversize',
      `expected at most ${MOST_PROPOSALS} proposals, got ${movementIds.length}`,
    );
  }
  const items: Item[] = [];
  const about: About[] = [];
  const own = new Map<string, StoredAddress>();
  for (const id of movementIds) {
    const one = await proposalOut(station, id);
    if (!one.ok) return one;
    const { item, stored, addresses } = one.value;
    items.push(item);
    about.push({ movementId: id, digest: stored.digest });
    for (const each of addresses) own.set(each.address, each);
  }
  const signed = await withAttestations(station, [...own.values()]);
  if (!signed.ok) return signed;
  const known = await station.books.cursor.epoch();
  const epoch = known ? { number: known.epoch.toString(), beganAt: known.beganAt } : null;
  const { proofs, places, unproven } = await gatherProofs(
    station,
    items.map(({ proposal }) => proposal.evidence),
  );
  const proposals = items.map((item, i) => ({ ...item, proofs: [...(places[i] ?? [])] }));
  const contents: Proposals = { proofs, mandates: [...mandates], epoch, ...signed.value, proposals };
  return ok({ what: { kind: 'proposals', contents }, about, unproven });
}

/** The movements, with all others of their mandates. */
async function withMandates(
  station: Parts,
  ids: readonly string[],
): Promise<Result<{ readonly mandates: Proposals['mandates']; readonly movementIds: readonly string[] }>> {
  const mandates = new Map<string, Proposals['mandates'][number]>();
  const movementIds = new Set<string>();
  for (const id of ids) {
    const movement = await movementOf(station, id);
    if (!movement.ok) return movement;
    const { mandate: digest } = movement.value;
    if (digest === null) {
      movementIds.add(id);
      continue;
    }
    if (mandates.has(digest)) continue;
    const out = await mandateOut(station, movement.value);
    if (!out.ok) return out;
    mandates.set(digest, out.value.item);
    for (const each of out.value.movementIds) movementIds.add(each);
  }
  return ok({ mandates: [...mandates.values()], movementIds: [...movementIds] });
}

/** A mandate goes out with the bytes of every source: an officer elsewhere sees so whose addresses they are. */
async function mandateOut(
  station: Parts,
  movement: Movement,
): Promise<
  Result<{ readonly item: Proposals['mandates'][number]; readonly movementIds: readonly string[] }>
> {
  const { books, effects, policy } = station;
  const mandate = await mandateOf(station, movement);
  if (!mandate.ok) return mandate;
  if (mandate.value === null) return refuse('mandate-missing', 'this movement is part of no mandate');
  const { sources } = mandate.value.statement;
  const movements = await books.movements.underMandate(mandateDigest(mandate.value.statement));
  const built = movements.filter(({ state }) => state === 'proposed' || state === 'approved');
  if (built.length < sources.length) {
    return refuse(
      'envelope-not-for-movement',
      `expected a mandate whose ${sources.length} movements are all built and wait, got ${built.length} that do`,
    );
  }
  const present = { now: effects.now(), policyVersion: policy.present().version };
  const given = new Map<string, Approval>();
  for (const { id } of built) {
    for (const { approval } of await books.movements.approvals(id)) {
      if (approvalCounts(approval, present)) given.set(approval.signature, approval);
    }
  }
  return ok({
    item: { mandate: mandate.value, approvals: [...given.values()] },
    movementIds: sources.map(({ requestId }) => requestId),
  });
}

async function proposalOut(
  station: Parts,
  id: string,
): Promise<
  Result<{
    readonly item: Item;
    readonly stored: StoredProposal;
    readonly addresses: readonly StoredAddress[];
  }>
> {
  const { books, attested, chain, policy, effects } = station;
  const movement = await movementOf(station, id);
  if (!movement.ok) return movement;
  const { state, kind, mandate } = movement.value;
  if (state !== 'proposed' && state !== 'approved') {
    return refuse(
      'envelope-not-for-movement',
      `expected what is built and waits, got a ${kind} that is ${state}`,
    );
  }
  const stored = await books.movements.proposal(id);
  if (!stored) return refuse('proposal-unknown', 'there is nothing to approve yet');
  const decoded = decodeProposal(chain, stored.proposal);
  if (!decoded.ok) return decoded;
  const { payers, changeTo } = decoded.value.view;
  const wanted = [...new Set(changeTo === null ? payers : [...payers, changeTo])];
  const addresses = await attested.known(wanted);
  if (addresses.length !== wanted.length) {
    return refuse('address-not-attested', 'expected payers and change that the vault has signed, got others');
  }
  const present = { now: effects.now(), policyVersion: policy.present().version };
  const approvals = (await books.movements.approvals(id))
    .map(({ approval }) => approval)
    .filter((approval) => mandate === null && approvalCounts(approval, present));
  return ok({ item: { proposal: stored.proposal, proofs: [], mandate, approvals }, stored, addresses });
}

/**
 * The addresses with their proofs, and what vaults have signed of them, each once.
 * @returns refuses `address-not-attested`
 */
export async function withAttestations(
  { books }: Pick<Station, 'books'>,
  addresses: readonly StoredAddress[],
): Promise<Result<Pick<Proposals, 'attestations' | 'addresses'>>> {
  const proven = addresses.flatMap(({ vaultId, path, address, attested }): OwnAddress[] =>
    attested === null ? [] : [{ vaultId, path: { ...path }, address, ...attested }],
  );
  const batches = [...new Set(proven.map(({ batch }) => batch))];
  const attestations: Attestation[] = [];
  for (const json of await books.addresses.attestations(batches)) {
    const parsed = parseWith(attestationSchema, storedJson(json ?? ''));
    if (!parsed.ok) return refuse('address-not-attested', 'expected an attestation of each address');
    attestations.push(parsed.value);
  }
  return ok({ attestations, addresses: proven });
}

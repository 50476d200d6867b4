import type { OwnAddress as StoredAddress, StoredProposal } from '../../books/rows.ts';
import { approvalCounts } from '../../core/approval/approval.ts';
import { type Attestation, attestationSchema } from '../../core/attestation/attestation.ts';
import type { OwnAddress } from '../../core/envelope/kinds/own-addresses.ts';
import type { Proposals } from '../../core/envelope/kinds/proposals.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { parseWith } from '../../core/schema.ts';
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
 * proves that the inputs exist.
 * @param ids 1 to 500 movements
 * @returns refuses `request-unknown`, `proposal-unknown`, `envelope-not-for-movement`, `address-not-attested`
 */
export async function proposalsContents(
  station: Parts,
  ids: readonly string[],
): Promise<Result<ProposalsOut>> {
  const items: Item[] = [];
  const about: About[] = [];
  const own = new Map<string, StoredAddress>();
  for (const id of new Set(ids)) {
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
  const contents: Proposals = { proofs, mandates: [], epoch, ...signed.value, proposals };
  return ok({ what: { kind: 'proposals', contents }, about, unproven });
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
  if ((state !== 'proposed' && state !== 'approved') || mandate !== null) {
    return refuse(
      'envelope-not-for-movement',
      `expected what is built and approved by itself, got a ${kind} that is ${state}`,
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
  const now = effects.now();
  const { version: policyVersion } = policy.present();
  const approvals = (await books.movements.approvals(id))
    .map(({ approval }) => approval)
    .filter((approval) => approvalCounts(approval, { now, policyVersion }));
  return ok({ item: { proposal: stored.proposal, proofs: [], mandate: null, approvals }, stored, addresses });
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

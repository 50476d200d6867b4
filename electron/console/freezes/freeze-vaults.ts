import { concerns, type Freeze, freezeDigest, type SignedFreeze } from '../../core/freeze/freeze.ts';
import { parseReference } from '../../core/movement/reference.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { type Actor, type OfficerSession, requireOfficer } from '../actor.ts';
import { hasOwnVaults } from '../movements/movement-facts.ts';
import type { Station } from '../station.ts';
import { tellVaults } from '../vaults/tell-vaults.ts';
import { vaultOf } from '../vaults/vault-of.ts';

export type FreezingParts = Pick<
  Station,
  'treasury' | 'hold' | 'books' | 'check' | 'policy' | 'recorder' | 'keys' | 'effects'
>;

/**
 * Freezes a vault, or all of them, on the word of any one officer. The journal has it first; then every open vault of it seals it, or
 * is locked. From then on its signer signs nothing but cancellations, and the station sends nothing that it signed before; a
 * locked vault is told before anything else when it opens. Killed in between, it is told at the next opening too.
 * @param input.vaultId null: every vault, also one that is made later
 * @param input.reason may be empty; it stays in the journal
 * @returns refuses `officer-not-signed-in`, `vault-unknown`, `reference-*`, and `freeze-at-desk` at a station without vaults
 */
export async function freezeVaults(
  station: FreezingParts,
  actor: Actor,
  { vaultId, reason: typed }: { readonly vaultId: string | null; readonly reason: string },
): Promise<Result<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  if (!hasOwnVaults(station)) {
    return refuse('freeze-at-desk', 'expected the desk that has the vaults, this station has none');
  }
  const vault = vaultId === null ? ok(null) : vaultOf(station.policy.present(), vaultId);
  if (!vault.ok) return vault;
  const reason = parseReference(typed);
  if (!reason.ok) return reason;
  const signed = await signFreeze(station, officer.value, { vaultId, reason: reason.value });
  if (!signed.ok) return signed;
  const { freeze } = signed.value;
  const written = await station.recorder.commit({
    expects: [],
    entries: [
      {
        kind: 'vault-frozen',
        actor,
        documents: [{ kind: 'freeze', document: signed.value }],
        body: { freeze: freezeDigest(freeze), vaultId, reason: freeze.reason },
      },
    ],
    answer: undefined,
  });
  if (written.ok) await tellVaults(station, (id) => concerns(freeze, id));
  station.effects.notify(['app', 'movements', 'journal']);
  return written;
}

async function signFreeze(
  { treasury, policy, effects }: FreezingParts,
  { officer, signer }: OfficerSession,
  { vaultId, reason }: Pick<Freeze, 'vaultId' | 'reason'>,
): Promise<Result<SignedFreeze>> {
  const freeze: Freeze = {
    treasuryId: treasury.file().id,
    network: treasury.network,
    policy: policy.reference(),
    id: effects.uuid(),
    officerId: officer.id,
    vaultId,
    reason,
    frozenAt: effects.now(),
  };
  const signed = await signer.ask('sign-statement', { kind: 'freeze', freeze });
  return signed.ok ? ok({ freeze, signature: signed.value.signature }) : signed;
}

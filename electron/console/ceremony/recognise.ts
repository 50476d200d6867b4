import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { Vault } from '../vaults/vault-of.ts';
import { type CeremonySession, checkVaultName } from './session.ts';

/**
 * Notes the first address of a backup, and whether a vault of this treasury has it. Refuses `alias-duplicate` for a vault
 * that is new to the treasury under a name that is not: the process has taken its words, so another ceremony must be
 * begun.
 * @returns that vault
 */
export function recognise(
  policy: Pick<Policy, 'vaults'>,
  session: CeremonySession,
  firstAddress: string,
): Result<Vault | null> {
  session.firstAddress = firstAddress;
  const known = policy.vaults.find((vault) => vault.receiveAddress === firstAddress) ?? null;
  if (session.state.plan.kind !== 'restore') return ok(known);
  if (known) {
    session.vault = { id: known.id, name: known.name, kind: known.kind };
    session.isNew = false;
  } else if (session.vault) {
    const free = checkVaultName(policy, session.vault.name);
    if (!free.ok) return refuse(free.code, `${free.message}; abandon and begin again with another name`);
  }
  return ok(known);
}

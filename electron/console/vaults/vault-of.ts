import type { Policy } from '../../core/policy/policy.ts';
import { ok, type Result, refuse } from '../../core/result.ts';

/** A vault as the policy names it. */
export type Vault = Policy['vaults'][number];

/** A vault of the policy; refuses `vault-unknown`. */
export function vaultOf({ vaults }: Pick<Policy, 'vaults'>, vaultId: string): Result<Vault> {
  const vault = vaults.find(({ id }) => id === vaultId);
  return vault ? ok(vault) : refuse('vault-unknown', `no vault ${vaultId} in this treasury`);
}

/**
 * Refuses `vault-retired` for a vault that a rotation replaced.
 * @param retired ids of the retired vaults, see `books.vaults.retired`
 */
export function refuseRetired(retired: readonly string[], vaultId: string): Result<void> {
  return retired.includes(vaultId)
    ? refuse('vault-retired', 'this vault is retired; use the one that replaced it')
    : ok(undefined);
}

/** All hot or all cold vaults, retired ones too: money may still be in them. */
export const vaultsOfKind = ({ vaults }: Pick<Policy, 'vaults'>, kind: Vault['kind']): readonly Vault[] =>
  vaults.filter((vault) => vault.kind === kind);

/** The hot or cold vault at work: the latest that is not retired. Every treasury is made with one of each kind. */
export function vaultAtWork(
  policy: Pick<Policy, 'vaults'>,
  retired: readonly string[],
  kind: Vault['kind'],
): Vault {
  const vault = vaultsOfKind(policy, kind).findLast(({ id }) => !retired.includes(id));
  if (!vault) throw new Error(`the policy names no ${kind} vault at work`);
  return vault;
}

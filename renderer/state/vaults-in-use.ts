import type { VaultView } from '../../electron/contract/vaults.ts';

/** The vaults that a rotation has not replaced: new accounts and payments begin with these only. */
export function vaultsInUse(vaults: readonly VaultView[]): readonly VaultView[] {
  return vaults.filter((vault) => !vault.retired);
}

/** The vault in use that a form proposes: a hot one where there is one. */
export function proposedVault(vaults: readonly VaultView[]): VaultView | undefined {
  const inUse = vaultsInUse(vaults);
  return inUse.find((vault) => vault.kind === 'hot') ?? inUse[0];
}

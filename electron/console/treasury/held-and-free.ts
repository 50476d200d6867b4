import type { VaultFigures } from '../../books/rows.ts';
import type { Policy } from '../../core/policy/policy.ts';
import { type Vault, vaultsOfKind } from '../vaults/vault-of.ts';

/** What vaults have, base units: the balance is what is free and what movements on their way hold. */
export interface HeldAndFree {
  readonly balance: bigint;
  readonly reserved: bigint;
  /** Can be spent now. */
  readonly free: bigint;
}

/** What all vaults of a kind have together. */
export function heldAndFree(
  policy: Pick<Policy, 'vaults'>,
  figures: readonly VaultFigures[],
  kind: Vault['kind'],
): HeldAndFree {
  const total = (of: 'balance' | 'reserved') =>
    vaultsOfKind(policy, kind).reduce(
      (sum, { id }) => sum + (figures.find(({ vaultId }) => vaultId === id)?.[of] ?? 0n),
      0n,
    );
  const [balance, reserved] = [total('balance'), total('reserved')];
  return { balance, reserved, free: balance > reserved ? balance - reserved : 0n };
}

/**
 * Whether what is free would be enough by itself: a float inside its band whose money is all held pays nobody.
 * @returns `none`: there is money, and all of it is held; `little`: what is free is below the band's minimum
 */
export function spendable({ balance, free }: HeldAndFree, min: bigint): 'enough' | 'little' | 'none' {
  if (balance > 0n && free === 0n) return 'none';
  return balance >= min && free < min ? 'little' : 'enough';
}

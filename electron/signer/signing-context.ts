import type { Chain } from '../chains/chain.ts';
import type { DerivationPath } from '../core/derivation-path.ts';
import type { VerifySignature } from '../core/officer/officer.ts';
import type { Policy } from '../core/policy/policy.ts';
import type { Governed, VaultMemory } from './vault-memory.ts';

/** What the decision rests on beside the proposal; all of it the signer's own. */
export interface SigningContext {
  readonly chain: Chain;
  readonly governed: Governed;
  /** The policy that the vault obeys at this time. */
  readonly policy: Policy;
  readonly memory: VaultMemory;
  readonly addressAt: (path: DerivationPath) => string;
  readonly verify: VerifySignature;
  /** Milliseconds. */
  readonly now: number;
  /** The ledger's epoch; null where it counts none, or nobody named it. */
  readonly epoch: bigint | null;
}

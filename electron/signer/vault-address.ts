import type { Chain } from '../chains/chain.ts';
import type { DerivationPath } from '../core/derivation-path.ts';
import { bytesToHex } from '../core/digest.ts';
import type { KeyTree } from './slip10.ts';

/** The public key with which a vault attests its addresses, hex. */
export const attestationKey = (keys: KeyTree): string => bytesToHex(keys.attestationKeyPair().publicKey);

/** The address at a path of a vault, in its chain's form. */
export function vaultAddress(
  keys: KeyTree,
  { address, derivation }: Pick<Chain, 'address' | 'derivation'>,
  path: DerivationPath,
): string {
  return address.ofPublicKey(keys.keyPair(derivation.levels(path)).publicKey);
}

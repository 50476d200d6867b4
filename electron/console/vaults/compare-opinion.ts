import type { DerivationPath } from '../../core/derivation-path.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import { hashOfAddress } from '../../official/address-hash.ts';

/** One address as this treasury knows it. */
export interface KnownAddress {
  readonly path: DerivationPath;
  readonly address: string;
}

/**
 * Compares what this treasury has with what the official library derived: the hashes of the public keys, since the library
 * writes addresses in the old form. An address that cannot be read is a difference.
 * @param theirs as the library writes them, one for each known address, in order
 * @returns a line for each difference; refuses `official-garbled` where the numbers differ
 */
export function compareOpinion(
  vaultName: string,
  ours: readonly KnownAddress[],
  theirs: readonly string[],
): Result<readonly string[]> {
  if (ours.length !== theirs.length) {
    return refuse('official-garbled', `expected ${ours.length} addresses, got ${theirs.length}`);
  }
  return ok(
    ours.flatMap(({ path, address }, i) => {
      const [own, other] = [hashOfAddress(address), hashOfAddress(theirs[i] ?? '')];
      if (own !== null && own === other) return [];
      const { account, change, index } = path;
      const place = `${vaultName}, account ${account}, change ${change}, address ${index}`;
      // Not what it derives: a hostile library could say the vault's key with it.
      return [`${place}: expected ${address}, the official library derives another`];
    }),
  );
}

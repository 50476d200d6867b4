import { parseDigest } from '../../electron/chains/iota/pure/ledger/digests.ts';
import { trustRootText } from '../../electron/chains/iota/pure/proof/trust-root.ts';
import { chainIdentifierOf, publicNetworks } from '../../electron/chains/iota/pure/public-networks.ts';
import { hexToBytes } from '../../electron/core/digest.ts';
import { must } from './must.ts';

/**
 * A trust root that nobody has: of a public network or of one that nobody runs.
 * @param genesis the first 4 bytes of its genesis digest, hex
 */
export const sampleTrustRoot = (genesis: string): string =>
  trustRootText({
    kind: 'committee',
    genesis: wholeGenesis(genesis),
    digest: new Uint8Array(32).fill(7),
  });

/** The genesis digest of a public network, or of one that nobody runs. @param identifier its first 4 bytes, hex */
export function wholeGenesis(identifier: string): Uint8Array {
  const known = Object.values(publicNetworks)
    .map((text) => must(parseDigest(text)))
    .find((digest) => chainIdentifierOf(digest) === identifier);
  return known ?? hexToBytes(identifier.padEnd(64, '0'));
}

import { chainKindOf, type NetworkId } from '../core/network-id.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { Chain } from './chain.ts';
import { iotaChain } from './iota/pure/iota-chain.ts';

/** Finds the pure half of a chain. */
export interface ChainRegistry {
  /** Refuses `chain-unknown`. */
  chainOf(network: NetworkId): Result<Chain>;
}

/** Makes a registry of chains, each found by its kind. Tests put chains of their own in. */
export function createRegistry(chains: readonly Chain[]): ChainRegistry {
  const byKind = new Map(chains.map((chain) => [chain.kind, chain]));
  return {
    chainOf(network) {
      const chain = byKind.get(chainKindOf(network));
      return chain
        ? ok(chain)
        : refuse('chain-unknown', `expected a network of ${[...byKind.keys()].join(' or ')}, got ${network}`);
    },
  };
}

/** The chains of this program: a line each. Their online halves are in `lines.ts`, which no process with keys imports. */
export const productChains = createRegistry([iotaChain]);

import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { createRegistry } from '../../../electron/chains/registry.ts';
import { toyChain } from './toy-chain.ts';

/** What the product's registry would be with a second chain: one line more. */
export const toyChains = createRegistry([iotaChain, toyChain]);

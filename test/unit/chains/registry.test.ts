import { describe, expect, it } from 'vitest';
import { createLines, productLines } from '../../../electron/chains/lines.ts';
import { createRegistry, productChains } from '../../../electron/chains/registry.ts';
import { must } from '../../support/must.ts';
import { codeOf } from '../../support/signer-fixture.ts';
import { toyChain } from '../../support/toy-chain/toy-chain.ts';
import { toyChains } from '../../support/toy-chain/toy-chains.ts';

const unknown = [
  'moon:practice',
  'iotas:mainnet',
  'iot:mainnet',
  'iota',
  '',
  ':practice',
  'constructor:x',
  '__proto__:x',
];
const options = { url: 'http://nowhere.invalid', genesis: 'c0ffee00', timeoutMs: 1, fetch };

describe('the registry of chains', () => {
  it('finds a chain by the kind in the name of a network', () => {
    expect(must(productChains.chainOf('iota:mainnet')).kind).toBe('iota');
    expect(must(toyChains.chainOf('toy:practice'))).toBe(toyChain);
  });

  it.each(unknown)('refuses a network of a chain that nobody knows: %j', (network) => {
    expect(codeOf(productChains.chainOf(network))).toBe('chain-unknown');
    expect(codeOf(toyChains.chainOf(network))).toBe('chain-unknown');
  });

  it('knows nothing without chains', () => {
    expect(codeOf(createRegistry([]).chainOf('iota:mainnet'))).toBe('chain-unknown');
  });
});

describe('the registry of lines', () => {
  it('connects to a network of a known chain, and sends nothing yet', () => {
    let asked = 0;
    const watched = { ...options, network: 'iota:mainnet', fetch: async () => Response.json(asked++) };
    const line = must(productLines.connect(watched));
    expect([line.network, line.url, asked]).toEqual(['iota:mainnet', options.url, 0]);
  });

  it.each(unknown)('refuses a network of a chain that nobody knows: %j', (network) => {
    expect(codeOf(productLines.connect({ ...options, network }))).toBe('chain-unknown');
  });

  it('knows nothing without lines', () => {
    expect(codeOf(createLines({}).connect({ ...options, network: 'iota:mainnet' }))).toBe('chain-unknown');
  });
});

import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../../electron/chains/iota/online/iota-line.ts';
import { checkGenesis, publicNetworks } from '../../../../electron/chains/iota/pure/public-networks.ts';
import { startFakeNode } from './fake-node.ts';
import { expectRefusal, unwrap } from './samples.ts';

const mainnet = publicNetworks['iota:mainnet'] as string;

describe('the genesis of a network', () => {
  it.each([
    ['iota:mainnet', mainnet],
    ['iota:mainnet', '6364aad5'],
    ['iota:testnet', '2304aa97'],
    ['iota:practice', 'c0ffee01'],
  ])('%s may have %s', (network, genesis) => {
    expect(checkGenesis(network, genesis).ok).toBe(true);
  });

  it.each([
    ['a practice network behind a tunnel to mainnet', 'iota:practice', mainnet],
    ['the same, by 4 bytes', 'iota:practice', '6364aad5'],
    ['an own network that is testnet', 'iota:own', '2304aa97'],
    ['mainnet that is testnet', 'iota:mainnet', '2304aa97'],
    ['mainnet that is anything', 'iota:mainnet', 'c0ffee01'],
  ])('is refused: %s', (_, network, genesis) => {
    expectRefusal(checkGenesis(network, genesis), 'node-network-mismatch');
  });

  it('is asked of a node by JSON-RPC, though the treasury pins the very same', async () => {
    const node = await startFakeNode({ iota_getChainIdentifier: () => '6364aad5' });
    const line = connectIota({
      network: 'iota:practice',
      url: node.url,
      genesis: '6364aad5',
      timeoutMs: 60_000,
      fetch: globalThis.fetch,
    });
    expectRefusal(await line.terms(), 'node-network-mismatch');
    expect(node.asked).toEqual(['iota_getChainIdentifier']);
  });

  it('that is pinned whole is held against the 4 bytes that JSON-RPC tells', async () => {
    let told = '6364aad5';
    const node = await startFakeNode({ iota_getChainIdentifier: () => told });
    const lineFor = (network: string, genesis: string) =>
      connectIota({ network, url: node.url, genesis, timeoutMs: 60_000, fetch: globalThis.fetch });
    expect(unwrap(await lineFor('iota:mainnet', mainnet).genesis())).toBe(mainnet);
    expectRefusal(await lineFor('iota:own-harbour', mainnet).genesis(), 'node-network-mismatch');
    told = 'c0ffee01';
    expectRefusal(await lineFor('iota:mainnet', mainnet).genesis(), 'node-network-mismatch');
    const own = '11111111111111111111111111111111';
    expectRefusal(await lineFor('iota:own-harbour', own).genesis(), 'node-network-mismatch');
    told = '00000000';
    expect(unwrap(await lineFor('iota:own-harbour', own).genesis())).toBe(own);
  });
});

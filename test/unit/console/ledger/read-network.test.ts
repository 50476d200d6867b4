import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { readNetwork } from '../../../../electron/console/ledger/read-network.ts';
import type { NodeView } from '../../../../electron/contract/node.ts';
import { must } from '../../../support/must.ts';
import { codeOf } from '../../../support/treasury-steps.ts';

const node: NodeView = {
  url: 'grpc+https://node.example.org',
  kind: 'address',
  endpoints: [],
  hasOwn: false,
  history: null,
  way: { proxy: null, login: false, certificates: [] },
  state: 'connected',
  restsOn: 'one',
  problem: null,
  checkpoint: '40',
  newest: '45',
  lowest: '7',
  pruning: null,
  asOf: 1_000,
  ledgerAt: 900,
  proof: { epoch: '3', members: 4, weight: '7000', total: '10000' },
  caution: null,
  stopped: null,
  nextTryAt: null,
};

interface Known {
  readonly view?: Partial<NodeView>;
  readonly kept?: string | null;
  readonly inBooks?: string;
  readonly network?: string;
  readonly practiceUrl?: string | null;
}

const read = ({ view = {}, kept = null, inBooks, network = 'iota:own', practiceUrl = null }: Known) =>
  readNetwork({
    treasury: { network: { id: network, genesis: 'c0ffee00' } },
    policy: { present: () => ({ trustRoot: null }) },
    books: { cursor: { proof: async () => inBooks }, journal: { skips: async () => [] } },
    chain: iotaChain,
    line: { view: () => ({ ...node, ...view }), kept: () => kept, practiceUrl: () => practiceUrl },
  } as unknown as Parameters<typeof readNetwork>[0]);

describe('the network as a desk knows it', () => {
  it('says how far behind it is, and never less than nothing', async () => {
    expect(must(await read({})).behind).toBe('5');
    expect(must(await read({ view: { newest: '12' } })).behind).toBe('0');
    expect(must(await read({ view: { newest: null } })).behind).toBeNull();
  });

  it('does not call itself up to date by what a node said that is gone', async () => {
    const gone = { code: 'node-unreachable', message: '' } as const;
    const view = { newest: '40', state: 'problem', problem: gone } as const;
    expect(must(await read({ view })).behind).toBeNull();
    expect(must(await read({ view: { newest: '40', stopped: gone } })).behind).toBeNull();
  });

  it('says of each endpoint what it can prove, and shows its address without the mark', async () => {
    const [byGrpc] = must(await read({})).endpoints;
    expect(byGrpc).toMatchObject({
      url: 'https://node.example.org',
      protocol: 'grpc',
      proves: true,
      state: 'proven',
    });
    const plain = must(await read({ view: { url: 'https://node.example.org', proof: null } }));
    expect(plain.endpoints).toMatchObject([{ protocol: 'json-rpc', proves: false, state: 'word' }]);
    expect([plain.certified, plain.light]).toEqual([null, null]);
  });

  it('lists those in reserve after it, and names what one was left for', async () => {
    const other = { proves: true, problemAt: null, nextTryAt: null, lowest: '3' };
    const problem = { code: 'certificate-weight', message: 'too little' } as const;
    const endpoints: NodeView['endpoints'] = [
      { ...other, url: node.url, state: 'followed', problem: null },
      { ...other, url: 'grpc+https://liar.example', state: 'left', problem },
      { ...other, url: 'grpc+https://next.example', state: 'ready', problem: null },
    ];
    expect(must(await read({ view: { endpoints } })).endpoints).toMatchObject([
      { followed: true },
      { url: 'https://liar.example', followed: false, state: 'refused', code: 'certificate-weight' },
      { url: 'https://next.example', followed: false, state: 'in-reserve', code: null },
    ]);
  });

  it('says how far back each endpoint serves, as far as it told', async () => {
    const other = { proves: true, problemAt: null, nextTryAt: null, problem: null, state: 'ready' } as const;
    const endpoints: NodeView['endpoints'] = [
      { ...other, url: node.url, state: 'followed', lowest: '7' },
      { ...other, url: 'grpc+https://long.example', lowest: '1' },
      { ...other, url: 'grpc+https://new.example', lowest: null },
    ];
    const told = must(await read({ view: { endpoints } })).endpoints;
    expect(told.map(({ lowest }) => lowest)).toEqual(['7', '1', null]);
  });

  it('warns of what the node soon throws away, in numbers of its own', async () => {
    const pruning = { code: 'node-pruning-near', message: 'this node keeps 5 checkpoints' } as const;
    expect(must(await read({ view: { pruning } })).pruning).toEqual(pruning);
    expect(must(await read({})).pruning).toBeNull();
  });

  it('gives the code of what is wrong with an endpoint, and none of the words that the node said', async () => {
    const problem = { code: 'node-balance-mismatch', message: 'of 0xabc: 5 and 6' } as const;
    const told = must(await read({ view: { state: 'problem', problem } }));
    expect(told.endpoints).toMatchObject([{ state: 'problem', code: 'node-balance-mismatch' }]);
    expect(JSON.stringify(told)).not.toContain('0xabc');
  });

  it('shows no committee that a stranger wrote into the books', async () => {
    expect(codeOf(await read({ inBooks: '{"version":1}' }))).toBe('input-malformed');
    expect(codeOf(await read({ kept: 'no JSON' }))).toBe('proof-malformed');
  });

  it('offers the end of an epoch on a practice network alone, where the node can', async () => {
    const practiceUrl = 'http://127.0.0.1:9000';
    expect(must(await read({ practiceUrl })).canEndEpoch).toBe(false);
    expect(must(await read({ network: 'iota:practice' })).canEndEpoch).toBe(false);
    expect(must(await read({ network: 'iota:practice', practiceUrl })).canEndEpoch).toBe(true);
  });
});

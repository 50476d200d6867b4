import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openBooks } from '../../../electron/books/sqlite/client.ts';
import { iotaAsset } from '../../../electron/chains/iota/pure/iota-asset.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { publicNetworks } from '../../../electron/chains/iota/pure/public-networks.ts';
import { changeEndpoints, changeHistory, testNode } from '../../../electron/console/ledger/change-node.ts';
import { signIn } from '../../../electron/console/officers/sign-in.ts';
import { createTreasury, type NewTreasury } from '../../../electron/console/treasury/create-treasury.ts';
import { asGrpc } from '../../../electron/core/node-url.ts';
import { ok } from '../../../electron/core/result.ts';
import { type Desk, openDesk } from '../../../electron/stations/desk.ts';
import { practiceRules } from '../../../electron/stations/practice-treasury.ts';
import { sampleTrustRoot } from '../../support/sample-trust-root.ts';
import { startChild } from '../../support/start-child.ts';
import { testEffects } from '../../support/test-effects.ts';
import { NO_TIMERS, temporaryFolder } from '../../support/treasury-fixture.ts';
import { nodeAt } from '../../support/treasury-node.ts';
import { actorAt, codeOf, must, officerIdOf, utf8, WORK_FACTOR } from '../../support/treasury-steps.ts';
import { startFakeNode } from '../../unit/chains/iota/fake-node.ts';

const CLI = new URL('../../../electron/cli/practice-node.ts', import.meta.url);
const SENTENCE = 'harbour keeps a very long sentence';
const NETWORK = 'iota:own-harbour';
const IOTA = 1_000_000_000n;
const [mainnet = ''] = [publicNetworks['iota:mainnet']];
const onNode = { ...testEffects, ...NO_TIMERS };
const onEvaluation = { ...onNode, practiceOnly: true };

/** `npm run practice-node` in a process of its own, and what it says of its network. */
async function startNetwork(seed: string) {
  const child = startChild(CLI, ['--port', '0', '--grpc-port', '0', '--checkpoint-ms', '0', '--seed', seed]);
  onTestFinished(() => child.kill());
  await expect.poll(() => child.output(), { timeout: 60_000 }).toContain('Stop it');
  const said = (word: string) => new RegExp(`^ *${word} +(\\S+)`, 'm').exec(child.output())?.[1] ?? '';
  return {
    node: nodeAt(said('url').replace(/\/$/, '')),
    grpcUrl: said('gRPC'),
    genesis: said('genesis'),
    trustRoot: said('root'),
  };
}

type Network = Awaited<ReturnType<typeof startNetwork>>;

const wanted = (
  folder: string,
  { genesis, trustRoot, grpcUrl }: Pick<Network, 'genesis' | 'trustRoot' | 'grpcUrl'>,
): NewTreasury => ({
  folder,
  name: 'Harbour Exchange',
  identify: async () => ok({ network: { id: NETWORK, genesis }, trustRoot }),
  node: { kind: 'url', url: asGrpc(grpcUrl) },
  firstCheckpoint: 0n,
  officers: [
    { name: 'Ada Lindqvist', roles: ['maker', 'policy-admin'], file: 'ada', password: utf8(SENTENCE) },
    { name: 'Olena Bondar', roles: ['policy-admin', 'approver'], file: 'olena', password: utf8(SENTENCE) },
    { name: 'Kofi Mensah', roles: ['policy-admin', 'approver'], file: 'kofi', password: utf8(SENTENCE) },
  ],
  vaults: [
    { name: 'Hot vault', kind: 'hot', alias: 'Float', file: 'hot', password: utf8(SENTENCE) },
    { name: 'Cold vault', kind: 'cold', alias: 'Reserve', file: 'cold', password: utf8(SENTENCE) },
  ],
  site: 'Zug',
  ...practiceRules(iotaAsset),
  change: { quorum: 2, approvers: 1, delay: 3_600, cooling: 86_400 },
  practicePassword: null,
  workFactor: WORK_FACTOR,
});

const create = (request: NewTreasury) =>
  createTreasury(
    { chain: iotaChain, openBooks: (file) => openBooks(file, onNode.spawnBooks), effects: onNode },
    request,
  );

async function ownTreasury() {
  const network = await startNetwork('a network of the harbour');
  const folder = path.join(await temporaryFolder(), 'treasury');
  must(await create(wanted(folder, network)));
  const open = async (effects: typeof onNode) => {
    const desk = must(await openDesk(folder, effects));
    onTestFinished(() => desk.close());
    return desk;
  };
  return { network, folder, open };
}

/** The policy admin, signed in. */
async function asKofi(station: Desk) {
  const caller = station.callers.open();
  must(await signIn(station, caller, { officerId: officerIdOf(station, 'Kofi'), password: utf8(SENTENCE) }));
  return actorAt({ station, caller }, 'Kofi');
}

describe('an own network, whose node is another process', () => {
  it('proves its deposits from its first committee on, and is held to the whole genesis', async () => {
    const { network, open } = await ownTreasury();
    const desk = await open(onEvaluation);
    expect(desk.treasury.network).toEqual({ id: NETWORK, genesis: network.genesis });
    expect(desk.policy.present()).toMatchObject({ trustRoot: network.trustRoot, unproven: 'shows' });
    await network.node.deposit(desk.policy.present().vaults[0]?.receiveAddress ?? '', 7n * IOTA);
    await network.node.checkpoint();
    await desk.line.follow();
    expect(desk.line.view()).toMatchObject({ state: 'connected', problem: null, proof: { members: 4 } });
    const page = await desk.books.deposits.list({ search: '', offset: 0, limit: 5 }, null);
    expect(page.rows).toMatchObject([{ state: 'final', units: 7n * IOTA }]);

    const kofi = await asKofi(desk);
    const stranger = await startNetwork('a network of somebody else');
    for (const url of [stranger.node.url, stranger.grpcUrl]) {
      expect(codeOf(await changeEndpoints(desk, kofi, { urls: [url] })), url).toBe('node-network-mismatch');
    }
  });

  it('is nothing that a public network can be put behind: not in the policy, and not by a tunnel', async () => {
    const { folder, open } = await ownTreasury();
    const trustRoot = sampleTrustRoot('6364aad5');
    const forged = wanted(`${folder}-forged`, { genesis: mainnet, trustRoot, grpcUrl: 'http://127.0.0.1:1' });
    expect(codeOf(await create(forged))).toBe('policy-malformed');
    const tunnel = await startFakeNode({ iota_getChainIdentifier: () => '6364aad5' });
    for (const effects of [onEvaluation, onNode]) {
      const desk = await open(effects);
      expect(codeOf(await testNode(desk, tunnel.url))).toBe('node-network-mismatch');
      await desk.close();
    }
  });

  it('is asked at this computer alone by an evaluation runtime; Node asks elsewhere too', async () => {
    const { network, folder, open } = await ownTreasury();
    // No name that this computer is known by, and nobody answers there.
    const elsewhere = 'https://127.0.0.2:1';
    const near = asGrpc(network.grpcUrl);
    const evaluation = await open(onEvaluation);
    const kofi = await asKofi(evaluation);
    const changed = await changeEndpoints(evaluation, kofi, { urls: [near, elsewhere] });
    expect(codeOf(changed)).toBe('runtime-practice-only');
    expect(codeOf(await changeHistory(evaluation, kofi, { url: elsewhere }))).toBe('runtime-practice-only');
    expect(evaluation.line.view()).toMatchObject({ history: null, endpoints: [{ url: near }] });
    await evaluation.close();

    const node = await open(onNode);
    const again = await asKofi(node);
    const asked = await changeEndpoints(node, again, { urls: [near, elsewhere] });
    expect(codeOf(asked)).toBe('node-unreachable');
    must(await changeHistory(node, again, { url: elsewhere }));
    await node.close();
    expect(codeOf(await openDesk(folder, onEvaluation))).toBe('runtime-practice-only');
  });
});

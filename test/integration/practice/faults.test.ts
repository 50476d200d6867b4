import { IotaClient } from '@iota/iota-sdk/client';
import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../electron/chains/iota/online/iota-line.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import { must } from '../../support/must.ts';
import {
  ALICE,
  BOB,
  buildPayment,
  fund,
  NOON,
  refusalOf,
  sendBytes,
  startWorld,
  type World,
} from './practice-world.ts';

const alice = ALICE.toIotaAddress();
const bob = BOB.toIotaAddress();

describe('a fault on demand', () => {
  it('delays an answer, and so many only', async () => {
    const world = await worldWith({ kind: 'delay', milliseconds: 60_000, times: 1 });
    let answered = 0;
    const asked = [1, 2].map(async () => {
      await world.client.getChainIdentifier();
      answered += 1;
    });
    await Promise.any(asked);
    expect(answered).toBe(1);
    void Promise.allSettled(asked); // the other one ends with the node
  });

  it('drops the connection', async () => {
    const world = await worldWith({ kind: 'drop' });
    await expect(world.client.getChainIdentifier()).rejects.toThrow('fetch failed');
  });

  it('answers 429, for one method and so many calls only', async () => {
    const world = await worldWith({ kind: 'http429', method: 'iotax_getBalance', times: 2 });
    await world.client.getChainIdentifier();
    for (let times = 0; times < 2; times++) {
      await expect(world.client.getBalance({ owner: alice })).rejects.toMatchObject({ status: 429 });
    }
    expect((await world.client.getBalance({ owner: alice })).totalBalance).toBe('1000000000000');
  });

  it('answers HTML in place of JSON', async () => {
    const world = await worldWith({ kind: 'html' });
    await expect(world.client.getChainIdentifier()).rejects.toThrow('JSON');
  });

  it('gives every entry of a list twice, and carries an execution out twice with one effect', async () => {
    const world = await startWorld();
    await fund(world, ALICE);
    const bytes = await buildPayment(world, ALICE, bob, 5n);
    await setFaults(world, { kind: 'duplicate' });
    expect((await sendBytes(world, bytes, ALICE)).effects?.status.status).toBe('success');
    const { data } = await world.client.queryTransactionBlocks({ filter: { ToAddress: bob } });
    expect(data).toHaveLength(2);
    expect(data[0]).toEqual(data[1]);
    expect((await world.client.getBalance({ owner: bob })).totalBalance).toBe('5');
  });

  it('gives the earlier answer to the same question', async () => {
    const world = await startWorld();
    await fund(world, ALICE);
    const before = await world.client.getBalance({ owner: alice });
    await fund(world, ALICE);
    await setFaults(world, { kind: 'stale', method: 'iotax_getBalance', times: 1 });
    expect(await world.client.getBalance({ owner: alice })).toEqual(before);
    expect((await world.client.getBalance({ owner: alice })).totalBalance).toBe('2000000000000');
  });

  it('lies about a balance, up or down, and never about the coins', async () => {
    const world = await worldWith({ kind: 'lyingBalance', nanos: '-1', times: 1 });
    expect((await world.client.getBalance({ owner: alice })).totalBalance).toBe('999999999999');
    await setFaults(world, { kind: 'lyingBalance' });
    expect((await world.client.getAllBalances({ owner: alice }))[0]?.totalBalance).toBe('1001000000000');
    expect((await world.client.getCoins({ owner: alice })).data[0]?.balance).toBe('1000000000000');
  });

  it.each<[what: string, fault: Fault, told: unknown[]]>([
    ['one that nobody has', { kind: 'inventedCoin', nanos: '7' }, ['1000000000000', '7']],
    ['one less', { kind: 'hiddenCoin' }, []],
    ['another amount', { kind: 'alteredObject', nanos: '-1' }, ['999999999999']],
    [
      "somebody else's",
      { kind: 'foreignCoin', address: alice },
      ['1000000000000', expect.stringMatching(/^[0-9]+$/)],
    ],
  ])(
    'tells of coins as they are not: %s, and balance, list, objects and digests fit each other',
    async (...it) => {
      const [, fault, told] = it;
      const world = await worldWith({ kind: 'delay', milliseconds: 0 });
      await setFaults(world, fault);
      const { url } = world.node;
      const line = connectIota({ network: 'iota:practice', url, genesis: null, timeoutMs: 60_000, fetch });
      const listed = must(await line.holdings(alice));
      expect(listed.map(({ amount }) => amount.units).sort()).toEqual(told);
      await clearFaults(world);
      expect(must(await line.holdings(alice)).map(({ amount }) => amount.units)).toEqual(['1000000000000']);
    },
  );

  it('tells of a payment that nobody made, as if it did once more what the last one did', async () => {
    const world = await worldWith({ kind: 'inventedPayment' });
    await world.client.call('practice_checkpoint', []);
    const { transactions } = await world.client.getCheckpoint({ id: '1' });
    const [made = '', invented = ''] = transactions.slice(-2);
    const options = { showBalanceChanges: true, showEffects: true };
    const [true_, told] = await world.client.multiGetTransactionBlocks({
      digests: [made, invented],
      options,
    });
    expect(told?.balanceChanges).toEqual(true_?.balanceChanges);
    expect([told?.digest, told?.effects?.transactionDigest]).toEqual([invented, invented]);
    await clearFaults(world);
    expect((await world.client.getCheckpoint({ id: '1' })).transactions).toEqual(transactions.slice(0, -1));
    await expect(world.client.getTransactionBlock({ digest: invented })).rejects.toThrow('Could not find');
  });

  it('names other amounts, other payees, another time and another history', async () => {
    const world = await worldWith({ kind: 'delay', milliseconds: 0 });
    await world.client.call('practice_checkpoint', []);
    await fund(world, BOB);
    await world.client.call('practice_checkpoint', []);
    const checkpoints = async () => (await world.client.getCheckpoints({ descendingOrder: false })).data;
    const [genesis, first, second] = await checkpoints();
    const paid = async () => {
      const digests = first?.transactions.slice(-1) ?? [];
      const options = { showBalanceChanges: true };
      const [told] = await world.client.multiGetTransactionBlocks({ digests, options });
      return told?.balanceChanges?.filter(({ amount }) => BigInt(amount) > 0n);
    };
    await setFaults(world, { kind: 'alteredEffects', nanos: '-1' });
    expect(await paid()).toMatchObject([{ owner: { AddressOwner: alice }, amount: '999999999999' }]);
    await setFaults(world, { kind: 'alteredEffects', address: bob });
    expect(await paid()).toMatchObject([{ owner: { AddressOwner: bob }, amount: '1000000000000' }]);
    await setFaults(world, { kind: 'alteredSummary' });
    expect(await checkpoints()).toMatchObject([
      {},
      { digest: first?.digest, timestampMs: `${NOON + 1000}` },
      {},
    ]);
    await setFaults(world, { kind: 'fork', from: 1 });
    const [before, forked, next] = await checkpoints();
    expect(before).toEqual(genesis);
    expect(forked).toMatchObject({ previousDigest: genesis?.digest });
    expect(forked?.digest).not.toBe(first?.digest);
    expect(next).toMatchObject({ previousDigest: forked?.digest });
    expect(next?.digest).not.toBe(second?.digest);
  });

  it('is another chain', async () => {
    const world = await worldWith({ kind: 'wrongChain' });
    const chain = await world.client.getChainIdentifier();
    expect(chain).toMatch(/^[0-9a-f]{8}$/);
    expect(chain).not.toBe(world.node.chain);
  });

  it('never answers an execution: nothing happened when it hangs before acceptance', async () => {
    const { world, bytes } = await hanging('hangBefore');
    expect((await world.client.getBalance({ owner: bob })).totalBalance).toBe('0');
    await clearFaults(world);
    expect((await sendBytes(world, bytes, ALICE)).effects?.status.status).toBe('success');
  });

  it('never answers an execution: it happened when it hangs after acceptance', async () => {
    const { world, bytes } = await hanging('hangAfter');
    expect((await world.client.getBalance({ owner: bob })).totalBalance).toBe('5');
    await clearFaults(world);
    await sendBytes(world, bytes, ALICE);
    expect((await world.client.getBalance({ owner: bob })).totalBalance).toBe('5');
  });

  it('crashes before or after acceptance, where the process is its own to kill', async () => {
    for (const [kind, accepted] of [
      ['crashBefore', '0'],
      ['crashAfter', '5'],
    ] as const) {
      let balanceAtCrash = 'never';
      const world = await startWorld({
        crash: () => {
          throw new Error('crash');
        },
      });
      await fund(world, ALICE);
      const bytes = await buildPayment(world, ALICE, bob, 5n);
      await setFaults(world, { kind, times: 1 });
      await expect(sendBytes(world, bytes, ALICE)).rejects.toMatchObject({ status: 500 });
      balanceAtCrash = (await world.client.getBalance({ owner: bob })).totalBalance;
      expect(balanceAtCrash).toBe(accepted);
    }
  });

  it('cannot crash a node that lives in its caller, and nothing unknown is a fault', async () => {
    const world = await startWorld();
    const faults = (fault: object) => world.client.call('practice_setFaults', [{ faults: [fault] }]);
    expect((await refusalOf(faults({ kind: 'crashAfter' }))).message).toBe(
      'only a practice node in a process of its own can crash',
    );
    for (const bad of [{ kind: 'fire' }, { kind: 'drop', times: 0 }, { kind: 'drop', more: 1 }, {}]) {
      expect((await refusalOf(faults(bad))).code).toBe(-32602);
    }
  });

  it('never reaches the methods that switch faults', async () => {
    const world = await worldWith({ kind: 'drop' });
    await clearFaults(world);
    expect(await world.client.getChainIdentifier()).toBe(world.node.chain);
  });
});

async function worldWith(fault: Fault): Promise<World> {
  const world = await startWorld();
  await fund(world, ALICE);
  await setFaults(world, fault);
  return world;
}

/** A payment of 5 nanos to Bob that was sent and given up on. */
async function hanging(kind: 'hangBefore' | 'hangAfter') {
  const world = await startWorld();
  await fund(world, ALICE);
  const bytes = await buildPayment(world, ALICE, bob, 5n);
  await setFaults(world, { kind });
  const { signature } = await ALICE.signTransaction(bytes);
  const impatient = new IotaClient({ url: world.node.url });
  await expect(
    impatient.executeTransactionBlock({
      transactionBlock: bytes,
      signature,
      signal: AbortSignal.timeout(150),
    }),
  ).rejects.toMatchObject({ name: 'TimeoutError' });
  return { world, bytes };
}

const setFaults = ({ client }: World, fault: Fault) =>
  client.call('practice_setFaults', [{ faults: [fault] }]);
const clearFaults = ({ client }: World) => client.call('practice_clearFaults', []);

import {
  getFaucetRequestStatus,
  requestIotaFromFaucet,
  requestIotaFromFaucetV1,
} from '@iota/iota-sdk/faucet';
import { Transaction } from '@iota/iota-sdk/transactions';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import { connectIota } from '../../../electron/chains/iota/online/iota-line.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { addressSchema } from '../../../electron/core/schema.ts';
import { ALICE, BOB, buildPayment, fund, NOON, sendBytes, startWorld } from './practice-world.ts';

const alice = ALICE.toIotaAddress();
const bob = BOB.toIotaAddress();

describe("the official SDK's unmodified client", () => {
  it('is funded, builds, signs, executes, waits, reads its balance and finds the transaction', async () => {
    const world = await startWorld({ checkpointMs: 20, now: Date.now });
    const { client } = world;
    await fund(world, ALICE);
    expect(await client.getBalance({ owner: alice })).toEqual({
      coinType: '0x2::iota::IOTA',
      coinObjectCount: 1,
      totalBalance: '1000000000000',
    });

    const transaction = new Transaction();
    const [coin] = transaction.splitCoins(transaction.gas, [5_000_000_000n]);
    transaction.transferObjects([coin!], bob);
    const executed = await client.signAndExecuteTransaction({ transaction, signer: ALICE });
    const waited = await client.waitForTransaction({
      digest: executed.digest,
      pollInterval: 10,
      options: { showEffects: true, showBalanceChanges: true, showInput: true },
    });

    expect(waited.effects?.status).toEqual({ status: 'success' });
    expect(waited.effects?.gasUsed).toEqual({
      computationCost: '1000000',
      computationCostBurned: '1000000',
      storageCost: '1960800',
      storageRebate: '980400',
      nonRefundableStorageFee: '0',
    });
    expect(waited.balanceChanges).toEqual([
      { owner: { AddressOwner: alice }, coinType: '0x2::iota::IOTA', amount: '-5001980400' },
      { owner: { AddressOwner: bob }, coinType: '0x2::iota::IOTA', amount: '5000000000' },
    ]);
    expect(waited.transaction?.data.sender).toBe(alice);
    expect((await client.getBalance({ owner: bob })).totalBalance).toBe('5000000000');
    const found = await client.queryTransactionBlocks({ filter: { FromAddress: alice } });
    expect(found.data.map(({ digest }) => digest)).toEqual([executed.digest]);
    const checkpoint = await client.getCheckpoint({ id: waited.checkpoint! });
    expect(checkpoint.transactions).toContain(executed.digest);
    expect(Math.abs(Number(waited.timestampMs) - Date.now())).toBeLessThan(10_000);
  });

  it("agrees with Sallyport's own chain on the digest, and with its line on every object's digest", async () => {
    const world = await startWorld();
    await fund(world, ALICE);
    const bytes = await buildPayment(world, ALICE, bob, 7n);
    const executed = await sendBytes(world, bytes, ALICE);
    expect(executed.digest).toBe(iotaChain.transactionId(bytes));

    const line = connectIota({
      network: 'iota:practice',
      url: world.node.url,
      genesis: world.node.chain,
      timeoutMs: 60_000,
      fetch,
    });
    const coins = await line.holdings(bob);
    expect(coins).toMatchObject({
      ok: true,
      value: [{ owner: bob, amount: { asset: 'IOTA', units: '7' }, proof: { storageRebate: '980400' } }],
    });
    await world.client.call('practice_checkpoint', []);
    const read = await line.checkpoints(0n, 50);
    expect(read).toMatchObject({
      ok: true,
      value: {
        proof: null,
        checkpoints: [
          { sequence: 0n },
          {
            sequence: 1n,
            timestamp: NOON,
            transactions: expect.arrayContaining([
              expect.objectContaining({
                id: executed.digest,
                payers: [alice],
                succeeded: true,
                checkpoint: 1n,
                feePaid: 1_980_400n,
              }),
            ]),
          },
        ],
      },
    });
    expect(await line.received(bob)).toMatchObject({ ok: true, value: [{ id: executed.digest }] });
  });

  it('merges, splits and passes on coins that are inputs, results and nested results', async () => {
    const world = await startWorld();
    await fund(world, ALICE);
    await fund(world, ALICE);
    await fund(world, ALICE);
    const [first, second] = (await world.client.getCoins({ owner: alice })).data;
    const transaction = new Transaction();
    transaction.mergeCoins(transaction.object(first!.coinObjectId), [
      transaction.object(second!.coinObjectId),
    ]);
    const parts = transaction.splitCoins(transaction.object(first!.coinObjectId), [1n, 2n, 0n]);
    transaction.mergeCoins(parts[0]!, [parts[1]!]);
    transaction.transferObjects([parts[0]!, parts[2]!], bob);
    transaction.transferObjects([transaction.object(first!.coinObjectId)], bob);
    transaction.setSender(alice);
    const executed = await sendBytes(world, await transaction.build({ client: world.client }), ALICE);
    expect(executed.effects?.status).toEqual({ status: 'success' });
    const received = (await world.client.getCoins({ owner: bob })).data.map(({ balance }) => balance);
    expect(received.sort()).toEqual(['0', '1999999999997', '3']);
    expect(executed.effects?.deleted).toHaveLength(1);
    expect(executed.objectChanges?.map(({ type }) => type).sort()).toEqual([
      'created',
      'created',
      'deleted',
      'mutated',
      'mutated',
    ]);
  });

  it('smashes several gas coins into the first and gives their storage back', async () => {
    const world = await startWorld();
    for (let times = 0; times < 3; times++) await fund(world, ALICE);
    const bytes = await buildPayment(world, ALICE, bob, 2_500_000_000_000n);
    const executed = await sendBytes(world, bytes, ALICE);
    expect(executed.effects?.deleted).toHaveLength(2);
    expect(executed.effects?.gasUsed.storageRebate).toBe('2941200');
    const left = await world.client.getBalance({ owner: alice });
    expect(left.coinObjectCount).toBe(1);
    expect(BigInt(left.totalBalance)).toBe(500_000_000_000n - (1_000_000n + 1_960_800n - 2_941_200n));
  });

  it('passes the whole gas coin on', async () => {
    const world = await startWorld();
    await fund(world, ALICE);
    const transaction = new Transaction();
    transaction.transferObjects([transaction.gas], bob);
    transaction.setSender(alice);
    const executed = await sendBytes(world, await transaction.build({ client: world.client }), ALICE);
    expect(executed.effects?.gasUsed.computationCost).toBe('1000000');
    expect((await world.client.getBalance({ owner: bob })).totalBalance).toBe('999999000000');
    expect((await world.client.getBalance({ owner: alice })).coinObjectCount).toBe(0);
  });

  it('asks the faucet in both of its forms', async () => {
    const { node, client } = await startWorld();
    expect(await requestIotaFromFaucet({ host: node.url, recipient: alice, delayMs: 1 })).toBe(1e12);
    const { task } = await requestIotaFromFaucetV1({ host: node.url, recipient: alice });
    const { status } = await getFaucetRequestStatus({ host: node.url, taskId: task! });
    expect(status.status).toBe('SUCCEEDED');
    expect((await client.getCoins({ owner: alice })).data.map(({ coinObjectId }) => coinObjectId)).toContain(
      status.transferred_gas_objects.sent[0]?.id,
    );
  });

  it('reads the network: versions, gas price, system state, protocol, metadata, objects', async () => {
    const world = await startWorld();
    const { client, node } = world;
    await fund(world, ALICE);
    expect(await client.getRpcApiVersion()).toBe('1.15.1');
    expect(await client.getChainIdentifier()).toBe(node.chain);
    expect(await client.getReferenceGasPrice()).toBe(1000n);
    expect((await client.getLatestIotaSystemState()).epoch).toBe('0');
    expect((await client.getProtocolConfig()).attributes['max_tx_gas']).toEqual({ u64: '50000000000' });
    expect((await client.getCoinMetadata({ coinType: '0x2::iota::IOTA' }))?.decimals).toBe(9);
    expect(await client.getAllBalances({ owner: bob })).toEqual([]);
    const owned = await client.getOwnedObjects({ owner: alice, options: { showType: true } });
    expect(owned.data[0]?.data?.type).toBe('0x2::coin::Coin<0x2::iota::IOTA>');
    expect((await client.getAllCoins({ owner: alice })).data).toHaveLength(1);
    const other = await client.getCoins({ owner: alice, coinType: '0x5::usd::USD' });
    expect(other.data).toEqual([]);
    const [known, unknown] = await client.multiGetObjects({
      ids: [owned.data[0]!.data!.objectId, bob],
      options: { showContent: true, showOwner: true },
    });
    expect(known?.data?.owner).toEqual({ AddressOwner: alice });
    expect(unknown?.error).toEqual({ code: 'notExists', object_id: bob });
  });

  it('reads a spent coin as deleted', async () => {
    const world = await startWorld();
    await fund(world, ALICE);
    await fund(world, ALICE);
    const executed = await sendBytes(world, await buildPayment(world, ALICE, bob, 1_500_000_000_000n), ALICE);
    const gone = executed.effects!.deleted![0]!;
    expect((await world.client.getObject({ id: gone.objectId })).error).toMatchObject({
      code: 'deleted',
      version: gone.version,
    });
  });

  it('pages through coins, transactions and checkpoints without a gap or a double', async () => {
    const world = await startWorld();
    const { client } = world;
    for (let nth = 0; nth < 7; nth++) {
      await fund(world, ALICE);
      await client.call('practice_checkpoint', []);
    }
    const seen: string[] = [];
    let cursor: string | null | undefined = null;
    do {
      const page: Awaited<ReturnType<typeof client.getCoins>> = await client.getCoins({
        owner: alice,
        limit: 3,
        cursor,
      });
      seen.push(...page.data.map(({ coinObjectId }) => coinObjectId));
      cursor = page.hasNextPage ? page.nextCursor : null;
    } while (cursor);
    expect(new Set(seen).size).toBe(7);

    const newest = await client.queryTransactionBlocks({
      filter: { ToAddress: alice },
      limit: 4,
      order: 'descending',
    });
    const older = await client.queryTransactionBlocks({
      filter: { ToAddress: alice },
      limit: 4,
      order: 'descending',
      cursor: newest.nextCursor!,
    });
    expect(newest.hasNextPage).toBe(true);
    expect(older.hasNextPage).toBe(false);
    expect(new Set([...newest.data, ...older.data].map(({ digest }) => digest)).size).toBe(7);

    const down = await client.getCheckpoints({ descendingOrder: true, limit: 3 });
    expect(down.data.map(({ sequenceNumber }) => sequenceNumber)).toEqual(['7', '6', '5']);
    const next = await client.getCheckpoints({ descendingOrder: true, limit: 100, cursor: down.nextCursor! });
    expect(next.data.map(({ sequenceNumber }) => sequenceNumber)).toEqual(['4', '3', '2', '1', '0']);
    const up = await client.getCheckpoints({ descendingOrder: false, limit: 100 });
    for (const [index, checkpoint] of up.data.entries()) {
      expect(checkpoint.previousDigest ?? null).toBe(up.data[index - 1]?.digest ?? null);
    }
  });

  it('sees an executed transaction at once, and its checkpoint and time only when there is one', async () => {
    const world = await startWorld();
    await fund(world, ALICE);
    const { digest } = await sendBytes(world, await buildPayment(world, ALICE, bob, 1n), ALICE);
    world.wait(1234);
    const before = await world.client.queryTransactionBlocks({ filter: { ToAddress: bob } });
    expect(before.data[0]).toEqual({ digest });
    await world.client.call('practice_checkpoint', []);
    const after = await world.client.getTransactionBlock({ digest });
    expect(after).toEqual({ digest, checkpoint: '1', timestampMs: String(NOON + 1234) });
  });

  it('is paid by customers: deposits carry a sender that its name decides', async () => {
    const world = await startWorld();
    const deposit = async (sender?: string) =>
      v.parse(
        v.object({ digest: v.string(), sender: addressSchema }),
        await world.client.call('practice_deposit', [
          { recipient: alice, amount: '42', ...(sender && { sender }) },
        ]),
      );
    const [unnamed, named, again] = [await deposit(), await deposit('Carol'), await deposit('Carol')];
    expect(named.sender).toBe(again.sender);
    expect(named.sender).not.toBe(unnamed.sender);
    const read = await world.client.getTransactionBlock({
      digest: named.digest,
      options: { showInput: true, showBalanceChanges: true },
    });
    expect(read.transaction?.data.sender).toBe(named.sender);
    expect(read.balanceChanges).toContainEqual({
      owner: { AddressOwner: alice },
      coinType: '0x2::iota::IOTA',
      amount: '42',
    });
    expect((await world.client.getBalance({ owner: alice })).totalBalance).toBe('126');
  });
});

import { connect } from 'node:http2';
import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { addressBytes } from '../../../electron/chains/iota/pure/address.ts';
import { objectDigest, transactionDigest } from '../../../electron/chains/iota/pure/ledger/digests.ts';
import { decodeEffects } from '../../../electron/chains/iota/pure/ledger/effects.ts';
import { decodeSummary } from '../../../electron/chains/iota/pure/ledger/summary.ts';
import { advance } from '../../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { beginAtClosing } from '../../../electron/chains/iota/pure/proof/trust-root.ts';
import {
  type GrpcWorld,
  offered,
  offeredOf,
  signed,
  startGrpcWorld,
  statusOf,
  verdict,
} from './grpc-world.ts';
import { ALICE, BOB, buildPayment, fund } from './practice-world.ts';

const bob = BOB.toIotaAddress();
const COIN = '0x2::coin::Coin<0x2::iota::IOTA>';

describe('the gRPC of a practice node', () => {
  it('proves its whole history to the light client, through two epochs', async () => {
    const world = await startGrpcWorld();
    for (let epoch = 0; epoch < 2; epoch++) {
      await fund(world, ALICE);
      await world.practice('checkpoint');
      await fund(world, BOB);
      await world.practice('advanceEpoch');
    }
    await fund(world, ALICE);
    await world.practice('checkpoint');
    expect(await verdict(world, 5)).toBe('proven');
  });

  it('tells who it is, in answers and in headers', async () => {
    const world = await startGrpcWorld();
    await fund(world, ALICE);
    await world.practice('checkpoint');
    let headers = new Headers();
    const info = await world.ledger.getServiceInfo(
      { readMask: { paths: ['*'] } },
      { onHeader: (got) => (headers = got) },
    );
    expect(base58.encode(info.chainId!.digest)).toBe(world.node.genesis);
    expect(info).toMatchObject({
      chain: 'practice',
      epoch: 0n,
      executedCheckpointHeight: 1n,
      lowestAvailableCheckpoint: 0n,
      lowestAvailableCheckpointObjects: 0n,
    });
    expect(headers.get('x-iota-chain-id')).toBe(world.node.genesis);
    expect(headers.get('x-iota-checkpoint-height')).toBe('1');
    expect(headers.get('x-iota-lowest-available-checkpoint')).toBe('0');
    const little = await world.ledger.getServiceInfo({ readMask: { paths: ['epoch'] } });
    expect(little.epoch).toBe(0n);
    expect(little.chainId ?? little.executedCheckpointHeight).toBeUndefined();
  });

  it('is the same ledger as by JSON-RPC: digests of checkpoints, effects and coins', async () => {
    const world = await startGrpcWorld();
    await fund(world, ALICE);
    const [page] = [await world.client.getCoins({ owner: ALICE.toIotaAddress() })];
    const coin = page.data[0]!;
    await world.practice('checkpoint');
    const [checkpoint] = await offered(world, 1, 1);
    const json = await world.client.getCheckpoint({ id: '1' });
    expect(decodeSummary(checkpoint!.summary)).toMatchObject({ ok: true, value: { sequence: 1n } });
    const executed = await world.client.getTransactionBlock({
      digest: coin.previousTransaction,
      options: { showRawEffects: true, showEffects: true },
    });
    expect(checkpoint!.effects.map((bytes) => [...bytes])).toContainEqual(executed.rawEffects);
    expect(json.transactions).toContain(coin.previousTransaction);
    for await (const { objects } of world.ledger.getObjects({
      requests: {
        requests: [
          {
            objectRef: {
              objectId: { objectId: addressBytes(coin.coinObjectId) },
              version: BigInt(coin.version),
            },
          },
        ],
      },
      readMask: { paths: ['bcs', 'reference.digest'] },
    })) {
      const [given] = objects;
      if (given?.result.case !== 'object') throw new Error('expected an object');
      const { bcs, reference } = given.result.value;
      expect(base58.encode(objectDigest(bcs!.data.subarray(1)))).toBe(coin.digest);
      expect(base58.encode(reference!.digest!.digest)).toBe(coin.digest);
    }
  });

  it('streams history, then what is sealed while somebody listens, and ends cleanly when the node stops', async () => {
    const world = await startGrpcWorld();
    await fund(world, ALICE);
    await world.practice('checkpoint');
    const seen: string[] = [];
    const stream = world.ledger.streamCheckpoints({
      startSequenceNumber: 0n,
      readMask: { paths: ['checkpoint.summary.bcs'] },
      progressIntervalMs: 100,
    });
    for await (const { payload } of stream) {
      if (payload.case === 'progress') seen.push(`progress ${payload.value.latestScannedSequenceNumber}`);
      if (payload.case !== 'endMarker') continue;
      seen.push(`${payload.value.sequenceNumber}`);
      if (payload.value.sequenceNumber === 1n) {
        await fund(world, BOB);
        await world.practice('checkpoint');
      }
      if (payload.value.sequenceNumber === 2n) void world.node.stop();
    }
    expect(seen.filter((each) => !each.startsWith('progress'))).toEqual(['0', '1', '2']);
  });

  it('tells that it waits, while nothing happens', async () => {
    const world = await startGrpcWorld();
    for await (const { payload } of world.ledger.streamCheckpoints({ progressIntervalMs: 100 })) {
      if (payload.case !== 'progress') continue;
      expect(payload.value.latestScannedSequenceNumber).toBe(0n);
      break;
    }
  });

  it('proves how each epoch closed, so that a station can begin there', async () => {
    const world = await startGrpcWorld();
    await fund(world, ALICE);
    await world.practice('advanceEpoch', { gasPrice: 1_200, protocolVersion: 40 });
    const { epoch } = await world.ledger.getEpoch({ epoch: 0n, readMask: { paths: ['*'] } });
    expect(epoch).toMatchObject({
      epoch: 0n,
      firstCheckpoint: 0n,
      lastCheckpoint: 1n,
      referenceGasPrice: 1_000n,
    });
    const closing = epoch!.epochCloseProof!.checkpoint!;
    const begun = beginAtClosing(
      base58.decode(world.node.genesis),
      closing.summary!.digest!.digest,
      offeredOf(closing).summary,
    );
    if (!begun.ok) throw new Error(begun.message);
    await fund(world, BOB);
    await world.practice('checkpoint');
    expect(advance(begun.value, await offered(world, 2, 2))).toMatchObject({ ok: true });
    const now = (await world.ledger.getEpoch({ readMask: { paths: ['*'] } })).epoch!;
    expect(now).toMatchObject({ epoch: 1n, referenceGasPrice: 1_200n });
    expect(now.epochCloseProof).toBeUndefined();
    expect(now.protocolConfig?.protocolVersion).toBe(40n);
    expect(now.committee?.members?.members.map(({ publicKey }) => publicKey)).toEqual(
      begun.value.committee.members.map(({ publicKey }) => new Uint8Array(publicKey)),
    );
    expect(await statusOf(world.ledger.getEpoch({ epoch: 2n }))).toBe('NotFound');
  });

  it('closes an epoch in time, though nobody asks', async () => {
    const world = await startGrpcWorld({ now: Date.now, epochMs: 1_000 });
    for await (const { payload } of world.ledger.streamCheckpoints({ startSequenceNumber: 1n })) {
      if (payload.case !== 'checkpoint') continue;
      const summary = decodeSummary(offeredOf(payload.value).summary);
      expect(summary).toMatchObject({ value: { epoch: 0n, sequence: 1n } });
      expect(summary.ok && summary.value.endOfEpoch).not.toBeNull();
      break;
    }
  });

  it('lists coins, the largest first, in pages that belong to their question', async () => {
    const world = await startGrpcWorld();
    const amounts = [30n, 10n, 50n, 20n, 40n];
    for (const amount of amounts) await world.practice('deposit', { recipient: bob, amount: `${amount}` });
    const owner = { address: addressBytes(bob) };
    const balances: bigint[] = [];
    let token: Uint8Array | undefined;
    do {
      const page = await world.state.listOwnedObjects({
        owner,
        pageSize: 2,
        objectType: COIN,
        readMask: { paths: ['bcs'] },
        ...(token && { pageToken: token }),
      });
      for (const { bcs } of page.objects)
        balances.push(new DataView(bcs!.data.slice(44, 52).buffer).getBigUint64(0, true));
      token = page.nextPageToken;
    } while (token);
    expect(balances).toEqual([50n, 40n, 30n, 20n, 10n]);
    const first = await world.state.listOwnedObjects({ owner, pageSize: 2, objectType: COIN });
    const others = { address: addressBytes(ALICE.toIotaAddress()) };
    const misused = { owner: others, objectType: COIN, pageToken: first.nextPageToken! };
    expect(await statusOf(world.state.listOwnedObjects(misused))).toBe('InvalidArgument');
    expect(
      (await world.state.listOwnedObjects({ owner, objectType: '0x3::staking_pool::StakedIota' })).objects,
    ).toEqual([]);
  });

  it('executes signed transactions, waits for their checkpoint, and tries unsigned ones', async () => {
    const world = await startGrpcWorld({ checkpointMs: 30 });
    await fund(world, ALICE);
    const bytes = await buildPayment(world, ALICE, bob, 5n);
    const tried = await world.execution.simulateTransactions({
      transactions: [{ transaction: { bcs: { data: bytes } } }],
      readMask: { paths: ['executed_transaction.effects.bcs', 'suggested_gas_price'] },
    });
    const [simulated] = tried.transactionResults;
    expect(simulated?.result).toMatchObject({
      case: 'simulatedTransaction',
      value: { suggestedGasPrice: 1_000n },
    });
    const { signature } = await ALICE.signTransaction(bytes);
    const item = signed(bytes, signature);
    const answer = await world.execution.executeTransactions({
      transactions: [
        { ...item, transaction: { ...item.transaction, digest: { digest: transactionDigest(bytes) } } },
        signed(bytes, ALICE.toIotaAddress().replace('0x', '')),
        signed(Uint8Array.of(1, 2, 3), signature),
      ],
      readMask: { paths: ['effects.bcs', 'checkpoint'] },
      checkpointInclusionTimeoutMs: 30_000n,
    });
    const [done, ...refused] = answer.transactionResults.map(({ result }) => result);
    if (done?.case !== 'executedTransaction') throw new Error('expected a transaction');
    expect(done.value.checkpoint).toBeGreaterThan(0n);
    const effects = decodeEffects(done.value.effects!.bcs!.data);
    expect(effects).toMatchObject({ ok: true, value: { failure: null } });
    expect(refused.map((each) => each.case === 'error' && each.value.code)).toEqual([3, 3]);
    expect((await world.client.getBalance({ owner: bob })).totalBalance).toBe('5');
  });

  it.each<[string, string, (world: GrpcWorld) => Promise<unknown> | AsyncIterable<unknown>]>([
    [
      'a mask that names nothing',
      'InvalidArgument',
      (w) => w.ledger.getServiceInfo({ readMask: { paths: ['epochs'] } }),
    ],
    [
      'a mask of another call',
      'InvalidArgument',
      (w) => w.ledger.getObjects({ readMask: { paths: ['effects'] } }),
    ],
    [
      'a checkpoint that is not there',
      'NotFound',
      (w) => w.ledger.getCheckpoint({ checkpointId: { case: 'sequenceNumber', value: 99n } }),
    ],
    ['no checkpoint at all', 'InvalidArgument', (w) => w.ledger.getCheckpoint({})],
    [
      'a digest that is none',
      'InvalidArgument',
      (w) =>
        w.ledger.getCheckpoint({ checkpointId: { case: 'digest', value: { digest: new Uint8Array(5) } } }),
    ],
    [
      'more items than a request may have',
      'InvalidArgument',
      (w) => w.ledger.getTransactions({ requests: { requests: Array.from({ length: 1_001 }, () => ({})) } }),
    ],
    [
      'messages too large',
      'InvalidArgument',
      (w) => w.ledger.getObjects({ maxMessageSizeBytes: 200 * 1024 * 1024 }),
    ],
    [
      'too many transactions',
      'InvalidArgument',
      (w) => w.execution.executeTransactions({ transactions: Array.from({ length: 21 }, () => ({})) }),
    ],
    [
      'a stream that ends before it begins',
      'InvalidArgument',
      (w) => w.ledger.streamCheckpoints({ startSequenceNumber: 3n, endSequenceNumber: 1n }),
    ],
  ])('refuses %s', async (_, status, call) => {
    expect(await statusOf(call(await startGrpcWorld()))).toBe(status);
  });

  it('gives each item its own error', async () => {
    const world = await startGrpcWorld();
    const asked = [{ digest: { digest: new Uint8Array(32) } }, { digest: { digest: new Uint8Array(3) } }];
    for await (const { transactionResults } of world.ledger.getTransactions({
      requests: { requests: asked },
    })) {
      expect(transactionResults.map(({ result }) => result.case === 'error' && result.value.code)).toEqual([
        5, 3,
      ]);
    }
  });

  it('refuses what a web page or another host could send', async () => {
    const { node } = await startGrpcWorld();
    const statuses = await Promise.all(
      [{ origin: 'https://example.org' }, { ':authority': 'rebound.example:80' }].map(
        (headers) =>
          new Promise((resolve) => {
            const session = connect(node.grpcUrl);
            const path = '/iota.grpc.v1.ledger_service.LedgerService/GetServiceInfo';
            const request = session.request({ ':method': 'POST', ':path': path, ...headers });
            request.on('response', (response) => {
              session.destroy();
              resolve(response[':status']);
            });
            request.end();
          }),
      ),
    );
    expect(statuses).toEqual([403, 403]);
  });

  it('does not tell what it has pruned', async () => {
    const world = await startGrpcWorld();
    for (let nth = 0; nth < 3; nth++) {
      await fund(world, ALICE);
      await world.practice('checkpoint');
    }
    const first = { checkpointId: { case: 'sequenceNumber' as const, value: 1n } };
    expect(await statusOf(world.ledger.getCheckpoint(first))).toBe('OK');
    await world.practice('prune', { before: 2 });
    expect(await statusOf(world.ledger.getCheckpoint(first))).toBe('NotFound');
    expect(await statusOf(world.ledger.streamCheckpoints({ startSequenceNumber: 1n }))).toBe('NotFound');
    const info = await world.ledger.getServiceInfo({ readMask: { paths: ['*'] } });
    expect(info.lowestAvailableCheckpoint).toBe(2n);
  });
});

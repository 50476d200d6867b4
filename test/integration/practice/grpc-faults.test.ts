import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { addressBytes } from '../../../electron/chains/iota/pure/address.ts';
import { objectDigest } from '../../../electron/chains/iota/pure/ledger/digests.ts';
import { compareHistory } from '../../../electron/chains/iota/pure/proof/compare-history.ts';
import { advance } from '../../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import type { Fault } from '../../../electron/practice/faults.ts';
import {
  atGenesis,
  type GrpcWorld,
  offered,
  signed,
  startGrpcWorld,
  statusOf,
  verdict,
} from './grpc-world.ts';
import { ALICE, BOB, buildPayment, fund, refusalOf, sendBytes } from './practice-world.ts';

const alice = ALICE.toIotaAddress();

/** Three checkpoints with a payment each, the second of which closes an epoch. */
async function startHistory(): Promise<GrpcWorld> {
  const world = await startGrpcWorld();
  await fund(world, ALICE);
  await world.practice('checkpoint');
  await fund(world, ALICE);
  await world.practice('advanceEpoch');
  await fund(world, ALICE);
  await world.practice('checkpoint');
  return world;
}

describe('a practice node that lies by gRPC is seen through', () => {
  it.each<[string, Fault, string]>([
    ['a certificate of something else', { kind: 'forgedCertificate' }, 'certificate-foreign'],
    ['a certificate of two validators', { kind: 'shortCertificate' }, 'certificate-weight'],
    ['a certificate of another committee', { kind: 'otherCommittee' }, 'certificate-foreign'],
    ['another summary', { kind: 'alteredSummary' }, 'summary-altered'],
    ['other effects', { kind: 'alteredEffects' }, 'effects-foreign'],
    ['a transaction left out', { kind: 'hiddenTransaction' }, 'effects-missing'],
  ])('%s', async (_, fault, code) => {
    const world = await startHistory();
    await world.faults(fault);
    expect(await verdict(world, 3)).toBe(code);
    await world.faults();
    expect(await verdict(world, 3)).toBe('proven');
  });

  it('a fork: two histories, both certified', async () => {
    const world = await startHistory();
    const honest = advance(atGenesis(world), await offered(world, 3));
    if (!honest.ok) throw new Error(honest.message);
    await world.faults({ kind: 'fork', from: 3 });
    // By itself the other history is as good.
    expect(await verdict(world, 3)).toBe('proven');
    const [other] = await offered(world, 3, 3);
    expect(compareHistory(honest.value.client, other!)).toMatchObject({ code: 'histories-two' });
  });

  it('an object that is worth more', async () => {
    const world = await startHistory();
    const [coin] = (await world.client.getCoins({ owner: alice })).data;
    await world.faults({ kind: 'alteredObject', nanos: '5' });
    const { objects } = await world.state.listOwnedObjects({
      owner: { address: addressBytes(alice) },
      readMask: { paths: ['bcs', 'reference'] },
    });
    const told = objects.find(({ reference }) => reference?.version === BigInt(coin!.version))!;
    const digest = base58.encode(objectDigest(told.bcs!.data.subarray(1)));
    expect(base58.encode(told.reference!.digest!.digest)).toBe(digest);
    expect(digest).not.toBe(coin!.digest);
  });

  it('another chain', async () => {
    const world = await startHistory();
    await world.faults({ kind: 'wrongChain', method: 'GetServiceInfo' });
    const { chainId } = await world.ledger.getServiceInfo({});
    expect(base58.encode(chainId!.digest)).not.toBe(world.node.genesis);
  });
});

describe('a practice node in trouble by gRPC', () => {
  it.each<[Fault['kind'], string]>([
    ['resourceExhausted', 'ResourceExhausted'],
    ['http429', 'Unavailable'],
    ['html', 'Unknown'],
    ['drop', 'Canceled'],
  ])('%s', async (kind, status) => {
    const world = await startHistory();
    await world.faults({ kind, times: 1 });
    expect(await statusOf(world.ledger.getServiceInfo({}))).toBe(status);
    expect(await statusOf(world.ledger.getServiceInfo({}))).toBe('OK');
  });

  it('stalls: nothing comes, and of a stream nothing after its first checkpoint', async () => {
    const world = await startHistory();
    await world.faults({ kind: 'stall' });
    expect(await statusOf(world.ledger.getServiceInfo({}, { timeoutMs: 200 }))).toBe('DeadlineExceeded');
    const ended: bigint[] = [];
    const stream = world.ledger.streamCheckpoints({ startSequenceNumber: 0n }, { timeoutMs: 2_000 });
    const read = async () => {
      for await (const { payload } of stream) {
        if (payload.case === 'endMarker') ended.push(payload.value.sequenceNumber!);
      }
    };
    expect(await statusOf(read())).toBe('DeadlineExceeded');
    expect(ended).toEqual([0n]);
  });

  it('knows a transaction before it knows its checkpoint, and a newest checkpoint that is older', async () => {
    const world = await startHistory();
    const [coin] = (await world.client.getCoins({ owner: alice })).data;
    const digest = coin!.previousTransaction;
    const asked = { requests: { requests: [{ digest: { digest: base58.decode(digest) } }] } };
    const checkpoints = async () => {
      for await (const { transactionResults } of world.ledger.getTransactions(asked)) {
        const [only] = transactionResults;
        return only?.result.case === 'executedTransaction' ? only.result.value.checkpoint : null;
      }
      return null;
    };
    await world.faults({ kind: 'olderLatest', checkpoints: 2, times: 1 });
    expect((await world.ledger.getServiceInfo({})).executedCheckpointHeight).toBe(1n);
    expect((await world.ledger.getServiceInfo({})).executedCheckpointHeight).toBe(3n);
    await world.faults({ kind: 'lateIndex', times: 2 });
    expect(await checkpoints()).toBeUndefined();
    expect((await world.client.getTransactionBlock({ digest })).checkpoint).toBeFalsy();
    expect(await checkpoints()).toBeDefined();
    await world.faults({ kind: 'olderLatest', checkpoints: 2, times: 1 });
    expect(await world.client.getLatestCheckpointSequenceNumber()).toBe('1');
    expect(await world.client.getLatestCheckpointSequenceNumber()).toBe('3');
  });

  it('leaves a payment out by JSON-RPC too', async () => {
    const world = await startHistory();
    const whole = (await world.client.getCheckpoint({ id: '1' })).transactions;
    await world.faults({ kind: 'hiddenTransaction', times: 1 });
    expect((await world.client.getCheckpoint({ id: '1' })).transactions).toEqual(whole.slice(0, -1));
  });
});

describe('validators who refuse', () => {
  it('a denied sender, by JSON-RPC and by gRPC, until it is no longer denied', async () => {
    const world = await startHistory();
    const bytes = await buildPayment(world, ALICE, BOB.toIotaAddress(), 5n);
    await world.faults({ kind: 'deniedAddress', address: alice });
    const words = `Transaction is denied: Access to account address ${alice} is temporarily disabled`;
    expect(await refusalOf(sendBytes(world, bytes, ALICE))).toMatchObject({
      code: -32002,
      message: expect.stringContaining(words),
    });
    expect(await executed(world, bytes)).toMatchObject({ code: 3, message: words });
    await world.faults({ kind: 'deniedAddress', address: BOB.toIotaAddress() });
    expect(await executed(world, bytes)).toBe('executedTransaction');
  });

  it('a locked object, until the epoch ends', async () => {
    const world = await startHistory();
    const bytes = await buildPayment(world, ALICE, BOB.toIotaAddress(), 5n);
    await world.faults({ kind: 'lockedObject', times: 2 });
    const refused = await refusalOf(sendBytes(world, bytes, ALICE));
    expect(refused).toMatchObject({ code: -32002, message: expect.stringContaining('until the next epoch') });
    expect(await executed(world, bytes)).toMatchObject({ code: 10 });
    expect(await executed(world, bytes)).toBe('executedTransaction');
  });

  it('an old price and an old epoch, once the epoch has changed while a proposal waited', async () => {
    const world = await startHistory();
    const bytes = await buildPayment(world, ALICE, BOB.toIotaAddress(), 5n);
    const dated = await buildPayment(world, ALICE, BOB.toIotaAddress(), 5n, (transaction) =>
      transaction.setExpiration({ Epoch: 1 }),
    );
    await world.practice('advanceEpoch', { gasPrice: 1_500, protocolVersion: 40 });
    expect(await executed(world, dated)).toMatchObject({ code: 3, message: 'Transaction Expired' });
    expect(await executed(world, bytes)).toMatchObject({
      code: 3,
      message: 'Gas price 1000 under reference gas price (RGP) 1500',
    });
    expect(await world.client.getReferenceGasPrice()).toBe(1_500n);
    expect((await world.client.getProtocolConfig()).protocolVersion).toBe('40');
    expect(await executed(world, await buildPayment(world, ALICE, BOB.toIotaAddress(), 5n))).toBe(
      'executedTransaction',
    );
  });
});

/** What becomes of signed bytes by gRPC. */
async function executed(world: GrpcWorld, bytes: Uint8Array): Promise<unknown> {
  const { signature } = await ALICE.signTransaction(bytes);
  const { transactionResults } = await world.execution.executeTransactions({
    transactions: [signed(bytes, signature)],
  });
  const { result } = transactionResults[0]!;
  return result.case === 'error' ? { code: result.value.code, message: result.value.message } : result.case;
}

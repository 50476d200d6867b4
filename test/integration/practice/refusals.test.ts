import { bcs } from '@iota/iota-sdk/bcs';
import { Transaction } from '@iota/iota-sdk/transactions';
import { fromBase64, toBase64 } from '@iota/iota-sdk/utils';
import { describe, expect, it } from 'vitest';
import { alice, bob, execute, expectNothingHappened, INPUTS, payment } from './hand-made-payment.ts';
import {
  ALICE,
  BOB,
  buildPayment,
  fund,
  keypair,
  refusalOf,
  sendBytes,
  startWorld,
} from './practice-world.ts';

describe('a submission that the network refuses', () => {
  it('with a signature that was flipped in one bit', async () => {
    const { world, bytes } = await payment();
    const { signature } = await ALICE.signTransaction(bytes);
    const flipped = fromBase64(signature);
    flipped[10]! ^= 1;
    expect(await execute(world, bytes, [toBase64(flipped)])).toEqual({
      code: -32002,
      message: expect.stringMatching(/^Invalid user signature: Signature is not valid/),
    });
    await expectNothingHappened(world);
  });

  it("with another person's signature", async () => {
    const { world, bytes } = await payment();
    const { signature } = await BOB.signTransaction(bytes);
    expect(await execute(world, bytes, [signature])).toEqual({
      code: -32002,
      message: `Invalid user signature: Required Signature from ${alice} is absent ["${bob}"]`,
    });
  });

  it('with a signature over a personal message of the same bytes', async () => {
    const { world, bytes } = await payment();
    const { signature } = await ALICE.signPersonalMessage(bytes);
    expect((await execute(world, bytes, [signature])).message).toContain('Signature is not valid');
  });

  it('with no signature, with two, with a cut one and with one of another scheme', async () => {
    const { world, bytes } = await payment();
    const { signature } = await ALICE.signTransaction(bytes);
    const cut = toBase64(fromBase64(signature).subarray(0, 96));
    const other = toBase64(fromBase64(signature).fill(1, 0, 1));
    for (const signatures of [[], [signature, signature], [cut], [other], ['not base64']]) {
      expect(await execute(world, bytes, signatures)).toMatchObject({
        code: -32002,
        message: expect.stringMatching(/^Invalid user signature: /),
      });
    }
    await expectNothingHappened(world);
  });

  it('over a coin that was spent in the meantime', async () => {
    const { world, bytes } = await payment();
    await sendBytes(world, await buildPayment(world, ALICE, bob, 2n), ALICE);
    expect(await refusalOf(sendBytes(world, bytes, ALICE))).toEqual({
      code: -32002,
      message: expect.stringMatching(/Object ID 0x.* is not available for consumption, current version: 3$/),
    });
  });

  it('over a coin that never was', async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.gasData.payment[0]!.objectId = `0x${'ab'.repeat(32)}`;
    });
    expect(await refusalOf(sendBytes(world, bytes, ALICE))).toEqual({
      code: -32002,
      message: `${INPUTS}Could not find the referenced object 0x${'ab'.repeat(32)} at version Some(2)`,
    });
  });

  it('over a version that is not yet', async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.gasData.payment[0]!.version = '99';
    });
    expect((await refusalOf(sendBytes(world, bytes, ALICE))).message).toContain('at version Some(99)');
  });

  it('with the digest of another content', async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.gasData.payment[0]!.digest = '11111111111111111111111111111111';
    });
    expect((await refusalOf(sendBytes(world, bytes, ALICE))).message).toContain(
      `${INPUTS}Invalid Object digest for object`,
    );
  });

  it("over someone else's coin, as gas and as an input", async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.sender = bob;
      data.V1.gasData.owner = bob;
    });
    expect((await refusalOf(sendBytes(world, bytes, BOB))).message).toContain(
      `is owned by account address ${alice}, but given owner/signer address is ${bob}`,
    );
    await fund(world, BOB);
    const [hers] = (await world.client.getCoins({ owner: alice })).data;
    const theft = new Transaction();
    theft.transferObjects([theft.object(hers!.coinObjectId)], bob);
    theft.setSender(bob);
    theft.setGasBudget(10_000_000);
    const built = await theft.build({ client: world.client });
    expect((await refusalOf(sendBytes(world, built, BOB))).message).toContain(
      'was not signed by the correct',
    );
  });

  it('with a coin named twice', async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.gasData.payment.push(data.V1.gasData.payment[0]!);
    });
    expect((await refusalOf(sendBytes(world, bytes, ALICE))).message).toContain(
      'cannot appear more than once in one transaction',
    );
  });

  it.each([
    ['a budget above the highest', { budget: '50000000001' }, /is higher than max: 50000000000$/],
    ['a budget below the lowest', { budget: '999999' }, /Gas budget: 999999 is lower than min: 1000000$/],
    [
      'a price below the reference',
      { price: '999' },
      /Gas price 999 under reference gas price \(RGP\) 1000$/,
    ],
    ['a price above the highest', { price: '100001' }, /Gas price cannot exceed 100000 nanos$/],
    ['no gas coin', { payment: [] }, /Transaction gas payment missing$/],
  ])('with %s', async (_, gas, words) => {
    const { world, bytes } = await payment((data) => Object.assign(data.V1.gasData, gas));
    expect(await refusalOf(sendBytes(world, bytes, ALICE))).toMatchObject({
      code: -32002,
      message: expect.stringMatching(words),
    });
    await expectNothingHappened(world);
  });

  it('with a budget above what the gas coins have', async () => {
    const { world } = await payment();
    await sendBytes(world, await buildPayment(world, ALICE, bob, 1_500_000n), ALICE);
    const bytes = await buildPayment(world, BOB, alice, 1n, (poor) => poor.setGasBudget(2_000_000));
    expect((await refusalOf(sendBytes(world, bytes, BOB))).message).toBe(
      `${INPUTS}Balance of gas object 1500000 is lower than the needed amount: 2000000`,
    );
  });

  it('after the epoch until which it was good', async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.expiration = { $kind: 'Epoch', Epoch: 0 };
    });
    await world.client.call('practice_advanceEpoch', []);
    expect((await refusalOf(sendBytes(world, bytes, ALICE))).message).toBe(`${INPUTS}Transaction Expired`);
  });

  it('with another command than coin transfers need', async () => {
    const world = await startWorld();
    await fund(world, ALICE);
    const call = new Transaction();
    call.makeMoveVec({ elements: [call.gas] });
    call.setSender(alice);
    call.setGasBudget(10_000_000);
    const bytes = await call.build({ client: world.client });
    expect(await refusalOf(sendBytes(world, bytes, ALICE))).toEqual({
      code: -32002,
      message: `${INPUTS}practice node models coin transfers only: got MakeMoveVec`,
    });
  });

  it('with gas that another party would pay', async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.gasData.owner = bob;
    });
    expect((await refusalOf(sendBytes(world, bytes, ALICE))).message).toContain(
      'practice node models coin transfers only: gas must belong to the sender',
    );
  });

  it('with bytes after the end, or cut short', async () => {
    const { world, bytes } = await payment();
    for (const bad of [Uint8Array.of(...bytes, 0), bytes.subarray(0, -1), new Uint8Array()]) {
      const { signature } = await ALICE.signTransaction(bad);
      expect((await execute(world, bad, [signature])).code).toBe(-32602);
    }
    await expectNothingHappened(world);
  });

  it('with more recipients in one command than the network takes', async () => {
    const { world, bytes } = await payment((data) => {
      const [split] = data.V1.kind.ProgrammableTransaction!.commands;
      split!.SplitCoins!.amounts = Array.from({ length: 512 }, () => split!.SplitCoins!.amounts[0]!);
    });
    expect((await refusalOf(sendBytes(world, bytes, ALICE))).message).toBe(
      `${INPUTS}Size limit exceeded: maximum arguments in a programmable transaction command is 512`,
    );
  });

  it('with more gas coins than the network takes', async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.gasData.payment = Array.from({ length: 256 }, () => data.V1.gasData.payment[0]!);
    });
    expect((await refusalOf(sendBytes(world, bytes, ALICE))).message).toContain(
      'maximum number of gas payment objects is 256',
    );
  });
});

describe('a read that a node refuses', () => {
  it('of a transaction, checkpoint, page or batch that is not there', async () => {
    const { client } = await startWorld();
    const unknown = '4vJ9JU1bJJE96FWSJKvHsmmFADCg4gpZQff4P3bkLKi';
    expect(await refusalOf(client.getTransactionBlock({ digest: unknown }))).toEqual({
      code: -32602,
      message: `Could not find the referenced transaction [${unknown}]`,
    });
    expect((await refusalOf(client.multiGetTransactionBlocks({ digests: [unknown] }))).code).toBe(-32602);
    expect((await refusalOf(client.getCheckpoint({ id: '9' }))).message).toBe(
      'Verified checkpoint not found for sequence number: 9',
    );
    const tooMany = client.getCheckpoints({ limit: 101, descendingOrder: false });
    expect((await refusalOf(tooMany)).message).toBe('Page size limit 101 exceeds max limit 100');
    const digests = Array.from({ length: 51 }, (_, nth) => keypair(nth + 1).toIotaAddress());
    expect((await refusalOf(client.call('iota_multiGetObjects', [digests]))).message).toBe(
      'Input exceeds limit of 50',
    );
    expect(await refusalOf(client.call('iota_getMoveFunction', []))).toEqual({
      code: -32601,
      message: 'Method not found',
    });
    expect((await refusalOf(client.call('iotax_getBalance', [7]))).code).toBe(-32602);
  });

  it('as a dry run that could not be executed', async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.gasData.budget = '1';
    });
    expect(await refusalOf(world.client.dryRunTransactionBlock({ transactionBlock: bytes }))).toEqual({
      code: -32600,
      message: 'Gas budget: 1 is lower than min: 1000000',
    });
  });
});

describe('a transaction that is executed and fails', () => {
  it('for want of coins: it pays gas, moves nothing, and says why', async () => {
    const { world, bytes } = await payment((data) => {
      const [amount] = data.V1.kind.ProgrammableTransaction!.inputs;
      amount!.Pure!.bytes = toBase64(bcs.U64.serialize(2_000_000_000_000n).toBytes());
    });
    const executed = await sendBytes(world, bytes, ALICE);
    expect(executed.effects?.status).toEqual({
      status: 'failure',
      error: 'InsufficientCoinBalance in command 0',
    });
    expect(executed.balanceChanges).toEqual([
      { owner: { AddressOwner: alice }, coinType: '0x2::iota::IOTA', amount: '-1000000' },
    ]);
    expect((await world.client.getBalance({ owner: bob })).totalBalance).toBe('0');
  });

  it('for a budget that covers computation and not storage: the whole is undone', async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.gasData.budget = '1980399';
    });
    const executed = await sendBytes(world, bytes, ALICE);
    expect(executed.effects?.status).toEqual({ status: 'failure', error: 'InsufficientGas' });
    expect(executed.effects?.gasUsed.computationCost).toBe('1000000');
    expect((await world.client.getBalance({ owner: bob })).totalBalance).toBe('0');
  });

  it('for a budget of exactly the computation, as on the real network', async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.gasData.budget = '1000000';
    });
    expect((await sendBytes(world, bytes, ALICE)).effects?.status.error).toBe('InsufficientGas');
  });

  it('for a coin that was split off and given to nobody', async () => {
    const { world, bytes } = await payment((data) => {
      data.V1.kind.ProgrammableTransaction!.commands.pop();
    });
    expect((await sendBytes(world, bytes, ALICE)).effects?.status.error).toBe(
      'UnusedValueWithoutDrop { result_idx: 0, secondary_idx: 0 }',
    );
  });

  it.each([
    ['an argument beyond the inputs', { Input: 9 }, 'IndexOutOfBounds { idx: 9 }'],
    ['a result of no command', { Result: 9 }, 'IndexOutOfBounds { idx: 9 }'],
    [
      'a nested result that is not there',
      { NestedResult: [0, 9] },
      'SecondaryIndexOutOfBounds { result_idx: 0, secondary_idx: 9 }',
    ],
    ['plain bytes as a coin', { Input: 0 }, 'InvalidUsageOfPureArg'],
  ])('for %s', async (_, argument, kind) => {
    const { world, bytes } = await payment((data) => {
      const transfer = data.V1.kind.ProgrammableTransaction!.commands[1]!.TransferObjects!;
      transfer.objects = [argument as (typeof transfer.objects)[number]];
    });
    expect((await sendBytes(world, bytes, ALICE)).effects?.status.error).toBe(
      `CommandArgumentError { arg_idx: 0, kind: ${kind} } in command 1`,
    );
  });
});

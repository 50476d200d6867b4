import { toBase64 } from '@iota/iota-sdk/utils';
import { describe, expect, it } from 'vitest';
import { alice, bob, payment } from './hand-made-payment.ts';
import { ALICE, buildPayment, fund, refusalOf, sendBytes, startWorld } from './practice-world.ts';

describe('equivocation', () => {
  it('after execution is refused: the coin has moved on', async () => {
    const { world, bytes } = await payment();
    const rival = await buildPayment(world, ALICE, bob, 99n);
    await sendBytes(world, bytes, ALICE);
    expect((await refusalOf(sendBytes(world, rival, ALICE))).message).toContain(
      'not available for consumption',
    );
  });

  it('before execution locks the coin for both until the epoch ends', async () => {
    const { world, bytes } = await payment();
    const rival = await buildPayment(world, ALICE, bob, 99n);
    await world.client.call('practice_setFaults', [{ faults: [{ kind: 'splitVote', times: 1 }] }]);
    expect((await refusalOf(sendBytes(world, bytes, ALICE))).code).toBe(-32050);

    const locked = {
      code: -32002,
      message: expect.stringMatching(/is equivocated until the next epoch\. .*\n- .* \(stake 50\.0\)$/),
    };
    expect(await refusalOf(sendBytes(world, rival, ALICE))).toEqual(locked);
    expect(await refusalOf(sendBytes(world, bytes, ALICE))).toEqual(locked);
    expect(await refusalOf(sendBytes(world, rival, ALICE))).toEqual(locked);

    await world.client.call('practice_advanceEpoch', []);
    expect((await sendBytes(world, rival, ALICE)).effects?.status.status).toBe('success');
  });

  it('ends by itself when the epoch has lasted its time', async () => {
    const world = await startWorld({ epochMs: 60_000 });
    await fund(world, ALICE);
    const bytes = await buildPayment(world, ALICE, bob, 1n);
    const rival = await buildPayment(world, ALICE, bob, 2n);
    await world.client.call('practice_setFaults', [{ faults: [{ kind: 'splitVote', times: 1 }] }]);
    await refusalOf(sendBytes(world, bytes, ALICE));
    await refusalOf(sendBytes(world, rival, ALICE));
    world.wait(59_999);
    expect((await refusalOf(sendBytes(world, bytes, ALICE))).message).toContain('equivocated');
    world.wait(1);
    expect((await sendBytes(world, bytes, ALICE)).effects?.status.status).toBe('success');
  });

  it('names the rival and the coin in the data of the error', async () => {
    const { world, bytes } = await payment();
    const rival = await buildPayment(world, ALICE, bob, 99n);
    await world.client.call('practice_setFaults', [{ faults: [{ kind: 'splitVote', times: 1 }] }]);
    await refusalOf(sendBytes(world, bytes, ALICE));
    const { signature } = await ALICE.signTransaction(rival);
    const answer = await fetch(world.node.url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        jsonrpc: '2.0',
        id: 1,
        method: 'iota_executeTransactionBlock',
        params: [toBase64(rival), [signature], null, null],
      }),
    });
    const { error } = (await answer.json()) as { error: { data: Record<string, unknown[]> } };
    const [coin] = (await world.client.getCoins({ owner: alice })).data;
    expect(Object.values(error.data)).toEqual([[[coin!.coinObjectId, Number(coin!.version), coin!.digest]]]);
  });

  it('is not what sending the same bytes again is: half-voted, they go through', async () => {
    const { world, bytes } = await payment();
    await world.client.call('practice_setFaults', [{ faults: [{ kind: 'splitVote', times: 1 }] }]);
    await refusalOf(sendBytes(world, bytes, ALICE));
    expect((await sendBytes(world, bytes, ALICE)).effects?.status.status).toBe('success');
  });

  it('is not what sending executed bytes again is: they get the same answer, checkpoint or not', async () => {
    const { world, bytes } = await payment();
    const first = await sendBytes(world, bytes, ALICE);
    await world.client.call('practice_checkpoint', []);
    expect(await sendBytes(world, bytes, ALICE)).toEqual(first);
    expect((await world.client.getBalance({ owner: bob })).totalBalance).toBe('5');
  });
});

import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../electron/chains/line.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { hot } from '../../../support/signer-fixture.ts';
import {
  checkpoint,
  deposit,
  followed,
  history,
  own,
  ownInput,
  paymentId,
  ready,
  signedPayment,
  spend,
} from './followed.ts';

const lie = () => refuse('node-balance-mismatch', 'a lie');
const empty = history(checkpoint(0));

describe('what the addresses have', () => {
  it('is read for the others although the node lies about one', async () => {
    const { look, write, books, journal } = await followed();
    await write({ kind: 'address-touched', address: own }, { kind: 'address-touched', address: ready });
    const view = await look({ ...empty, holdings: async (owner) => (owner === own ? lie() : ok([])) });
    expect(view.problem?.code).toBe('node-balance-mismatch');
    expect(await books.addresses.touched(10)).toEqual([own]);
    expect(await journal()).toMatchObject([
      { kind: 'node-alarm', body: { code: 'node-balance-mismatch', message: 'a lie' } },
    ]);
  });

  it('stays as it was proven last where the node lies about it', async () => {
    const { look, write, books } = await followed();
    await write({ kind: 'holdings-read', owner: own, inputs: [ownInput(1)] });
    await write({ kind: 'address-touched', address: own });
    await look({ ...empty, holdings: async () => lie() });
    expect(await books.inputs.of(own)).toEqual([ownInput(1)]);
  });

  it('is asked of no further address once the node does not answer', async () => {
    const { look, write, books } = await followed();
    await write({ kind: 'address-touched', address: own }, { kind: 'address-touched', address: ready });
    let asked = 0;
    const view = await look({
      ...empty,
      holdings: async () => {
        asked += 1;
        return refuse('node-timeout', 'later');
      },
    });
    expect([asked, view.problem?.code]).toEqual([1, 'node-timeout']);
    expect(await books.addresses.touched(10)).toEqual([own, ready]);
  });

  it('is nothing of a payment that is final, before its address is read again and after', async () => {
    const { look, write, books } = await followed();
    const spent = ownInput(1);
    await write({ kind: 'holdings-read', owner: own, inputs: [spent] }, ...signedPayment([spent]));
    const line = (holdings: Line['holdings']) => ({
      ...history(checkpoint(0), checkpoint(1, spend('own payment', { checkpoint: 1n }))),
      holdings,
    });
    await look(line(async () => refuse('node-timeout', 'later')));
    expect((await books.movements.get(paymentId))?.state).toBe('final');
    expect(await books.inputs.richest(hot.id, 10)).toEqual([]);
    expect((await books.figures.vault(hot.id)).balance).toBe(0n);
    await look(line(async () => ok([spent]))); // a node that is behind still lists it
    expect(await books.addresses.touched(1)).toEqual([]);
    expect(await books.inputs.richest(hot.id, 10)).toEqual([]);
    expect((await books.figures.vault(hot.id)).balance).toBe(0n);
  });
});

describe('a deposit that is not irreversible yet', () => {
  const early = deposit('early', {
    checkpoint: null,
    timestamp: null,
    changes: [{ owner: own, units: 9n }],
  });

  it('is shown as seen, and final with what the checkpoint says of it', async () => {
    const { look, deposits } = await followed();
    await look({ received: async () => ok([early]) });
    expect(await deposits()).toMatchObject([{ state: 'seen', units: 9n, finalAt: null, seenAt: 1_000 }]);
    await look(history(checkpoint(0, deposit('early'))));
    expect(await deposits()).toMatchObject([{ state: 'final', units: 5n, checkpoint: '0', seenAt: 1_000 }]);
  });

  it.each([
    ['it failed', { ...early, succeeded: false }],
    ['an own address paid it', { ...early, payers: [ready] }],
    ['it took from the address', { ...early, changes: [{ owner: own, units: -9n }] }],
    ['it paid another address', { ...early, changes: [{ owner: ready, units: 9n }] }],
    ['a checkpoint has it: that one decides', { ...early, checkpoint: 7n }],
  ])('is not shown where %s', async (_, transaction) => {
    const { look, deposits } = await followed();
    const view = await look({ ...empty, received: async () => ok([transaction]) });
    expect(view.state).toBe('connected');
    expect(await deposits()).toEqual([]);
  });

  it('is asked for during the hour after an address was issued', async () => {
    const { look, clock } = await followed();
    const asked: string[] = [];
    const line: Partial<Line> = {
      ...empty,
      received: async (address) => {
        asked.push(address);
        return ok([]);
      },
    };
    await look(line);
    clock.now = 1_000 + 60 * 60 * 1000;
    await look(line);
    expect(asked).toEqual([own, own]);
    clock.now += 1;
    await look(line);
    expect(asked).toEqual([own, own]);
  });
});

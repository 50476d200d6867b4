import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { evidenceOfCoin } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import type { Line } from '../../../../electron/chains/line.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { coin, hot } from '../../../support/signer-fixture.ts';
import { pathOf } from '../../../support/toy-chain/toy-samples.ts';
import {
  checkpoint,
  deposit,
  followed,
  history,
  own,
  ownInput,
  paymentId,
  ready,
  signedByHot,
  signedPayment,
  spend,
} from './followed.ts';

const lie = () => refuse('node-balance-mismatch', 'a lie');
/** Another one than all inputs of the samples come from. */
const TRANSACTION = base58.encode(new Uint8Array(32).fill(7));
const empty = history(checkpoint(0));
const addressAt = (index: number): string => `0x${index.toString(16).padStart(64, 'd')}`;
const added = (index: number) => signedByHot([{ address: addressAt(index), path: pathOf(index) }]);

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

  it('stays as it was where a machine that is late does not tell of the payment that was taken in', async () => {
    const { look, write, books } = await followed();
    const older = evidenceOfCoin(coin(1, { owner: own, previousTransaction: TRANSACTION }));
    const by = iotaChain.producedBy(ownInput(2)) ?? '';
    await write({ kind: 'address-touched', address: own, by });
    const late = await look({ ...empty, holdings: async () => ok([older]) });
    expect(late.problem?.code).toBe('node-balance-moving');
    expect(await books.inputs.of(own)).toEqual([]);
    expect(await books.addresses.touched(10), 'it is asked again').toEqual([own]);
    const inputs = [older, ownInput(2)];
    expect((await look({ ...empty, holdings: async () => ok(inputs) })).problem).toBeNull();
    expect(await books.inputs.of(own)).toHaveLength(2);
    expect(await books.addresses.touched(10)).toEqual([]);
  });

  it('stays as it was where a machine that is late tells of what is spent', async () => {
    const { look, write, books } = await followed();
    const [spent, left] = [ownInput(1), ownInput(2)];
    await write({ kind: 'holdings-read', owner: own, inputs: [spent] });
    await write({ kind: 'inputs-spent', keys: [spent.key], transactionId: paymentId, checkpoint: '1' });
    await write({ kind: 'address-touched', address: own });
    expect((await look({ ...empty, holdings: async () => ok([spent]) })).problem?.code).toBe(
      'node-balance-moving',
    );
    expect(await books.addresses.touched(10), 'it is asked again').toEqual([own]);
    expect((await look({ ...empty, holdings: async () => ok([left]) })).problem).toBeNull();
    expect(await books.inputs.of(own)).toEqual([left]);
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

  it('is read again where a touch came in while the node was asked: its answer may be from before', async () => {
    const { look, write, books, told } = await followed();
    await write({ kind: 'address-touched', address: own }, { kind: 'address-touched', address: ready });
    const asked: string[] = [];
    const late = {
      ...empty,
      holdings: async (owner: string) => {
        asked.push(owner);
        if (asked.length === 1) await write({ kind: 'address-touched', address: own });
        return ok(owner === own ? [ownInput(asked.length)] : []);
      },
    };
    expect((await look(late)).problem).toBeNull();
    expect(await books.addresses.touched(10)).toEqual([own, ready]);
    expect(told).not.toContain('accounts');
    expect((await look(late)).problem).toBeNull();
    expect(asked).toEqual([own, ready, own, ready]);
    expect(await books.addresses.touched(10)).toEqual([]);
    expect(await books.inputs.of(own)).toEqual([ownInput(3)]);
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
    expect(await books.addresses.touched(1), 'it is asked again').toEqual([own]);
    expect(await books.inputs.richest(hot.id, 10)).toEqual([]);
    expect((await books.figures.vault(hot.id)).balance).toBe(0n);
  });

  it('is kept as far as it was read when the node falls silent', async () => {
    const { look, write, books } = await followed();
    const all = Array.from({ length: 45 }, (_, i) => i + 10);
    await write(
      ...all.flatMap(added),
      ...all.map((index) => ({ kind: 'address-touched', address: addressAt(index) }) as const),
    );
    let asked = 0;
    const silent = {
      ...empty,
      holdings: async () => {
        asked += 1;
        return asked > 24 ? refuse('node-unreachable', 'gone') : ok([]);
      },
    };
    expect((await look(silent)).problem?.code).toBe('node-unreachable');
    expect([asked, (await books.addresses.touched(100)).length]).toEqual([25, 45 - 24]);
    await look(empty);
    expect(await books.addresses.touched(100)).toEqual([]);
  });

  it('is read for the others where an address that never can be read comes first, at each look', async () => {
    const { follower, write, books } = await followed();
    await write({ kind: 'address-touched', address: own }, { kind: 'address-touched', address: ready });
    const one = await follower({
      ...empty,
      holdings: async (owner) => (owner === own ? refuse('node-timeout', 'dust') : ok([])),
    });
    await one.look();
    expect(await books.addresses.touched(10)).toEqual([own, ready]);
    await one.look();
    expect(await books.addresses.touched(10)).toEqual([own]);
    await one.look();
    expect(one.view().problem?.code, 'it is asked again').toBe('node-timeout');
  });

  it('is asked of no address that no checkpoint touched', async () => {
    const { look } = await followed();
    const never = { ...empty, holdings: () => Promise.reject(new Error('not asked here')) };
    expect((await look(never)).state).toBe('connected');
  });

  it('never takes in inputs of another asset: the address stays to be read, the others are', async () => {
    const { look, write, books } = await followed();
    await write({ kind: 'address-touched', address: own }, { kind: 'address-touched', address: ready });
    const input = ownInput(1);
    const bridged = { ...input, amount: { ...input.amount, asset: 'BRIDGED.IOTA' } };
    const view = await look({ ...empty, holdings: async (owner) => ok(owner === own ? [bridged] : []) });
    expect(view.problem?.code).toBe('asset-wrong');
    expect(await books.addresses.touched(10)).toEqual([own]);
    expect((await books.figures.vault(hot.id)).balance).toBe(0n);
    await look({ ...empty, holdings: async (owner) => ok(owner === own ? [input] : []) });
    expect((await books.figures.vault(hot.id)).balance).toBe(BigInt(input.amount.units));
  });

  it.each([['node-balance-mismatch'], ['node-answer-malformed']] as const)(
    'is read for the others where the node says %s of one, and the first such word is told',
    async (code) => {
      const { look, write, books } = await followed();
      await write({ kind: 'address-touched', address: own }, { kind: 'address-touched', address: ready });
      await write(...added(10), { kind: 'address-touched', address: addressAt(10) });
      const lies = new Map([
        [own, refuse(code, 'first')],
        [ready, refuse('node-balance-mismatch', 'second')],
      ]);
      const view = await look({ ...empty, holdings: async (owner) => lies.get(owner) ?? ok([]) });
      expect(view.problem).toEqual({ code, message: 'first' });
      expect(await books.addresses.touched(10)).toEqual([own, ready]);
    },
  );
});

describe('a deposit that is not irreversible yet', () => {
  const early = deposit('early', {
    checkpoint: null,
    timestamp: null,
    changes: [{ owner: own, units: 9n }],
  });

  it('is shown as seen, and final with what the checkpoint says of it', async () => {
    const { look, deposits } = await followed();
    await look({ ...history(checkpoint(0)), received: async () => ok([early]) });
    expect(await deposits()).toMatchObject([{ state: 'seen', units: 9n, finalAt: null, seenAt: 1_000 }]);
    await look(history(checkpoint(0), checkpoint(1, deposit('early', { checkpoint: 1n }))));
    expect(await deposits()).toMatchObject([{ state: 'final', units: 5n, checkpoint: '1', seenAt: 1_000 }]);
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

  it('is looked for at the 8 addresses that were issued last', async () => {
    const { look, write } = await followed();
    const all = Array.from({ length: 12 }, (_, i) => i + 10);
    await write(
      ...all.flatMap(added),
      ...all.map(
        (i) => ({ kind: 'address-issued', address: addressAt(i), at: 1_000 + i, entry: 1 }) as const,
      ),
    );
    const asked: string[] = [];
    await look({
      ...empty,
      received: async (address) => {
        asked.push(address);
        return ok([]);
      },
    });
    expect(asked).toEqual(all.slice(-8).reverse().map(addressAt));
  });

  it('is shown of one address so often at most: a node that invents new ones at each look fills no books', async () => {
    const { follower, books } = await followed();
    let invented = 0;
    const received = async () =>
      ok(Array.from({ length: 50 }, () => ({ ...early, id: `invented ${++invented}` })));
    const one = await follower({ ...empty, received });
    for (let look = 0; look < 6; look++) await one.look();
    expect((await books.deposits.list({ search: '', offset: 0, limit: 1000 }, 'seen')).rows).toHaveLength(
      200,
    );
    expect(one.view().problem).toBeNull();
  });

  it('is told once', async () => {
    const { look, told } = await followed();
    const line = { ...empty, received: async () => ok([early]) };
    await look(line);
    expect(told).toContain('deposits');
    told.length = 0;
    await look(line);
    expect(told).not.toContain('deposits');
  });

  it('is no reason to hide that the node did not answer', async () => {
    const { look } = await followed();
    const view = await look({ ...empty, received: async () => refuse('node-timeout', 'later') });
    expect(view.problem?.code).toBe('node-timeout');
  });
});

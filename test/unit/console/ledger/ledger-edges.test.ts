import { describe, expect, it } from 'vitest';
import type { Line } from '../../../../electron/chains/line.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { hot } from '../../../support/signer-fixture.ts';
import { pathOf } from '../../../support/toy-chain/toy-samples.ts';
import {
  checkpoint,
  deposit,
  followed,
  GENESIS,
  history,
  own,
  ownInput,
  paymentId,
  signedPayment,
  spend,
  stranger,
} from './followed.ts';

const empty = history(checkpoint(0));
const addressAt = (index: number): string => `0x${index.toString(16).padStart(64, 'd')}`;
const added = (index: number) =>
  ({ kind: 'address-added', address: addressAt(index), vaultId: hot.id, path: pathOf(index) }) as const;

/** A line that writes down from where and how many checkpoints it was asked for. */
function watched(line: Partial<Line>) {
  const asked: [bigint, number][] = [];
  const checkpoints: Line['checkpoints'] = async (from, limit) => {
    asked.push([from, limit]);
    return line.checkpoints?.(from, limit) ?? ok([]);
  };
  return { asked, line: { ...line, checkpoints } };
}

describe('reading checkpoints', () => {
  it('asks for at most 50 at a time, and for none beyond the newest', async () => {
    const { look } = await followed();
    const { asked, line } = watched(history(...Array.from({ length: 120 }, (_, i) => checkpoint(i))));
    await look(line);
    expect(asked).toEqual([
      [0n, 50],
      [50n, 50],
      [100n, 20],
    ]);
  });

  it('ends where a node gives no more, however high a number it names', async () => {
    const { look } = await followed();
    const { asked, line } = watched({ latestCheckpoint: async () => ok(2n ** 62n) });
    expect((await look(line)).state).toBe('connected');
    expect(asked).toHaveLength(1);
  });

  it('keeps what was taken in before a gap', async () => {
    const { look, books, deposits } = await followed();
    const view = await look({
      latestCheckpoint: async () => ok(2n),
      checkpoints: async () => ok([checkpoint(0, deposit('early')), checkpoint(2, deposit('late'))]),
    });
    expect(view).toMatchObject({ problem: { code: 'node-answer-malformed' }, checkpoint: '0' });
    expect(await deposits()).toMatchObject([{ transactionId: 'early' }]);
    expect(await books.cursor.get()).toMatchObject({ next: 1n, digest: 'checkpoint 0' });
  });

  it('refuses another history inside of one answer, and a node that hides the last one taken in', async () => {
    const { look, books, deposits } = await followed();
    const broken = { ...checkpoint(2, deposit('false')), previous: 'another' };
    expect((await look(history(checkpoint(0), checkpoint(1), broken))).problem?.code).toBe(
      'node-network-mismatch',
    );
    await look(history(checkpoint(0)));
    expect((await look({ latestCheckpoint: async () => ok(3n) })).problem?.code).toBe(
      'node-network-mismatch',
    );
    expect(await deposits()).toEqual([]);
    expect((await books.cursor.get())?.next).toBeLessThanOrEqual(2n);
  });

  it('asks a node once whether it knows the last one taken in, and again after any trouble with it', async () => {
    const { look, follower } = await followed();
    await look(empty);
    const { asked, line } = watched(empty);
    let genesis = GENESIS;
    const one = await follower({ ...line, genesis: async () => ok(genesis) });
    for (let times = 0; times < 3; times++) await one.look();
    expect(asked).toEqual([[0n, 1]]);
    genesis = 'another';
    await one.look();
    genesis = GENESIS;
    await one.look();
    expect(asked).toHaveLength(2);
  });

  it('decides anew where the books changed while the node was asked', async () => {
    const { look, write, deposits, journal } = await followed();
    let asked = 0;
    const early = { transactionId: 'one', address: own, units: 9n, sender: stranger, at: 300 };
    const view = await look({
      ...history(checkpoint(0, deposit('one'), spend('theirs'))),
      provenSpend: async () => {
        asked += 1;
        if (asked === 1) await write({ kind: 'deposit-seen', ...early });
        return ok({ signers: [own], inputKeys: [ownInput(1).key] });
      },
    });
    expect([view.state, asked]).toEqual(['connected', 2]);
    expect(await deposits()).toMatchObject([{ state: 'final', units: 5n, seenAt: 300 }]);
    expect(await journal()).toMatchObject([{ kind: 'deposit-final' }, { kind: 'node-alarm' }]);
  });

  it('ends an own payment with its inputs: neither ours nor reserved any more', async () => {
    const { look, write, books } = await followed();
    const [spent, left] = [ownInput(1), ownInput(2)];
    await write({ kind: 'holdings-read', owner: own, inputs: [spent, left] }, ...signedPayment([spent]));
    await look({
      ...history(checkpoint(0, spend('own payment', { feePaid: 3n }))),
      holdings: async () => refuse('node-timeout', 'later'),
    });
    expect(await books.movements.transaction(paymentId)).toMatchObject({ checkpoint: '0', feePaid: 3n });
    expect(await books.inputs.of(own)).toEqual([left]);
    expect(await books.figures.vault(hot.id)).toMatchObject({ reserved: 0n, balance: BigInt(left.units) });
    expect(await books.inputs.hasSpend('own payment')).toBe(true);
  });
});

describe('reading holdings', () => {
  it('keeps what was read before the node fell silent', async () => {
    const { look, write, books } = await followed();
    const all = Array.from({ length: 45 }, (_, i) => i + 10);
    await write(
      ...all.map(added),
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

  it('asks nothing of an address that no checkpoint touched', async () => {
    const { look } = await followed();
    const never = { ...empty, holdings: () => Promise.reject(new Error('not asked here')) };
    expect((await look(never)).state).toBe('connected');
  });

  it('looks for early deposits at the 8 addresses that were issued last', async () => {
    const { look, write } = await followed();
    const all = Array.from({ length: 12 }, (_, i) => i + 10);
    await write(
      ...all.map(added),
      ...all.map((i) => ({ kind: 'address-issued', address: addressAt(i), at: 1_000 + i }) as const),
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
});

describe('sending again', () => {
  it('does nothing where the node does not say what can become of the bytes', async () => {
    const { look, write, books, journal } = await followed();
    await write(...signedPayment());
    const view = await look({ ...empty, outlook: async () => refuse('node-timeout', 'later') });
    expect(view.problem?.code).toBe('node-timeout');
    expect(await books.movements.get(paymentId)).toMatchObject({ state: 'signed', problem: null });
    expect(await journal()).toEqual([]);
  });

  it('ends nothing that became final while the node was asked', async () => {
    const { look, write, books, journal } = await followed();
    await write(...signedPayment());
    const view = await look({
      ...empty,
      outlook: async () => {
        await write({ kind: 'movement-moved', id: paymentId, to: 'final', at: 1 });
        return ok('never');
      },
    });
    expect(view.state).toBe('connected');
    expect(await books.movements.get(paymentId)).toMatchObject({ state: 'final', problem: null });
    expect(await journal()).toEqual([]);
  });

  it('notes no refusal on what became final while it was sent', async () => {
    const { look, write, books } = await followed();
    await write(...signedPayment());
    await look({
      ...empty,
      submit: async () => {
        await write({ kind: 'movement-moved', id: paymentId, to: 'final', at: 1 });
        return refuse('node-rejected', 'its inputs are gone');
      },
    });
    expect(await books.movements.get(paymentId)).toMatchObject({ state: 'final', problem: null });
  });
});

describe('stopping', () => {
  it('waits for the step under way, and begins no other', async () => {
    const { follower, write } = await followed();
    await write(...signedPayment(), { kind: 'address-touched', address: own });
    const steps: string[] = [];
    const asked = Promise.withResolvers<void>();
    const answer = Promise.withResolvers<void>();
    const one = await follower({
      ...empty,
      latestCheckpoint: async () => {
        asked.resolve();
        await answer.promise;
        steps.push('answered');
        return ok(0n);
      },
      holdings: async () => {
        steps.push('holdings');
        return ok([]);
      },
      submit: async () => {
        steps.push('sent');
        return refuse('node-timeout', 'later');
      },
    });
    const look = one.look();
    await asked.promise;
    const stopped = one.stop().then(() => steps.push('stopped'));
    answer.resolve();
    await Promise.all([look, stopped]);
    expect(steps).toEqual(['answered', 'stopped']);
  });
});

it('a follower that was just made shows how far the one before had come', async () => {
  const { look, follower } = await followed();
  expect((await follower({})).view()).toMatchObject({ state: 'connecting', checkpoint: null });
  await look(history(checkpoint(0), checkpoint(1)));
  expect((await follower({})).view()).toMatchObject({ state: 'connecting', problem: null, checkpoint: '1' });
});

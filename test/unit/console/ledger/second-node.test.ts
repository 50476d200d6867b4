import { describe, expect, it } from 'vitest';
import { evidenceOfCoin } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import type { Line } from '../../../../electron/chains/line.ts';
import type { Unproven } from '../../../../electron/core/policy/unproven.ts';
import type { InputEvidence } from '../../../../electron/core/proposal/evidence.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { coin } from '../../../support/signer-fixture.ts';
import { checkpoint, deposit, followed, history, own, ownInput, scripted } from './followed.ts';

const drowned: Partial<Line> = { checkpoints: async () => refuse('node-unreachable', 'drowned') };

/** Looks once at a line, under a rule, beside other endpoints. */
async function looked(line: Partial<Line>, unproven: Unproven, ...others: Partial<Line>[]) {
  const { look, deposits, books } = await followed();
  const view = await look(line, { unproven: () => unproven, others: () => others.map(scripted) });
  const next = (await books.cursor.get())?.next;
  return { code: view.problem?.code ?? null, credited: (await deposits()).length, next };
}

const paid = [checkpoint(0), checkpoint(1, deposit('paid'))];

describe('of two endpoints that prove nothing', () => {
  it('both tell the same deposit: it is credited', async () => {
    expect(await looked(history(...paid), 'two-agree', history(...paid))).toMatchObject({
      credited: 1,
      next: 2n,
    });
  });

  it.each([
    ['two-agree', 'two'],
    ['counts', 'one'],
  ] as const)('is kept on whose word a deposit was credited (%s)', async (unproven, restsOn) => {
    const { look, books } = await followed();
    const line = history(...paid);
    await look(line, { unproven: () => unproven, others: () => [scripted(line)] });
    const { rows } = await books.flows.list({ from: 0, to: 1e15 }, { offset: 0, limit: 10 });
    expect(rows.map((row) => row.restsOn)).toEqual([restsOn]);
  });

  it('honest ones are drowned, and the poisoned one that is left credits nothing', async () => {
    const invented = history(checkpoint(0), checkpoint(1, deposit('invented')));
    expect(await looked(invented, 'two-agree', drowned, drowned)).toEqual({
      code: 'second-node-needed',
      credited: 0,
      next: 0n,
    });
    expect(await looked(invented, 'shows', invented)).toEqual({
      code: 'line-only-shows',
      credited: 0,
      next: 0n,
    });
  });

  it('the poisoned one alters the amount under the right digest: nothing is credited', async () => {
    const altered = history(
      checkpoint(0),
      checkpoint(1, deposit('paid', { changes: [{ owner: `0x${'aa'.repeat(32)}`, units: 5_000n }] })),
    );
    for (const [one, other] of [
      [altered, history(...paid)],
      [history(...paid), altered],
    ] as const) {
      expect(await looked(one, 'two-agree', other)).toEqual({
        code: 'nodes-disagree',
        credited: 0,
        next: 0n,
      });
    }
  });

  it('one hides a deposit, or is on another history: an alarm, and nothing is credited', async () => {
    for (const lie of [
      history(checkpoint(0), checkpoint(1)),
      history(checkpoint(0), { ...checkpoint(1, deposit('paid')), digest: 'another checkpoint 1' }),
    ]) {
      const { look, deposits, journal } = await followed();
      const others = () => [scripted(history(...paid))];
      const view = await look(lie, { unproven: () => 'two-agree', others });
      expect([view.problem?.code, await deposits()]).toEqual(['nodes-disagree', []]);
      expect(await journal()).toMatchObject([{ kind: 'node-alarm', body: { code: 'nodes-disagree' } }]);
    }
  });

  it('the second one is a little behind: what it knows counts, the rest waits', async () => {
    expect(await looked(history(...paid), 'two-agree', history(checkpoint(0)))).toMatchObject({
      credited: 0,
      next: 1n,
    });
  });

  it('a third one answers for a second that does not', async () => {
    const none: Partial<Line> = { checkpoints: async () => ok({ checkpoints: [], proof: null }) };
    expect(await looked(history(...paid), 'two-agree', drowned, none, history(...paid))).toMatchObject({
      credited: 1,
    });
  });
});

describe('of two endpoints that prove nothing one lies about the coins of an address:', () => {
  const [had, other] = [ownInput(1), ownInput(2)];
  const seen = history(checkpoint(0));
  const listing = (...inputs: InputEvidence[]): Partial<Line> => ({
    ...seen,
    holdings: async () => ok(inputs),
  });

  /** A desk whose books have one coin of an address that a checkpoint has touched since. */
  async function touched() {
    const desk = await followed();
    await desk.write(
      { kind: 'holdings-read', owner: own, inputs: [had] },
      { kind: 'address-touched', address: own },
    );
    const look = (line: Partial<Line>, ...others: Partial<Line>[]) =>
      desk.look(line, { unproven: () => 'two-agree', others: () => others.map(scripted) });
    return { ...desk, look };
  }

  it.each<[lie: string, lists: InputEvidence[]]>([
    ['it invents one', [had, other, ownInput(3)]],
    ['it hides one', [had]],
    ['one has another amount', [had, { ...other, amount: { ...other.amount, units: '999999999999' } }]],
    ['one is of another owner', [had, { ...other, owner: `0x${'bb'.repeat(32)}` }]],
    [
      'one was made by another transaction',
      [had, evidenceOfCoin(coin(2, { owner: own, storageRebate: '1' }))],
    ],
  ])('%s, whichever of the two it is: what both told last stays, without an alarm', async (_, lists) => {
    for (const [one, two] of [
      [listing(...lists), listing(had, other)],
      [listing(had, other), listing(...lists)],
    ] as const) {
      const { look, books, journal } = await touched();
      expect((await look(one, two)).problem?.code).toBe('holdings-disagree');
      expect(await books.inputs.of(own)).toEqual([had]);
      expect(await journal(), 'one of them may be late').toEqual([]);
      expect((await look(listing(other, had), listing(had, other))).problem).toBeNull();
      expect(await books.inputs.of(own)).toHaveLength(2);
      expect(await books.addresses.touched(10)).toEqual([]);
    }
  });

  it('honest ones are drowned, and what it lists is not spendable', async () => {
    const { look, books } = await touched();
    const away: Partial<Line> = { ...seen, holdings: async () => refuse('node-timeout', 'drowned') };
    expect((await look(listing(had, other), away)).problem?.code).toBe('second-node-needed');
    expect((await look(listing(had, other))).problem?.code).toBe('second-node-needed');
    expect(await books.inputs.of(own)).toEqual([had]);
    await look(listing(had, other), away, listing(had, other));
    expect(await books.inputs.of(own)).toHaveLength(2);
  });

  it('a difference of some seconds between honest ones is not told', async () => {
    const { books, follower, write, clock } = await followed();
    let late = true;
    const one = await follower(listing(had), {
      unproven: () => 'two-agree',
      others: () => [scripted({ ...seen, holdings: async () => ok(late ? [] : [had]) })],
    });
    await one.look();
    await write({ kind: 'address-touched', address: own });
    await one.look();
    expect([one.view().state, one.view().problem]).toEqual(['connected', null]);
    expect(await books.inputs.of(own)).toEqual([]);
    clock.now += 10_000;
    await one.look();
    expect(one.view().problem?.code).toBe('holdings-disagree');
    late = false;
    await one.look();
    expect(one.view().problem).toBeNull();
    expect(await books.inputs.of(own)).toEqual([had]);
  });
});

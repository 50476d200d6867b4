import { describe, expect, it } from 'vitest';
import type { Coin } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { coinKey, evidenceOfCoin } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { coinObjectBytes } from '../../../../electron/chains/iota/pure/coin-object.ts';
import { movedBytes } from '../../../../electron/chains/iota/pure/moved-coins.ts';
import type { LedgerTransaction, Line } from '../../../../electron/chains/line.ts';
import { believeNoted, FactNotes } from '../../../../electron/console/ledger/note-facts.ts';
import { ok, refuse } from '../../../../electron/core/result.ts';
import { must } from '../../../support/must.ts';
import { coin, hot } from '../../../support/signer-fixture.ts';
import {
  checkpoint,
  deposit,
  type Followed,
  followed,
  history,
  own,
  proving,
  spend,
  stranger,
} from './followed.ts';

const ours = (number: number, units: number): Coin => coin(number, { owner: own, balance: `${units}` });
const moved = (consumed: readonly Coin[], created: readonly Coin[]) => ({
  moved: movedBytes(consumed.map(coinObjectBytes), created.map(coinObjectBytes)),
});
const paying = (id: string, created: Coin): LedgerTransaction =>
  deposit(id, {
    changes: [{ owner: own, units: BigInt(created.balance) }],
    ...moved([], [created, coin(99, { owner: stranger })]),
  });

/** A node that must not be asked what an address has. */
const unasked: Line['holdings'] = async () => refuse('internal-error', 'asked for holdings');
/** One that has been asked once, and knows nothing more than that. */
async function listedBefore(desk: Followed): Promise<void> {
  await desk.write({ kind: 'holdings-read', owner: own, inputs: [] });
}
const balanceOf = async ({ books }: Followed) => (await books.figures.vault(hot.id)).balance;

describe('coins of a line that proves', () => {
  it('come with the checkpoint that made them, and no node is asked what the address has', async () => {
    const desk = await followed();
    await listedBefore(desk);
    const { line } = proving(
      checkpoint(0, paying('one', ours(1, 5))),
      checkpoint(1, paying('two', ours(2, 7))),
    );
    expect(await desk.look({ ...line, holdings: unasked })).toMatchObject({ problem: null });
    expect(await desk.books.inputs.largest(own, 9, 'proven')).toEqual(
      [ours(2, 7), ours(1, 5)].map(evidenceOfCoin),
    );
  });

  it('go with the checkpoint that consumed them', async () => {
    const desk = await followed();
    await listedBefore(desk);
    const taken = spend(
      'theirs',
      moved([ours(1, 5)], [coin(1, { owner: own, version: '999', balance: '2' })]),
    );
    const { line } = proving(checkpoint(0, paying('one', ours(1, 5))), checkpoint(1, taken));
    await desk.look({
      ...line,
      holdings: unasked,
      provenSpend: async () => ok({ signers: [own], inputKeys: [coinKey(ours(1, 5))] }),
    });
    expect((await desk.books.inputs.of(own)).map(({ amount }) => amount.units)).toEqual(['2']);
  });

  it('are asked for once at an address that was never read whole, and what a node lists beside is not proven', async () => {
    const desk = await followed();
    const { line } = proving(checkpoint(0, paying('one', ours(1, 5))));
    const older = evidenceOfCoin(ours(3, 100));
    await desk.look({ ...line, holdings: async () => ok([older]) });
    expect(await desk.books.inputs.largest(own, 9, 'unproven')).toEqual([older]);
    expect(await desk.books.inputs.largest(own, 9, 'proven')).toEqual([evidenceOfCoin(ours(1, 5))]);
    expect(await desk.books.addresses.touched(9)).toEqual([]);
  });

  it('are shown and free although a stranger has frozen the reading of the address with dust', async () => {
    const desk = await followed();
    const { line } = proving(checkpoint(0, paying('one', ours(1, 5))));
    const view = await desk.look({ ...line, holdings: async () => refuse('node-answer-too-large', 'dust') });
    expect(view.problem?.code).toBe('node-answer-too-large');
    expect(await balanceOf(desk)).toBe(5n);
    expect(await desk.books.inputs.owners(hot.id, 5n, 9)).toHaveLength(1);
  });

  it('do not come from a line that proves nothing, whatever it hands over', async () => {
    const desk = await followed();
    await desk.look({ ...history(checkpoint(0, paying('one', ours(1, 5)))), holdings: async () => ok([]) });
    expect(await balanceOf(desk)).toBe(0n);
  });

  it('in bytes that nobody can read stop the reading there, and nothing of the checkpoint is taken in', async () => {
    const desk = await followed();
    const { line } = proving(checkpoint(0, deposit('one', { moved: Uint8Array.of(1) })));
    expect((await desk.look(line)).problem?.code).toBe('proof-malformed');
    expect(await desk.deposits()).toEqual([]);
    expect(await desk.books.cursor.get()).toMatchObject({ next: 0n });
  });
});

describe('after a kill, or in a folder that somebody has written into while it was closed', () => {
  /** Opens the books again: what no entry notes is not believed. */
  async function reopened(desk: Followed): Promise<void> {
    must(await believeNoted(desk));
  }

  it('a coin that nothing signed tells of is gone, and one that was consumed is asked for again', async () => {
    const desk = await followed();
    const { books, recorder, clock } = desk;
    await listedBefore(desk);
    const first = proving(checkpoint(0, paying('one', ours(1, 5))));
    await desk.look({ ...first.line, holdings: unasked });
    must(await new FactNotes({ books, recorder, effects: { now: () => clock.now } }, null).note(true));
    const forged = [
      { kind: 'inputs-moved', checkpoint: '1', consumed: [], created: [evidenceOfCoin(ours(2, 1_000))] },
      {
        kind: 'inputs-moved',
        checkpoint: '1',
        consumed: [{ key: coinKey(ours(1, 5)), owner: own }],
        created: [],
      },
    ] as const;
    must(await recorder.commit({ expects: [], entries: [], facts: forged, answer: undefined }));
    expect(await balanceOf(desk)).toBe(1_000n);
    await reopened(desk);
    expect(await balanceOf(desk)).toBe(0n);
    expect(await books.addresses.touched(9)).toEqual([own]);
    await desk.look({ ...first.line, holdings: async () => ok([evidenceOfCoin(ours(1, 5))]) });
    expect(await balanceOf(desk)).toBe(5n);
  });

  it('coins come again from the noted place, proven as before', async () => {
    const desk = await followed();
    const { books, recorder, clock } = desk;
    await listedBefore(desk);
    const all = [checkpoint(0, paying('one', ours(1, 5))), checkpoint(1, paying('two', ours(2, 7)))];
    await desk.look({ ...proving(...all.slice(0, 1)).line, holdings: unasked });
    must(await new FactNotes({ books, recorder, effects: { now: () => clock.now } }, null).note(true));
    const before = await desk.journal();
    await desk.look({ ...proving(...all).line, holdings: unasked });
    await reopened(desk);
    expect(await balanceOf(desk)).toBe(5n);
    await desk.look({ ...proving(...all).line, holdings: async () => ok([]) });
    expect(await books.inputs.largest(own, 9, 'proven')).toHaveLength(2);
    expect((await desk.journal()).slice(before.length), 'credited once').toMatchObject([
      { kind: 'deposit-final' },
    ]);
  });
});

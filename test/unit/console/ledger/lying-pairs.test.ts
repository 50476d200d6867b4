import { expect, it } from 'vitest';
import type { Checkpoint, LedgerTransaction, Line } from '../../../../electron/chains/line.ts';
import { refuse } from '../../../../electron/core/result.ts';
import { seededNumbers } from '../../../support/mutate-bytes.ts';
import { checkpoint, deposit, followed, history, own, scripted } from './followed.ts';

type Draw = (below: number) => number;

const alter = (all: readonly Checkpoint[], change: (each: Checkpoint) => Checkpoint) =>
  history(...all.map(change));
const withTransactions =
  (change: (of: readonly LedgerTransaction[], at: bigint) => readonly LedgerTransaction[]) =>
  (each: Checkpoint) => ({
    ...each,
    transactions: change(each.transactions, each.sequence),
  });

/** What an endpoint that proves nothing tells instead of the truth. */
const lies: readonly ((all: readonly Checkpoint[]) => Partial<Line>)[] = [
  (all) =>
    alter(
      all,
      withTransactions(() => []),
    ),
  (all) =>
    alter(
      all,
      withTransactions((of, at) => [...of, deposit(`invented ${at}`)]),
    ),
  (all) =>
    alter(
      all,
      withTransactions((of) => of.map((each) => ({ ...each, changes: [{ owner: own, units: 6n }] }))),
    ),
  (all) =>
    alter(all, (each) => ({
      ...each,
      digest: `fork ${each.digest}`,
      previous: each.previous && `fork ${each.previous}`,
    })),
  (all) => history(...all.slice(0, 1)),
  (all) => ({ ...history(...all), checkpoints: async () => refuse('node-pruned', 'thrown away') }),
  () => ({ latestCheckpoint: async () => refuse('node-unreachable', 'away') }),
];

it.each([1, 2, 3, 4])(
  'of two endpoints by JSON-RPC one lies, hides, prunes or forks: nothing wrong is credited, and everything once both are honest: seed %i',
  async (seed) => {
    const draw: Draw = seededNumbers(seed);
    const desk = await followed();
    const all: Checkpoint[] = [checkpoint(0)];
    const credited = async () => {
      const { rows } = await desk.books.deposits.list({ search: '', offset: 0, limit: 1000 }, 'final');
      return rows.map(({ transactionId, units }) => `${transactionId} ${units}`).sort();
    };
    const paid = () => all.flatMap(({ transactions }) => transactions.map(({ id }) => `${id} 5`)).sort();
    const look = (line: Partial<Line>, other: Partial<Line>) =>
      desk.look(line, { unproven: () => 'two-agree', others: () => [scripted(other)] });
    for (let round = 0; round < 20; round++) {
      for (let more = 1 + draw(3); more > 0; more--) {
        const payments = Array.from({ length: draw(3) }, (_, n) => deposit(`paid ${all.length} ${n}`));
        all.push(checkpoint(all.length, ...payments));
      }
      const lie = (lies[draw(lies.length)] as (typeof lies)[number])(all);
      const [line, other] = draw(2) === 0 ? [lie, history(...all)] : [history(...all), lie];
      await look(line, other);
      const next = Number((await desk.books.cursor.get())?.next ?? 0n);
      const due = all.slice(0, next).flatMap(({ transactions }) => transactions.map(({ id }) => `${id} 5`));
      expect(await credited(), `round ${round}`).toEqual(due.sort());
      if (draw(4) === 0) await look(history(...all), history(...all));
    }
    await look(history(...all), history(...all));
    expect(paid().length).toBeGreaterThan(0);
    expect(await credited()).toEqual(paid());
    expect((await desk.books.cursor.get())?.next).toBe(BigInt(all.length));
  },
);

import { expect, it } from 'vitest';
import type { Cursor } from '../../../electron/books/rows.ts';
import { theStation } from '../../../electron/console/actor.ts';
import { decideAndCommit } from '../../../electron/console/decide.ts';
import type { Decision } from '../../../electron/console/recorder.ts';
import { ok, type Result, refuse } from '../../../electron/core/result.ts';
import { codeOf } from '../../support/signer-fixture.ts';
import { followed } from './ledger/followed.ts';

type Desk = Awaited<ReturnType<typeof followed>>;
const moves = ({ write }: Desk) => write({ kind: 'cursor-moved', next: 9n, at: 0, digest: null });

/** An entry that rests on how far the ledger was followed. */
const alarm = (cursor: Cursor | undefined): Result<Decision<number>> =>
  ok({
    expects: [{ of: 'cursor', version: cursor?.version ?? 0 }],
    entries: [
      {
        kind: 'node-alarm',
        actor: theStation('ledger-followed'),
        body: {
          code: 'node-behind',
          message: `version ${cursor?.version}`,
          url: '',
          transactionId: null,
          checkpoint: null,
          consumed: [],
        },
      },
    ],
    answer: cursor?.version ?? 0,
  });

it('a decision whose ground changed meanwhile is made again on the new one, and written once', async () => {
  const desk = await followed();
  let rounds = 0;
  const decided = await decideAndCommit(
    desk.recorder,
    async () => {
      const cursor = await desk.books.cursor.get();
      if (rounds++ < 3) await moves(desk);
      return ok(cursor);
    },
    alarm,
  );
  expect(decided).toEqual(ok(4));
  expect(rounds).toBe(4);
  expect(await desk.journal()).toMatchObject([{ seq: 1, body: { message: 'version 4' } }]);
});

it('a decision whose ground never comes to rest is given up, and nothing of it is written', async () => {
  const desk = await followed();
  let rounds = 0;
  const decided = await decideAndCommit(
    desk.recorder,
    async () => {
      rounds += 1;
      const cursor = await desk.books.cursor.get();
      await moves(desk);
      return ok(cursor);
    },
    alarm,
  );
  expect(codeOf(decided)).toBe('books-changed');
  expect(rounds).toBe(20);
  expect(await desk.journal()).toEqual([]);
});

it('a refusal of the facts or of the decision ends it at once', async () => {
  const desk = await followed();
  const refusal = refuse('vault-locked', 'locked');
  let asked = 0;
  const facts = async () => {
    asked += 1;
    return ok(undefined);
  };
  expect(await decideAndCommit(desk.recorder, async () => refusal, alarm)).toEqual(refusal);
  expect(await decideAndCommit(desk.recorder, facts, () => refusal)).toEqual(refusal);
  expect(asked).toBe(1);
  expect(await desk.journal()).toEqual([]);
});

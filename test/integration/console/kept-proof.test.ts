import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { expect, it } from 'vitest';
import { FactNotes } from '../../../electron/console/ledger/note-facts.ts';
import { openDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { must } from '../../support/treasury-steps.ts';

const keep = async ({ station }: TestDesk, kept: string) =>
  must(
    await station.recorder.commit({
      expects: [],
      entries: [],
      facts: [{ kind: 'proof-kept', kept }],
      answer: undefined,
    }),
  );

/** A desk that proves what it follows, as a treasury on a node with gRPC does, and has noted that. */
async function proving(): Promise<TestDesk> {
  const desk = await openDesk();
  await keep(desk, 'validators of epoch 1');
  must(await new FactNotes(desk.station, null).note(true));
  return desk;
}

it.each([
  ['edited', "UPDATE ledger_proof SET kept = 'validators of somebody'"],
  ['deleted', 'DELETE FROM ledger_proof'],
])('a committee whose row was %s while closed is not the one that proves the ledger', async (_, edit) => {
  const desk = await proving();
  await desk.station.close();
  const sql = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
  sql.exec(edit);
  sql.close();
  const { books } = await desk.reopen();
  expect(await books.cursor.proof()).toBe('validators of epoch 1');
});

it.each(['validators of epoch 2', 'validators of epoch 1'])(
  'after a kill behind a change of the epoch (%s) the noted committee proves, and none that the node names',
  async (kept) => {
    const desk = await proving();
    await keep(desk, kept);
    await desk.station.books.close();
    const { books } = await desk.reopen();
    expect(await books.cursor.proof()).toBe('validators of epoch 1');
  },
);

import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { type TestDesk, unlock } from './treasury-fixture.ts';
import { enter, must } from './treasury-steps.ts';

/** Closes the treasury and edits its database as any program can. */
export async function editClosed(desk: TestDesk, statement: string): Promise<void> {
  await desk.station.close();
  const db = new DatabaseSync(path.join(desk.folder, 'treasury.sqlite'));
  db.exec(statement);
  db.close();
}

/** The same, and opens it again, with Ben and Mara signed in and the hot vault open. */
export async function edit(desk: TestDesk, statement: string): Promise<void> {
  await editClosed(desk, statement);
  await desk.reopen();
  await enter(desk, 'Ben');
  await enter(desk, 'Mara');
  must(await unlock(desk.station, desk.hot));
}

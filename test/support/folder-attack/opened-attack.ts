import { rmSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { onTestFinished } from 'vitest';
import { rebuildTables, settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { copyFolder } from '../copy-folder.ts';
import { type OpenedDesk, openAt, outsideAt } from '../held-folder.ts';
import { openAlarms } from '../open-alarms.ts';
import { startTreasuryNode, type TreasuryNode } from '../treasury-node.ts';
import { enter, must } from '../treasury-steps.ts';
import { type AttackedTreasury, noTimers } from './attacked-treasury.ts';

/** A copy of the attacked treasury whose closed database somebody has edited, open again. */
export interface OpenedAttack extends OpenedDesk {
  readonly node: TreasuryNode;
  readonly folder: string;
  /** Moves the desk's clock. */
  readonly wait: (milliseconds: number) => void;
}

/**
 * Edits the database of a copy of the closed treasury, and opens it.
 * @param sql statements; `wish` in them are ids of movements that the caller put in
 * @param before runs at the ledger before the treasury is opened
 */
export async function openEdited(
  world: AttackedTreasury,
  sql: string,
  before: (node: TreasuryNode) => Promise<void> = async () => {},
): Promise<OpenedAttack> {
  const place = path.join(world.parent, 'edited');
  const [folder, ledger, outside] = ['treasury', 'ledger', 'outside'].map((name) =>
    path.join(place, name),
  ) as [string, string, string];
  rmSync(place, { recursive: true, force: true });
  copyFolder(world.folder, folder);
  copyFolder(world.ledger, ledger);
  copyFolder(world.outside, outside);
  editTables(folder, sql);
  const node = await startTreasuryNode({ folder: ledger, ...world.ports });
  onTestFinished(() => node.stop());
  await before(node);
  let ahead = 0;
  const effects = { ...noTimers, ...outsideAt(outside), now: () => Date.now() + ahead };
  const opened = await openAt(folder, effects);
  onTestFinished(() => opened.station.close());
  return {
    ...opened,
    node,
    folder,
    wait: (milliseconds) => {
      ahead += milliseconds;
    },
  };
}

/** Changes the rows of a closed treasury, as somebody does who heeds no foreign key. */
export function editTables(folder: string, sql: string): void {
  const db = new DatabaseSync(path.join(folder, 'treasury.sqlite'), { enableForeignKeyConstraints: false });
  try {
    db.exec(sql);
  } finally {
    db.close();
  }
}

/** What officers do about an alarm: the tables are made anew, and two of them settle it. */
export async function repair(at: OpenedDesk): Promise<void> {
  const { station } = at;
  const [mara, ben] = [await enter(at, 'Mara'), await enter(at, 'Ben')];
  await station.check.whole();
  must(await rebuildTables(station, ben));
  must(await settleAlarm(station, ben, { second: mara, alarms: await openAlarms(station) }));
  must(await station.check.settled());
}

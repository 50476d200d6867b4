import { readMovement } from '../../electron/console/movements/movement-views.ts';
import { nobody } from '../../electron/console/officers/viewer.ts';
import type { TestDesk } from './treasury-fixture.ts';
import { must } from './treasury-steps.ts';

/** What the screen shows of a movement. */
export const detailOf = async ({ station }: Pick<TestDesk, 'station'>, id: string) =>
  must(await readMovement(station, nobody, { id }));

/** Its row in the list. */
export const rowOf = async (desk: Pick<TestDesk, 'station'>, id: string) => (await detailOf(desk, id)).row;

export const stateOf = async (desk: Pick<TestDesk, 'station'>, id: string) => (await rowOf(desk, id)).state;

/** Base units of the hot vault that movements have reserved. */
export const reserved = async ({ station, hot }: Pick<TestDesk, 'station' | 'hot'>) =>
  (await station.books.figures.vault(hot)).reserved;

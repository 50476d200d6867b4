import type { Station } from '../../electron/console/station.ts';

/** The entries of every alarm that is open, as the settings send them. */
export async function openAlarms({ books }: Pick<Station, 'books'>): Promise<readonly number[]> {
  return (await books.alarms.open()).map(({ entry }) => entry);
}

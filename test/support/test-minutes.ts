import { readFileSync } from 'node:fs';
import path from 'node:path';

/** What the tests may take together on a machine of two cores. */
export const MINUTES_IN_ALL = 30;

/** The minutes that a folder below `test/` may take, as the table in CONTRIBUTING.md says. */
export function readBudget(contributing: string): ReadonlyMap<string, number> {
  const rows = contributing.matchAll(/^\| `test\/([a-z0-9]+)` \| (\d+(?:\.\d+)?) \|/gm);
  return new Map([...rows].map(([, folder = '', minutes]) => [folder, Number(minutes)]));
}

export const projectBudget = (): ReadonlyMap<string, number> =>
  readBudget(readFileSync(path.join(import.meta.dirname, '..', '..', 'CONTRIBUTING.md'), 'utf8'));

/** The folder below `test/` that a test's file is in. */
export const folderOf = (file: string): string =>
  /(?:^|[\\/])test[\\/]([^\\/]+)/.exec(file)?.[1] ?? 'elsewhere';

/**
 * Shares the time of a whole run among its folders: files run side by side, so that a folder's own time on the clock is
 * not known, but how much of the work was its own.
 *
 * @param worked milliseconds of work, by file
 * @param took milliseconds of the run
 * @returns minutes by folder; together the minutes of the run
 */
export function minutesByFolder(
  worked: readonly (readonly [file: string, milliseconds: number])[],
  took: number,
): ReadonlyMap<string, number> {
  const sum = worked.reduce((total, [, each]) => total + each, 0);
  const folders = new Map<string, number>();
  for (const [file, each] of worked) {
    const share = sum === 0 ? 0 : each / sum;
    folders.set(folderOf(file), (folders.get(folderOf(file)) ?? 0) + (share * took) / 60_000);
  }
  return folders;
}

/** One line a folder: what it took and what it may take. */
export function minuteLines(
  minutes: ReadonlyMap<string, number>,
  budget: ReadonlyMap<string, number>,
): readonly string[] {
  return [...minutes].map(([folder, took]) => {
    const most = budget.get(folder);
    const verdict = most === undefined ? 'no budget' : `of ${most}${took > most ? ', OVER THE BUDGET' : ''}`;
    return `${`test/${folder}`.padEnd(18)} ${took.toFixed(1).padStart(5)} minutes ${verdict}`;
  });
}

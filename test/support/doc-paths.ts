import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

/** Folders that a path of the project can begin with; the rooms are named without `electron/`, too. */
const ROOTS = ['electron', 'renderer', 'test', 'docs', 'assets', '.ci'];
const ROOMS = readdirSync('electron');
const SOURCE = /\.(?:tsx?|md|ya?ml|css)$/;

const PATH = /(?<![A-Za-z0-9_@./-])(?:[A-Za-z0-9_.@*-]+\/)+[A-Za-z0-9_.@*-]*[A-Za-z0-9_*]/g;
const BARE = /`([A-Za-z0-9_*-]+(?:\.[a-z0-9]+)*\.tsx?)`/g;

/** Every path of the project that a text names. */
export function pathsIn(text: string): readonly string[] {
  const named = [...text.matchAll(PATH)].map(([found]) => found);
  return [...new Set(named.filter((found) => isOurs(found)))];
}

function isOurs(found: string): boolean {
  const [first = ''] = found.split('/');
  return ROOTS.includes(first) || (ROOMS.includes(first) && SOURCE.test(found)) || /\.tsx?$/.test(found);
}

/** Every file that a text names without its folder, such as `ledger.ts`. */
export const filesIn = (text: string): readonly string[] =>
  [...text.matchAll(BARE)].map(([, name = '']) => name);

/** Whether a path is there: as it is, below `electron/`, or as the beginning of a name (`docs/decisions/0007`). */
export const isThere = (named: string): boolean =>
  isIn('.', named) || isIn('electron', named) || isBeginning(named);

/** Whether a path is below a folder; `*` is any part of a name. */
export function isIn(folder: string, named: string): boolean {
  if (!named.includes('*')) return existsSync(path.join(folder, named));
  const [first = '', ...rest] = named.split('/');
  if (rest.length > 0 && !first.includes('*')) return isIn(path.join(folder, first), rest.join('/'));
  if (!existsSync(folder)) return false;
  const pattern = new RegExp(`^${first.replaceAll(/[.+]/g, '\\$&').replaceAll('*', '.*')}$`);
  const matching = readdirSync(folder).filter((name) => pattern.test(name));
  return rest.length === 0
    ? matching.length > 0
    : matching.some((name) => isIn(path.join(folder, name), rest.join('/')));
}

function isBeginning(named: string): boolean {
  const folder = path.dirname(named);
  if (!/^[0-9]{4}$/.test(path.basename(named)) || !existsSync(folder)) return false;
  return readdirSync(folder).some((name) => name.startsWith(path.basename(named)));
}

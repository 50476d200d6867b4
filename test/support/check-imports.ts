import path from 'node:path';
import { placeOf, projectSources, type Source } from './import-graph.ts';
import { type Reserved, type Room, reserved, rooms } from './import-rules.ts';
import type { Import } from './imports-of.ts';

/** Part of `npm run check`: every import keeps to the table of `import-rules.ts`, and no imports go in a circle. */
export interface Refusal {
  readonly file: string;
  readonly from: string;
  /** The row or the rule that is broken. */
  readonly rule: string;
}

const TYPES = 'types of ';

/** What `source` imports against the table. */
export function refusedImports(source: Source): readonly Refusal[] {
  const { file, imports } = source;
  const found = roomOf(file);
  return imports.flatMap((taken) => {
    const from = taken.from ?? 'a name that is computed at run time';
    if (found === null) return [{ file, from, rule: 'no row of the table is for this file' }];
    const rule = brokenRow(file, taken, found) ?? brokenReservation(file, taken);
    return rule === null ? [] : [{ file, from, rule }];
  });
}

interface Found {
  readonly room: Room;
  /** What `*` is in the room's own path. */
  readonly star: string | null;
}

/** The first row whose path `file` begins with. */
export function roomOf(file: string): Found | null {
  for (const room of rooms) {
    const match = asPattern(room.room).exec(file);
    if (match !== null) return { room, star: match[1] ?? null };
  }
  return null;
}

// `electron/chains/*/pure` begins `electron/chains/iota/pure/codec.ts`; a whole file is its own path.
function asPattern(start: string): RegExp {
  const escaped = start.replaceAll(/[.+?^${}()|[\]\\]/g, '\\$&').replaceAll('*', '([^/]*)');
  return new RegExp(`^${escaped}(?:/|$)`);
}

const begins = (file: string, start: string): boolean => asPattern(start).test(file);

function brokenRow(file: string, { from, kind }: Import, found: Found): string | null {
  const { room } = found;
  if (from === null) return room.room === 'test' ? null : 'every import is named in the text';
  if (from.startsWith('.')) {
    // A process that is started has its own entry and is checked from there.
    if (kind === 'start') return null;
    return mayTake(found, placeOf(file, from), kind)
      ? null
      : `${room.room} may import of ours: ${listed(room.ours)}`;
  }
  const isNode = from.startsWith('node:');
  const name = isNode ? from.slice('node:'.length) : from;
  const list = isNode ? room.node : room.packages;
  if (list.includes('*') || list.some((entry) => begins(name, entry))) return null;
  return `${room.room} may import of ${isNode ? 'Node' : 'packages'}: ${listed(list)}`;
}

const listed = (entries: readonly string[]): string =>
  entries.length === 0 ? 'nothing' : entries.join(', ');

function mayTake({ room, star }: Found, place: string, kind: Import['kind']): boolean {
  const target = roomOf(place);
  const sameStar = star === null || target === null || target.star === null || target.star === star;
  if (target?.room === room) return sameStar;
  return room.ours.some((entry) => {
    if (entry.startsWith(TYPES) && kind !== 'type') return false;
    const start = inProject(entry.replace(TYPES, ''));
    return rooms.some((other) => other.room === start)
      ? target?.room.room === start && sameStar
      : begins(place, start);
  });
}

const inProject = (entry: string): string =>
  /^(?:electron|renderer|test)$|\.config\.ts$/.test(entry) ? entry : `electron/${entry}`;

/** Names of a reserved module that `file` may not take. */
function brokenReservation(file: string, { from, names }: Import): string | null {
  const about = reserved.filter(({ of }) => from !== null && begins(withNode(from), of));
  if (about.length === 0) return null;
  const open = about.filter(({ files }) => files.some((start) => begins(file, start)));
  const missing = names.filter((name) => !open.some((entry) => gives(entry, name)));
  if (names.length === 0 ? open.length > 0 : missing.length === 0) return null;
  return `${missing.join(', ') || 'it'} of ${about[0]?.of} is reserved: ${about.map(describe).join('; ')}`;
}

/** Node knows its older modules by their bare name too. */
const withNode = (from: string): string =>
  reserved.some(({ of }) => of === `node:${from}`) ? `node:${from}` : from;

const gives = ({ names }: Reserved, name: string): boolean => names.includes('*') || names.includes(name);

const describe = ({ names, files }: Reserved): string =>
  `${names.length > 3 ? 'its listed parts' : names.join(', ')} to ${files.join(', ')}`;

/**
 * Files that import each other in a circle, by value or by type: with such a circle no file of it can be read, moved or
 * tested without the others.
 *
 * @returns each circle once, as the way round it; the first file comes last again
 */
export function importCircles(sources: readonly Source[]): readonly (readonly string[])[] {
  const known = new Map(sources.map((source) => [source.file, source]));
  const next = ({ file, imports }: Source): readonly Source[] =>
    imports.flatMap(({ from, kind }) => {
      const target = from?.startsWith('.') && kind !== 'start' ? known.get(placeOf(file, from)) : undefined;
      return target === undefined ? [] : [target];
    });
  const circles: string[][] = [];
  const done = new Set<string>();
  const visit = (source: Source, way: readonly string[]): void => {
    const begin = way.indexOf(source.file);
    if (begin >= 0) circles.push([...way.slice(begin), source.file]);
    if (begin >= 0 || done.has(source.file)) return;
    for (const target of next(source)) visit(target, [...way, source.file]);
    done.add(source.file);
  };
  for (const source of sources) visit(source, []);
  return circles;
}

/** Everything that is wrong with the imports of `sources`, a line each. */
export function importFaults(sources: readonly Source[]): readonly string[] {
  const product = sources.filter(({ file }) => !file.startsWith('test/'));
  return [
    ...sources.flatMap(refusedImports).map(({ file, from, rule }) => `${file} imports ${from}\n    ${rule}`),
    ...importCircles(product).map((circle) => `a circle of imports:\n    ${circle.join('\n    -> ')}`),
  ];
}

if (import.meta.main) {
  const sources = projectSources(path.join(import.meta.dirname, '..', '..'));
  const faults = importFaults(sources);
  for (const fault of faults) console.error(fault);
  console.log(`${sources.length} sources, ${faults.length} faults of imports`);
  if (faults.length > 0) process.exitCode = 1;
}

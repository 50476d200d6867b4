import { existsSync, globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { type Import, importsOf } from './imports-of.ts';

/** What a bundle is made of: its own files, and the modules that they take from outside. */
export interface ImportGraph {
  /** Absolute paths. */
  readonly files: ReadonlySet<string>;
  /** As they are written, `node:crypto` or `@noble/hashes/blake2.js`, each with the files that name it. */
  readonly modules: ReadonlyMap<string, readonly string[]>;
}

/** Walks the sources from `entry` through every relative import. Imports of types are erased and left out. */
export function importGraph(entry: string): ImportGraph {
  const files = new Set<string>();
  const modules = new Map<string, string[]>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    if (!existsSync(file)) throw new Error(`expected the file ${file}`);
    files.add(file);
    for (const { from, kind } of importsOf(file, readFileSync(file, 'utf8'))) {
      if (kind !== 'value') continue;
      if (from === null) throw new Error(`${file} imports a name that is computed at run time`);
      if (from.startsWith('.')) visit(path.resolve(path.dirname(file), withoutQuery(from)));
      else modules.set(from, [...(modules.get(from) ?? []), file]);
    }
  };
  visit(path.resolve(entry));
  return { files, modules };
}

/** A source of the project. */
export interface Source {
  /** Below the project's folder, with `/`: `electron/core/result.ts`. */
  readonly file: string;
  readonly imports: readonly Import[];
}

const folders = ['electron', 'renderer', 'test'];

/** Every TypeScript source of the project, by its path. */
export function projectSources(project: string): readonly Source[] {
  return folders
    .flatMap((folder) => globSync(`${folder}/**/*.{ts,tsx}`, { cwd: project }))
    .map((file) => file.split(path.sep).join('/'))
    .sort()
    .map((file) => ({ file, imports: importsOf(file, readFileSync(path.join(project, file), 'utf8')) }));
}

/** The place of a relative import below the project's folder; one that leaves it begins with `..`. */
export const placeOf = (file: string, from: string): string =>
  path.posix.join(path.posix.dirname(file), withoutQuery(from));

/** Vite's `?url` and its kind say how a file is taken, not which. */
const withoutQuery = (from: string): string => from.replace(/\?.*$/, '');

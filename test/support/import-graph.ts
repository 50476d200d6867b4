import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

/** What a bundle is made of: its own files, and the modules that they take from outside. */
export interface ImportGraph {
  /** Absolute paths. */
  readonly files: ReadonlySet<string>;
  /** As they are written, `node:crypto` or `@noble/hashes/blake2.js`, each with the files that name it. */
  readonly modules: ReadonlyMap<string, readonly string[]>;
}

const statement = /(?:^|\n)\s*(?:import|export)\s+(type\s+)?(?:[\w*{}\s,$]+?\s+from\s+)?'([^']+)'/g;
const dynamic = /\bimport\(\s*['"`]([^'"`]+)['"`]|\brequire\(\s*['"`]([^'"`]+)['"`]/g;

/** The names of all modules that run when `text` runs; imports of types alone are erased and left out. */
function importsOf(text: string): string[] {
  const names: string[] = [];
  for (const [, isType, name] of text.matchAll(statement)) if (isType === undefined) names.push(name!);
  for (const [, first, second] of text.matchAll(dynamic)) names.push((first ?? second)!);
  return names;
}

/** Walks the sources from `entry` through every relative import. */
export function importGraph(entry: string): ImportGraph {
  const files = new Set<string>();
  const modules = new Map<string, string[]>();
  const visit = (file: string): void => {
    if (files.has(file)) return;
    if (!existsSync(file)) throw new Error(`expected the file ${file}`);
    files.add(file);
    for (const name of importsOf(readFileSync(file, 'utf8'))) {
      if (name.startsWith('.')) visit(path.resolve(path.dirname(file), name));
      else modules.set(name, [...(modules.get(name) ?? []), file]);
    }
  };
  visit(path.resolve(entry));
  return { files, modules };
}

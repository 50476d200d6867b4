import { readFileSync } from 'node:fs';
import { stripTypeScriptTypes } from 'node:module';
import { Worker } from 'node:worker_threads';

/**
 * A thread from the sources, for Node. Node strips types with a WebAssembly module that all threads of a process share, and
 * V8 crashes now and then when a thread that used it ends (docs/decisions/0008). So this thread strips the files and hands
 * them over, and the other one strips nothing.
 * @param workerData what the entry gets, beside the names `entry` and `sources`, which are used here
 */
export const sourceThread = (entry: URL, workerData: Readonly<Record<string, unknown>>): Worker =>
  new Worker(bootstrap, {
    eval: true,
    execArgv: ['--no-experimental-strip-types', '--disable-warning=ExperimentalWarning'],
    workerData: { ...workerData, entry: entry.href, sources: strippedSources(entry) },
  });

/** A file of ours that is imported, in either quotes: generated code has double ones. */
const IMPORT = /from\s+["'](\.[^"']+\.ts)["']/g;

/** Plain JavaScript: serves the stripped files in place of the sources. */
const bootstrap = `
const { registerHooks } = require('node:module');
const { workerData } = require('node:worker_threads');
registerHooks({
  load(url, context, next) {
    const source = workerData.sources.get(url);
    return source === undefined ? next(url, context) : { format: 'module', source, shortCircuit: true };
  },
});
import(workerData.entry);
`;

const known = new Map<string, ReadonlyMap<string, string>>();

function strippedSources(entry: URL): ReadonlyMap<string, string> {
  const before = known.get(entry.href);
  if (before) return before;
  const sources = new Map<string, string>();
  const visit = (url: URL): void => {
    if (sources.has(url.href)) return;
    const source = stripTypeScriptTypes(readFileSync(url, 'utf8'));
    sources.set(url.href, source);
    for (const [, name = ''] of source.matchAll(IMPORT)) visit(new URL(name, url));
  };
  visit(entry);
  known.set(entry.href, sources);
  return sources;
}

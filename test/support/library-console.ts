import { LIMITS, startOf } from '../../electron/official/enclosure.ts';
import { runLibrary } from '../../electron/official/run-library.ts';

/** A console that asks the library, where nothing encloses it, and waits: its arguments are Node, library and work. */
const [node = '', library = '', work = ''] = process.argv.slice(2);
const program = { text: '', inputType: 'module' } as const;
const start = startOf({ node, library, work }, program, { apart: 'process', limits: LIMITS });
await runLibrary(start, { task: 'look', library }, LIMITS, new AbortController().signal);

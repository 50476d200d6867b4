/** The threads of the books and of the meter of passwords: from the sources in Node, from its bundle in the desktop. */
export { spawnBundledBooks } from '../books/sqlite/bundled-worker.ts';
export { spawnSourceBooks } from '../books/sqlite/source-worker.ts';
export { measureFromBundle, measureFromSource } from '../meter/measure.ts';

/** The thread of the books: from the sources in Node, from its bundle in the desktop. */
export { spawnBundledBooks } from '../books/sqlite/bundled-worker.ts';
export { spawnSourceBooks } from '../books/sqlite/source-worker.ts';

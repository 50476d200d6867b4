/** The thread of the books where the program runs from its sources, in Node. */
export { spawnSourceBooks } from '../books/sqlite/source-worker.ts';

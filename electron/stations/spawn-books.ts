/** The threads of the books, of the lines, of the meter of passwords, of backups, of papers, of proofs and of the reader of wallet folders: from the sources in Node, from its bundle in the desktop. */
export { backupsFromBundle, backupsFromSource } from '../backup/in-thread.ts';
export { spawnBundledBooks } from '../books/sqlite/bundled-worker.ts';
export { spawnSourceBooks } from '../books/sqlite/source-worker.ts';
export { spawnBundledLines, spawnSourceLines } from '../line-thread/spawn-lines.ts';
export { measureFromBundle, measureFromSource } from '../meter/measure.ts';
export { drawFromBundle, drawFromSource } from '../paper-thread/draw-in-thread.ts';
export { proveFromBundle, proveFromSource } from '../proof-thread/in-thread.ts';
export { readFolderFromBundle, readFolderFromSource } from '../wallet-folder/read-in-thread.ts';

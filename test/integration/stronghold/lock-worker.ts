import { parentPort, workerData } from 'node:worker_threads';
import { holdLock } from '../../../electron/stronghold/file-lock.ts';

// Takes a file's lock in a thread and keeps it until the thread is ended.
const lock = await holdLock(workerData as string);
parentPort!.postMessage(lock.ok ? 'held' : lock.code);
setInterval(() => undefined, 1000);

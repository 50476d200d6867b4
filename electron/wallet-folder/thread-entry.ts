import { parentPort, workerData } from 'node:worker_threads';
import { readWalletFolder } from './read-wallet.ts';

/** Reads the one folder that it was started for, tells what is in it, and ends. */
const { folder } = workerData;
if (!parentPort || typeof folder !== 'string') throw new Error('expected a thread for a wallet folder');
parentPort.postMessage(await readWalletFolder(folder));

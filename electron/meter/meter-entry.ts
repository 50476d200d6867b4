import { parentPort, workerData } from 'node:worker_threads';
import { guessesFor } from './strength.ts';

/** Says how many guesses the password that it was started with withstands, and ends: nothing of it stays in a memory. */
const password = workerData.password;
if (!parentPort || !(password instanceof Uint8Array)) throw new Error('expected a thread of the meter');
parentPort.postMessage(guessesFor(new TextDecoder().decode(password)));
password.fill(0);

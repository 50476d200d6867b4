import { parentPort } from 'node:worker_threads';
import { scrypt } from 'hash-wasm';
import type { ScryptWork } from './scrypt.ts';

/** Derives one key and says it; null where WebAssembly gets no memory for it. */
const port = parentPort;
if (port === null) throw new Error('expected a thread of scrypt');
port.once('message', async ({ password, salt, N, r, p, length }: ScryptWork) => {
  try {
    const key = await scrypt({
      password,
      salt,
      costFactor: N,
      blockSize: r,
      parallelism: p,
      hashLength: length,
      outputType: 'binary',
    });
    port.postMessage(key, [key.buffer as ArrayBuffer]);
  } catch (error) {
    // What the engine and the library throw where a gigabyte is not to be had.
    if (!(error instanceof RangeError || error instanceof WebAssembly.RuntimeError)) throw error;
    port.postMessage(null);
  } finally {
    password.fill(0);
  }
});

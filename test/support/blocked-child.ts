import { open } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { serveParent } from '../../electron/signer/child-port.ts';

/** Serves a port as a signer does, with a thread that opens a pipe which nobody ever writes to. */
const [pipe] = process.argv.slice(2) as [string];

serveParent({
  answer: async () => {
    void open(pipe, 'r');
    // No event tells that a thread sleeps in open(): whatever would end its sleep would end the block too.
    await sleep(100);
    return 'blocked';
  },
});

import { forkChild } from './start-child.ts';

/** Starts `blocked-child.ts`, says so once a thread of it is blocked, and lives on until it is killed. */
const child = forkChild(new URL('./blocked-child.ts', import.meta.url), process.argv.slice(2));
child.once('message', () => process.stdout.write('blocked\n'));
child.send('block');
setInterval(() => {}, 1000);

import { holdLock } from '../../../electron/stronghold/file-lock.ts';

// Takes a file's lock, says so (or why not), and keeps it until it is killed.
const [file] = process.argv.slice(2) as [string];
const lock = await holdLock(file);
process.stdout.write(`${lock.ok ? 'held' : lock.code}\n`);
if (lock.ok) setInterval(() => undefined, 1000);

import { randomBytes } from 'node:crypto';
import { dieAtStep } from '../../support/die-at-step.ts';

// Does one thing to a Stronghold file and dies at a given step of it. Prints the number of steps if it lives.
const [task, file, step, torn] = process.argv.slice(2) as [string, string, string, string];
const steps = dieAtStep(Number(step), torn === 'torn');
const { changePassword } = await import('../../../electron/stronghold/change-password.ts');
const { migrateFile } = await import('../../../electron/stronghold/migrate-file.ts');
const { saveBackupCopy } = await import('../../../electron/stronghold/backup-copy.ts');

const random = (length: number) => new Uint8Array(randomBytes(length));
const password = Buffer.from('password');
const run = {
  migrate: () => migrateFile({ file, password, keepAside: `${file}.old`, random, workFactor: 1 }),
  'change-password': () =>
    changePassword({ file, oldPassword: password, newPassword: Buffer.from('next'), workFactor: 1, random }),
  copy: () => saveBackupCopy({ file, target: `${file}.copy`, password }),
}[task]!;
const done = await run();
process.stdout.write(`${done.ok ? steps() : done.code}\n`);

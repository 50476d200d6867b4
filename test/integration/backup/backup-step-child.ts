import fs from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import path from 'node:path';
import { about, PASSPHRASE, someFiles } from '../../support/backup-samples.ts';

// Writes a backup, or unpacks one, and dies right before a given step of it that changes the disk. Prints the number of
// steps if it lives.
const [task, folder, step] = process.argv.slice(2) as [string, string, string];

let taken = 0;
const dieHere = (): void => {
  taken += 1;
  if (taken === Number(step)) process.kill(process.pid, 'SIGKILL');
};
for (const name of ['openSync', 'writeSync', 'fsyncSync', 'mkdirSync'] as const) {
  const original = fs[name] as (...args: unknown[]) => unknown;
  const spelled = (...args: unknown[]) => {
    const isReading = name === 'openSync' && (Number(args[1]) & 3) === 0;
    if (!isReading) dieHere();
    return original(...args);
  };
  Object.assign(fs, { [name]: spelled });
}
for (const name of ['link', 'unlink', 'rename', 'mkdir', 'rm'] as const) {
  const original = fs.promises[name] as (...args: unknown[]) => Promise<unknown>;
  const spelled = async (...args: unknown[]) => {
    dieHere();
    return original(...args);
  };
  Object.assign(fs.promises, { [name]: spelled });
}
syncBuiltinESMExports();

const { writeBackup } = await import('../../../electron/backup/write-backup.ts');
const { readBackup } = await import('../../../electron/backup/read-backup.ts');
const { extractBackup } = await import('../../../electron/backup/extract-backup.ts');
const { fillDraft } = await import('../../../electron/console/treasury/draft-folder.ts');

const passphrase = new TextEncoder().encode(PASSPHRASE);
const file = path.join(folder, 'backup.age');

const tasks: Record<string, () => Promise<{ readonly ok: boolean }>> = {
  write: () =>
    writeBackup({
      draft: path.join(folder, 'draft'),
      names: Object.keys(someFiles),
      about,
      target: file,
      passphrase,
      workFactor: 2,
    }),
  unpack: async () => {
    const read = await readBackup(file, { passphrase });
    if (!read.ok) return read;
    const { wrapKey, sha256 } = read.value;
    return fillDraft({ folder: path.join(folder, 'treasury'), parts: [], suffix: '0123abcd' }, (into) =>
      extractBackup({ file, wrapKey, sha256, into }),
    );
  },
};
const done = await tasks[task]!();
process.stdout.write(`${done.ok ? taken : JSON.stringify(done)}\n`);

import { parentPort, workerData } from 'node:worker_threads';
import { wipeBytes } from '../core/wipe.ts';
import { deriveScryptWith } from '../stronghold/scrypt.ts';
import { scryptFromBundle } from '../stronghold/scrypt-thread.ts';
import { extractBackup } from './extract-backup.ts';
import type { BackupJob } from './jobs.ts';
import { readBackupTyped } from './read-backup.ts';
import { writeBackup } from './write-backup.ts';

/** Does the one job that it was started for, tells how it ended, and ends. */
const job = workerData.job as BackupJob;
if (!parentPort || typeof job !== 'object') throw new Error('expected a thread of backups');
const { scrypt } = workerData;
if (typeof scrypt === 'string') deriveScryptWith(scryptFromBundle(scrypt));
const answer = await run(job);
wipeBytes(job);
parentPort.postMessage(answer);
wipeBytes(answer);

function run(wanted: BackupJob) {
  switch (wanted.kind) {
    case 'write':
      return writeBackup(wanted);
    case 'look':
      return readBackupTyped(wanted.file, wanted.passphrase);
    case 'extract':
      return extractBackup(wanted);
  }
}

import { Worker } from 'node:worker_threads';
import * as v from 'valibot';
import { sourceThread } from '../threads/source-thread.ts';
import { type BackupJob, type BackupWork, jobAnswers } from './jobs.ts';

/**
 * A thread each time: a backup is gigabytes at worst, and its passphrase ends with the thread. Killed in the middle, no
 * half file has the name that was asked for.
 */
export function backupsIn(spawn: (job: BackupJob) => Worker): BackupWork {
  const run = async <K extends BackupJob['kind']>(job: Extract<BackupJob, { kind: K }>) => {
    const thread = spawn(job);
    try {
      const answer = await new Promise<unknown>((resolve, reject) => {
        thread.once('message', resolve);
        thread.once('error', reject);
        thread.once('exit', () => reject(new Error('the thread of backups has ended')));
      });
      return v.parse(jobAnswers[job.kind as K], answer);
    } finally {
      await thread.terminate();
    }
  };
  return {
    write: (job) => run({ kind: 'write', ...job }),
    look: (file, passphrase) => run({ kind: 'look', file, passphrase }),
    extract: (job) => run({ kind: 'extract', ...job }),
  };
}

/** From the sources, for Node. */
export const backupsFromSource = backupsIn((job) =>
  sourceThread(new URL('./thread-entry.ts', import.meta.url), { job }),
);

/** From its own bundle. @param scrypt bundle of the thread that derives keys in the desktop; null for Node's own scrypt */
export const backupsFromBundle = (bundle: string, scrypt: string | null = null): BackupWork =>
  backupsIn((job) => new Worker(bundle, { workerData: { job, scrypt } }));

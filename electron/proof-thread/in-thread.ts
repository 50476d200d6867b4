import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import type { ProofWork } from '../chains/proof-work.ts';
import type { Result } from '../core/result.ts';
import { sourceThread } from '../threads/source-thread.ts';
import type { ProofJob, verifyJob } from './proof-job.ts';

type SpawnProofs = (work: { readonly job: ProofJob }) => Worker;

/** Fewer proofs than that are not worth a second thread: each decodes the keys of the committees by itself. */
const PROOFS_A_THREAD = 60;

/** Threads for proofs at most: one for each core, up to four. */
const threadsFor = (proofs: number): number =>
  Math.max(1, Math.min(4, availableParallelism(), Math.floor(proofs / PROOFS_A_THREAD)));

/** Threads each time: envelopes with proofs are rare, and what they ask is bounded. */
const proveIn = (spawn: SpawnProofs): ProofWork => {
  // The thread is a part of the same program: it answers its job in the job's own way.
  const ask = async <T>(job: ProofJob) => (await answerOf(spawn({ job }))) as T;
  return {
    committees: (network, ...asked) => ask({ network, kind: 'committees', asked }),
    creations: async (network, committees, proofs) => {
      const each = Math.max(1, Math.ceil(proofs.length / threadsFor(proofs.length)));
      const parts = Array.from({ length: Math.ceil(proofs.length / each) }, (_, i) =>
        proofs.slice(i * each, (i + 1) * each),
      );
      const answers = await Promise.all(
        parts.map((part) =>
          ask<ReturnType<typeof verifyJob>>({ network, kind: 'creations', committees, proofs: part }),
        ),
      );
      return upToRefused(answers.flat() as Awaited<ReturnType<ProofWork['creations']>>);
    },
    envelope: (text) => ask({ kind: 'envelope', text }),
  };
};

/** Each part ends with its first proof that is refused: what later parts say does not count then. */
function upToRefused<T>(answers: readonly Result<T>[]): readonly Result<T>[] {
  const end = answers.findIndex((answer) => !answer.ok && answer.code !== 'committee-unknown');
  return end === -1 ? answers : answers.slice(0, end + 1);
}

async function answerOf(thread: Worker): Promise<unknown> {
  try {
    return await new Promise((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
      thread.once('exit', () => reject(new Error('the thread of proofs has ended')));
    });
  } finally {
    await thread.terminate();
  }
}

/** From the sources, for Node. */
export const proveFromSource = proveIn((work) =>
  sourceThread(new URL('./thread-entry.ts', import.meta.url), { ...work }),
);

/** From its own bundle, in the desktop. */
export const proveFromBundle = (bundle: string): ProofWork =>
  proveIn((work) => new Worker(bundle, { workerData: work }));

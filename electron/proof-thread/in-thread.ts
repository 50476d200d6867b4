import { Worker } from 'node:worker_threads';
import type { ProofWork } from '../chains/proof-work.ts';
import { sourceThread } from '../threads/source-thread.ts';
import type { ProofJob, verifyJob } from './proof-job.ts';

type SpawnProofs = (work: { readonly job: ProofJob }) => Worker;

/** A thread each time: envelopes with proofs are rare, and what they ask is bounded. */
const proveIn = (spawn: SpawnProofs): ProofWork => {
  // The thread is a part of the same program: it answers its job in the job's own way.
  const ask = async <T>(job: ProofJob) => (await answerOf(spawn({ job }))) as T;
  return {
    committees: (network, ...asked) => ask({ network, kind: 'committees', asked }),
    creations: async (network, committees, proofs) => {
      const answer = await ask<ReturnType<typeof verifyJob>>({
        network,
        kind: 'creations',
        committees,
        proofs,
      });
      return (Array.isArray(answer) ? answer : [answer]) as Awaited<ReturnType<ProofWork['creations']>>;
    },
  };
};

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

import { parentPort, workerData } from 'node:worker_threads';
import { productChains } from '../chains/registry.ts';
import { type ProofJob, readJob, verifyJob } from './proof-job.ts';

/** Verifies what it was started for, tells it, and ends. */
const port = parentPort;
const { job } = workerData as { readonly job: ProofJob };
if (port === null || typeof job !== 'object') throw new Error('expected a thread of proofs');
port.postMessage(done());

function done() {
  if (job.kind === 'envelope') return readJob(job);
  const chain = productChains.chainOf(job.network);
  return chain.ok ? verifyJob(job, chain.value) : chain;
}

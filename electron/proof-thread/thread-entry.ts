import { parentPort, workerData } from 'node:worker_threads';
import { productChains } from '../chains/registry.ts';
import { type ProofJob, verifyJob } from './proof-job.ts';

/** Verifies what it was started for, tells it, and ends. */
const port = parentPort;
const { job } = workerData as { readonly job: ProofJob };
if (port === null || typeof job !== 'object') throw new Error('expected a thread of proofs');
const chain = productChains.chainOf(job.network);
port.postMessage(chain.ok ? verifyJob(job, chain.value) : chain);

import { monitorEventLoopDelay } from 'node:perf_hooks';
import { encodeCreation } from '../../electron/chains/iota/pure/proof/creation-proof.ts';
import { encodeCommittee } from '../../electron/chains/iota/pure/proof/trust-root.ts';
import { proveFromSource } from '../../electron/proof-thread/in-thread.ts';
import { addCheckpoint, type ChainTip, emptyEffects } from '../support/certified-chain.ts';
import { signingCommittee } from '../support/signing-committee.ts';
import { type BenchRow, milliseconds, ms, time } from './measure.ts';

const PROOFS = 500;
/** About as many as mainnet has. */
const VALIDATORS = 80;
/** No two checkpoints are signed by the same: so many sign each, which is more than a quorum. */
const SIGNERS = 60;
/** Coprime with the number of validators, each: multiplied by one of them, members come in another order. */
const STEPS = [1, 3, 7, 9, 11, 13, 17];

/** The worst that 500 proposals can bring: each input made in a checkpoint of its own, with a certificate of its own. */
export async function benchProofs(): Promise<BenchRow> {
  const committee = signingCommittee(
    1n,
    1,
    Array.from({ length: VALIDATORS }, () => 1n),
  );
  let tip: ChainTip = { sequence: 0n, previous: null, committee };
  const proofs: Uint8Array[] = [];
  for (let i = 0; i < PROOFS; i++) {
    const signers = quorumAt(i);
    const added = addCheckpoint(tip, [emptyEffects(i % 256, 1n)], null, { signers });
    const [effects = new Uint8Array()] = added.checkpoint.effects;
    proofs.push(encodeCreation({ ...added.checkpoint, effects }));
    tip = added.tip;
  }
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const took = await time(async () => {
    const answers = await proveFromSource.creations(
      'iota:practice',
      [encodeCommittee(committee.committee)],
      proofs,
    );
    if (answers.length !== PROOFS || answers.some(({ ok }) => !ok)) throw new Error('expected proofs');
  });
  delays.disable();
  const longest = delays.max / 1e6;
  return {
    what: `${PROOFS} inputs, each proven by a certificate of its own of ${VALIDATORS} validators, in the thread of proofs: the longest that a window waits meanwhile`,
    measured: `${milliseconds(longest)}, in ${milliseconds(took)}`,
    target: 'at most 100 ms',
    measures: [ms('envelopes.proofs-wait', longest, 100), ms('envelopes.proofs', took)],
  };
}

const quorumAt = (place: number) => {
  const step = STEPS[Math.floor(place / VALIDATORS) % STEPS.length] ?? 1;
  return Array.from({ length: SIGNERS }, (_, i) => (i * step + place) % VALIDATORS).toSorted((a, b) => a - b);
};

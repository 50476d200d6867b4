import { expect, it } from 'vitest';
import { encodeCreation } from '../../../electron/chains/iota/pure/proof/creation-proof.ts';
import { encodeClosing } from '../../../electron/chains/iota/pure/proof/epoch-proofs.ts';
import {
  digestOfCommittee,
  encodeCommittee,
  trustRootText,
} from '../../../electron/chains/iota/pure/proof/trust-root.ts';
import { proveFromBundle } from '../../../electron/proof-thread/in-thread.ts';
import { addCheckpoint, type ChainTip, emptyEffects } from '../../support/certified-chain.ts';
import { codeOf } from '../../support/core-samples.ts';
import { must } from '../../support/must.ts';
import { bundleOf } from '../../support/run-folder.ts';
import { certify, signingCommittee } from '../../support/signing-committee.ts';

const committeeOf = (epoch: number) => signingCommittee(BigInt(epoch), epoch + 1, [1n, 1n, 1n, 1n]);
const known = [0, 1].map((epoch) => encodeCommittee(committeeOf(epoch).committee));
const start: ChainTip = { sequence: 0n, previous: null, committee: committeeOf(0) };
const closing = addCheckpoint(start, [], committeeOf(1));
const { checkpoint } = addCheckpoint(closing.tip, [emptyEffects(8, 1n)]);
const parts = { ...checkpoint, effects: checkpoint.effects[0] as Uint8Array };
const good = encodeCreation(parts);
const foreign = encodeCreation({
  ...parts,
  certificate: certify(signingCommittee(1n, 77, [1n, 1n, 1n, 1n]), checkpoint.summary),
});
const work = () => proveFromBundle(bundleOf('proofs'));

it('proofs are verified in a thread, each by itself, up to the first that is forged', async () => {
  const unknown = await work().creations('iota:practice', known.slice(0, 1), [good, good]);
  expect(unknown.map(codeOf)).toEqual(['committee-unknown', 'committee-unknown']);
  const [first, second, ...more] = await work().creations('iota:practice', known, [good, foreign, good]);
  expect(first).toMatchObject({ ok: true, value: { checkpoint: 1n, epoch: 1n, made: [] } });
  expect(second).toMatchObject({ ok: false, code: 'certificate-foreign' });
  expect(more).toEqual([]);
});

it('many are verified in several threads: the answer is that of one, up to the first that is forged', async () => {
  const many = Array.from({ length: 130 }, (_, place) => (place === 127 || place === 70 ? foreign : good));
  const answers = await work().creations('iota:practice', known, many);
  expect(answers.map(codeOf)).toEqual([...Array(70).fill('accepted'), 'certificate-foreign']);
  const honest = Array.from({ length: 130 }, () => good);
  const all = await work().creations('iota:practice', known, honest);
  expect(all.map(codeOf)).toEqual(honest.map(() => 'accepted'));
  expect(await work().creations('iota:practice', known, [])).toEqual([]);
});

it('committees are found in a thread, by the certified ends of epochs', async () => {
  const trustRoot = trustRootText({
    kind: 'committee',
    genesis: closing.tip.previous as Uint8Array,
    digest: digestOfCommittee(committeeOf(0).committee),
  });
  const from = { trustRoot, root: known[0] as Uint8Array };
  const found = must(await work().committees('iota:practice', from, [encodeClosing(closing.checkpoint)]));
  expect(found).toEqual(known);
});

it('a network of no known kind proves nothing', async () => {
  expect((await work().creations('other:net', known, [good])).map(codeOf)).toEqual(['chain-unknown']);
});

import { readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Policy } from '../../../electron/core/policy/policy.ts';
import { writeFreshState } from '../../../electron/signer/fresh-state.ts';
import { nodeEffects } from '../../../electron/signer/node-effects.ts';
import { stateKey } from '../../../electron/signer/sealed-state.ts';
import { stateFileName } from '../../../electron/signer/state-file.ts';
import { openState } from '../../../electron/signer/state-log.ts';
import { provenPolicy, root } from '../../support/epoch-ends.ts';
import { makePrivateFolder, type PrivateFolder } from '../../support/private-folder.ts';
import { bundleOf } from '../../support/run-folder.ts';
import {
  codeOf,
  EPOCH,
  ERA,
  hot,
  NOW,
  policy,
  signPolicy,
  unwrap,
  vaultSeed,
} from '../../support/signer-fixture.ts';
import { startChild } from '../../support/start-child.ts';
import { endFirstEpoch, openStateOnDisk, payment } from '../../support/state-on-disk.ts';

const script = bundleOf('state-step-child');
const key = stateKey(vaultSeed('hot'));
const MOST_STEPS = 40;
const NEVER = 4096;

let folder: PrivateFolder;
beforeEach(() => {
  folder = makePrivateFolder();
});
afterEach(() => folder.remove());

/** The state of a vault that has its policy and one signature: the counter is 2. */
const stateWithPast = async (): Promise<Buffer> => {
  const [file, vault] = await bornVault(policy());
  unwrap(await vault.sign(payment(1)));
  return readFileSync(stateFileName(file));
};

/** The state of a vault that has begun at its trust root: the counter is 1. */
async function stateOfProven(): Promise<Buffer> {
  const [file, vault] = await bornVault(provenPolicy());
  unwrap(await vault.takeClosings({ root, closings: [] }));
  return readFileSync(stateFileName(file));
}

/** A vault that has its policy, and where it lies. */
async function bornVault(of: Policy) {
  const file = folder.at('born.stronghold');
  const random = (length: number) => new Uint8Array(Buffer.alloc(length, ERA, 'hex'));
  const stateFile = nodeEffects.stateFileOf(file);
  unwrap(await writeFreshState({ seed: vaultSeed('hot'), stateFile, random, at: NOW, hasPast: false }));
  const vault = unwrap(await openStateOnDisk(file, 0));
  unwrap(await vault.sealPolicies(hot.id, [signPolicy(of)]));
  return [file, vault] as const;
}

const asItIs = (file: Buffer): Uint8Array => file;

const forms: readonly (readonly [string, (file: Buffer) => Uint8Array, number])[] = [
  ['as it is', asItIs, NEVER],
  ['with a torn end', (file) => Buffer.concat([file, Buffer.alloc(100)]), NEVER],
  ['that is written anew as a base', (file) => Buffer.from(file), 1],
];

describe('kill -9 at each step', () => {
  it.each(forms)(
    'of opening a state %s and signing loses nothing and counts nothing twice',
    async (_, form, compactFrom) => {
      const before = form(await stateWithPast());
      const counters = new Set<number>();
      const isPlain = form === forms[0]?.[1];
      for (let step = 1; step < MOST_STEPS; step++) {
        // Without `torn`, only the content of a write differs: once is enough.
        for (const torn of isPlain ? ['whole', 'torn'] : ['torn']) {
          const name = `${step}-${torn}.stronghold`;
          folder.write(`${name}.state`, before);
          const file = folder.at(name);
          const child = startChild(script, [file, String(step), torn, '2', String(compactFrom)]);
          const code = await child.exited;
          if (code === 0) {
            expect(child.output()).toBe(`${step - 1}\n`);
            expect(step, 'it has steps at all').toBeGreaterThan(3);
            expect(counters, 'kills before and after the signature was kept').toEqual(new Set([2, 3]));
            return;
          }
          expect(code, `step ${step}`).toBeNull();
          const found = unwrap(openState(readFileSync(stateFileName(file)), key)).memory;
          counters.add(found.mark.counter);
          // As a state that is compacted at once, and as one that is not: both go on from it.
          const vault = unwrap(await openStateOnDisk(file, 2, step % 2 === 0 ? 1 : NEVER));
          expect(vault.mark.counter).toBe(found.mark.counter);
          expect(unwrap(await vault.sign(payment(1))).counter, 'of before').toBe(2);
          expect(unwrap(await vault.sign(payment(2))).counter).toBe(3);
          expect(unwrap(await vault.sign(payment(3))).counter).toBe(4);
          expect(codeOf(await openStateOnDisk(file, 4))).toBe('accepted');
          expect(codeOf(await openStateOnDisk(file, 5))).toBe('state-rolled-back');
          const left = readdirSync(folder.path).filter(
            (one) => one.includes(basename(file)) && one.endsWith('.tmp'),
          );
          // What a killed rewriting left goes with the next one.
          if (step % 2 === 0) expect(left).toEqual([]);
        }
      }
      throw new Error(`signing took more than ${MOST_STEPS} steps`);
    },
  );

  it('of taking in the end of an epoch leaves it as a whole or not at all', async () => {
    const before = await stateOfProven();
    const [old, next] = [EPOCH.toString(), (EPOCH + 1n).toString()];
    const seen = new Set<string | null>();
    for (let step = 1; step < MOST_STEPS; step++) {
      const name = `${step}-end.stronghold`;
      folder.write(`${name}.state`, before);
      const file = folder.at(name);
      const child = startChild(script, [file, String(step), 'torn', '1', String(NEVER), 'end']);
      const code = await child.exited;
      if (code === 0) {
        expect(child.output()).toBe(`${step - 1}\n`);
        expect(seen, 'kills before and after it was kept').toEqual(new Set([old, next]));
        return;
      }
      const vault = unwrap(await openStateOnDisk(file, 1, step % 2 === 0 ? 1 : NEVER));
      const { epoch } = vault.times;
      seen.add(epoch);
      expect(codeOf(await endFirstEpoch(vault)), 'handed over again').toBe(
        epoch === old ? 'accepted' : 'closing-behind',
      );
      expect(vault.times.epoch).toBe(next);
      expect(vault.mark.counter, 'it is no act').toBe(1);
      expect(unwrap(await openStateOnDisk(file, 1)).times).toEqual(vault.times);
    }
    throw new Error(`it took more than ${MOST_STEPS} steps`);
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { mnemonicToSeedSync } from '@scure/bip39';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import { nodeEffects } from '../../electron/signer/node-effects.ts';
import { OpenVault } from '../../electron/signer/open-vault.ts';
import { FRAME_OVERHEAD, sealFrame, stateKey } from '../../electron/signer/sealed-state.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import { stateFileName } from '../../electron/signer/state-file.ts';
import { sealBase } from '../../electron/signer/state-log.ts';
import {
  ERA,
  memoryAfter,
  NOW,
  pastPayment,
  type SigningSamples,
  signingSamples,
  WORDS,
} from '../support/bench-samples.ts';
import { must } from '../support/must.ts';
import { type BenchRow, median, milliseconds, ms, only, reported, time } from './measure.ts';

const FEW = 1_000;
const MANY = 1_000_000;
const SIGNATURES = 300;
const OPENINGS = 3;
const MOST = 1.2;
const MOST_MS = 3_000;
/** As many frames as are never written anew at an opening: the slowest log that stays a log. */
const APPENDED = MANY / 64 - 1;

/**
 * What one signature and one unlocking cost a vault that remembers a million signatures, against one that remembers a
 * thousand; on the disk, with every flush. Scrypt, which is the same for both, is not in it.
 */
export async function benchSignerMemory(): Promise<BenchRow[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-memory-'));
  const seed = mnemonicToSeedSync(WORDS);
  try {
    const { governed, samples } = signingSamples(seed.slice(), SIGNATURES);
    const [few, many] = [FEW, MANY].map((signatures) => {
      const file = path.join(folder, `${signatures}.stronghold`);
      const memory = memoryAfter(governed, signatures);
      const { bytes, end } = must(sealBase(memory, sealing(seed)));
      writeFileSync(stateFileName(file), bytes, { mode: 0o600 });
      return { file, signatures, bytes: bytes.length, end };
    });
    if (!few || !many) throw new Error('expected two states');
    const signing = await signInTurns(seed, [few, many], samples);
    const opening = await openings(seed, many);
    appendFrames(seed, many);
    const log = await openings(seed, many);
    const [anew] = [await time(() => open(seed, many, { compactFrom: 1 }))];
    return [
      signing,
      {
        what: 'a vault of 1 000 000 remembered signatures unlocked, beyond scrypt',
        measured: `${milliseconds(opening)} as one base; ${milliseconds(log)} with ${APPENDED} frames appended to it`,
        target: `at most ${MOST_MS} ms`,
        measures: [
          ms('signer-memory.unlock', opening, MOST_MS),
          ms('signer-memory.unlock-appended', log, MOST_MS),
        ],
      },
      reported(
        'the same, with its log written anew as one base',
        `${milliseconds(anew)} for ${Math.round(many.bytes / 1024 / 1024)} MiB, once in ${MANY / 64} signatures`,
        ms('signer-memory.unlock-anew', anew),
      ),
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

interface State {
  readonly file: string;
  readonly signatures: number;
  readonly bytes: number;
  readonly end: { readonly link: { readonly number: number; readonly tag: Uint8Array } };
}

const sealing = (seed: Uint8Array) => ({ key: stateKey(seed), random: nodeEffects.random });

async function open(
  seed: Uint8Array,
  { file, signatures }: State,
  more: { readonly compactFrom?: number } = {},
): Promise<OpenVault> {
  const effects = { ...more, chain: iotaChain, stateFile: nodeEffects.stateFileOf(file), now: () => NOW };
  const journal = { era: ERA, counter: signatures + 1 };
  return must(
    await OpenVault.open(new KeyTree(seed.slice()), journal, { ...effects, random: nodeEffects.random }),
  );
}

/** Each payment is signed by both vaults, one after the other, so that whatever the machine does burdens both. */
async function signInTurns(
  seed: Uint8Array,
  states: readonly State[],
  samples: SigningSamples['samples'],
): Promise<BenchRow> {
  const vaults = await Promise.all(states.map((state) => open(seed, state)));
  const took: number[][] = vaults.map(() => []);
  for (const { proposal, approvals } of samples) {
    for (const [i, vault] of vaults.entries()) {
      took[i]?.push(
        await time(async () =>
          must(
            await vault.sign({
              proposal,
              approvals: [...approvals],
              fields: null,
              epoch: '0',
              journal: null,
            }),
          ),
        ),
      );
    }
  }
  const [first = Number.NaN, few = Number.NaN, many = Number.NaN] = [took[1]?.[0], ...took.map(median)];
  for (const vault of vaults) vault.close();
  return {
    what: 'one signature, decided, flushed and made, of a vault that remembers 1 000 000',
    measured: `${milliseconds(many)} against ${milliseconds(few)} of one that remembers 1000: ${(many / few).toFixed(2)}x; the first after unlocking ${milliseconds(first)}`,
    target: `at most ${MOST}x`,
    measures: [
      { name: 'signer-memory.signature', value: many / few, unit: 'x', target: { atMost: MOST } },
      ms('signer-memory.signature-of-million', many),
      ms('signer-memory.first-signature', first),
      only('signer-memory.bytes-a-signature', bytesOf(states), 'count'),
    ],
  };
}

/** What one signature adds to the file. */
const bytesOf = ([, many]: readonly State[]): number =>
  many ? Math.round(many.bytes / many.signatures) + FRAME_OVERHEAD : Number.NaN;

async function openings(seed: Uint8Array, state: State): Promise<number> {
  const took: number[] = [];
  for (let round = 0; round < OPENINGS; round++) {
    took.push(await time(async () => (await open(seed, state)).close()));
  }
  return median(took);
}

/** Writes the state again with so many signatures in frames of their own, as one session leaves them. */
function appendFrames(seed: Uint8Array, { file }: State): void {
  const { governed } = signingSamples(seed.slice(), 0);
  const memory = memoryAfter(governed, MANY);
  const { bytes, end } = must(sealBase(memory, sealing(seed)));
  const frames = [bytes];
  let { link } = end;
  for (let i = 0; i < APPENDED; i++) {
    const content = memory.encode([pastPayment(MANY + i)]);
    const sealed = sealFrame(content, link, sealing(seed));
    frames.push(sealed.frame);
    link = sealed.link;
    memory.follow(content);
  }
  writeFileSync(stateFileName(file), Buffer.concat(frames), { mode: 0o600 });
}

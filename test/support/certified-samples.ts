import { readFileSync } from 'node:fs';
import path from 'node:path';
import { base64 } from '@scure/base';
import * as v from 'valibot';

const files = path.join(import.meta.dirname, '../vectors/chains/iota/ledger/files');

const bytes = v.pipe(
  v.string(),
  v.transform((text) => base64.decode(text.trim())),
);
const certified = v.object({
  digest: v.string(),
  summaryBcs: bytes,
  aggregatedSignatureBcs: bytes,
  signers: v.array(v.number()),
  signingMessageHex: v.string(),
});
const members = v.array(
  v.object({
    publicKey: bytes,
    stake: v.pipe(
      v.string(),
      v.transform((text) => BigInt(text)),
    ),
  }),
);
const partsSchema = v.object({
  certified,
  contentsBcs: bytes,
  contentsDigest: v.string(),
  nextEpochCommittee: members,
  transactions: v.array(
    v.object({
      digest: v.string(),
      transactionBcs: bytes,
      effectsBcs: bytes,
      effectsDigest: v.string(),
      inputObjects: v.array(v.object({ bcs: bytes, digest: v.string() })),
      outputObjects: v.array(v.object({ bcs: bytes, digest: v.string() })),
    }),
  ),
});
const transferSchema = v.object({
  certified,
  committeeEpoch0: members,
  contentsBcs: bytes,
  contentsDigest: v.string(),
  effects: v.object({ bytes, digest: v.string() }),
  epochClose: certified,
  inputObjects: v.array(bytes),
  outputObjects: v.array(v.object({ bytes, digest: v.string() })),
  transaction: v.object({ bytes, digest: v.string() }),
});

const json = (name: string): unknown => JSON.parse(readFileSync(path.join(files, name), 'utf8'));

/** Cut out of an official closing checkpoint; see the README beside the files. */
export const checkpointParts = (name: '528' | '788') => v.parse(partsSchema, json(`${name}.parts.json`));

/** The whole official checkpoint. */
export const checkpointFile = (name: '528' | '788'): Uint8Array =>
  Uint8Array.from(readFileSync(path.join(files, `${name}.chk`)));

/** A closing checkpoint and one with a transfer, made with IOTA's crates. */
export const certifiedTransfer = () => v.parse(transferSchema, json('certified-transfer.json'));

/** Effects of an official test cluster. */
export const officialEffects = (name: 'sponsor' | 'genesis'): Uint8Array =>
  v.parse(
    bytes,
    readFileSync(
      path.join(files, name === 'sponsor' ? 'sponsor-tx-effects' : 'genesis-transaction-effects'),
      'utf8',
    ),
  );

/** Random values of IOTA's own tests, by what they are. */
export function officialRandom(): Partial<
  Record<'status' | 'effects' | 'object' | 'summary' | 'contents', Uint8Array[]>
> {
  const lines = readFileSync(path.join(files, 'random-official.txt'), 'utf8').trim().split('\n');
  const pairs = lines.map((line) => line.split(' ') as ['status', string]);
  const values: ReturnType<typeof officialRandom> = {};
  for (const [name, value] of pairs) {
    values[name] ??= [];
    values[name].push(base64.decode(value));
  }
  return values;
}

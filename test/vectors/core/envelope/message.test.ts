import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { unpackEnvelope } from '../../../../electron/console/envelopes/pack-envelope.ts';
import { readEnvelope } from '../../../../electron/core/envelope/envelope.ts';
import { FrameReader } from '../../../../electron/core/envelope/fountain/frame-reader.ts';
import { wordCode } from '../../../../electron/core/word-code.ts';
import { must } from '../../../support/must.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';

/** Written once, by version 1: what lies in somebody's drawer must stay readable. */
const vector = JSON.parse(readFileSync(path.join(import.meta.dirname, 'message.json'), 'utf8')) as {
  readonly bytes: string;
  readonly digest: string;
  readonly words: string;
  readonly frames: readonly string[];
  readonly statement: unknown;
};
const bytes = new Uint8Array(Buffer.from(vector.bytes, 'base64'));

it('an envelope of version 1 is read as it was written', async () => {
  const { statement, digest } = must(readEnvelope(must(await unpackEnvelope(bytes)), verifyDigest));
  expect(statement).toEqual(vector.statement);
  expect(digest).toBe(vector.digest);
  expect(wordCode(digest).join(' ')).toBe(vector.words);
});

it('and its QR codes', () => {
  const reader = new FrameReader();
  const taken = vector.frames.map((text) => reader.take(text));
  expect(taken.at(-1)).toEqual({ kind: 'whole', message: bytes });
});

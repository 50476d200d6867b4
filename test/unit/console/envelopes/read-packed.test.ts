import { describe, expect, it } from 'vitest';
import { packEnvelope } from '../../../../electron/console/envelopes/pack-envelope.ts';
import { readPacked as readPackedBy } from '../../../../electron/console/envelopes/read-packed.ts';
import { canonicalJson } from '../../../../electron/core/canonical-json.ts';
import { digestTags, taggedTextDigest } from '../../../../electron/core/digest.ts';
import { claimOf } from '../../../../electron/core/envelope/claim.ts';
import { writeEnvelope } from '../../../../electron/core/envelope/envelope.ts';
import type { JsonValue } from '../../../../electron/core/json.ts';
import { ok } from '../../../../electron/core/result.ts';
import { proveFromBundle } from '../../../../electron/proof-thread/in-thread.ts';
import { codeOf } from '../../../support/core-samples.ts';
import { bensDesk, contents, kinds, signBy, statement } from '../../../support/envelope-samples.ts';
import { must } from '../../../support/must.ts';
import { bundleOf } from '../../../support/run-folder.ts';

const known = () => true;
const unknown = () => false;
const work = proveFromBundle(bundleOf('proofs'));
const readPacked = (file: Uint8Array, isKnown: () => boolean) => readPackedBy(file, isKnown, work);

/** The file of a text in the place of a statement's contents, signed or not. */
async function fileWith(inside: string, sign = signBy(bensDesk), format = 'sallyport/envelope/1') {
  const said = { ...statement('proposals'), format, contents: 'HERE' };
  const text = canonicalJson(said as unknown as JsonValue).replace('"HERE"', () => inside);
  const signature = sign(taggedTextDigest(digestTags.envelope, text));
  return must(
    await packEnvelope(new TextEncoder().encode(`{"signature":"${signature}","statement":${text}}`)),
  );
}

/** A list of so many bytes. */
const large = (mebibytes: number) => `[${`"${'x'.repeat(61)}",`.repeat(mebibytes * 2 ** 14)}1]`;

describe('a large envelope', () => {
  it('that its station has signed is read', async () => {
    const list = contents.treasury.lists[0];
    const many = { ...contents.treasury, lists: Array.from({ length: 3000 }, () => list) };
    const said = statement('treasury', bensDesk, { contents: many });
    const { text, digest } = must(writeEnvelope(said, signBy(bensDesk)));
    expect(text.length).toBeGreaterThan(2 ** 20);
    expect(must(await readPacked(must(await packEnvelope(text)), known))).toEqual({
      statement: said,
      digest,
    });
  });

  it('is refused where what was read is not what the station that it names has signed', async () => {
    const file = await fileWith(large(2));
    const other = must(writeEnvelope(statement('status'), signBy(bensDesk)));
    const lying = { envelope: async () => ok({ statement: statement('status'), digest: other.digest }) };
    expect(codeOf(await readPackedBy(file, known, lying))).toBe('envelope-signature-bad');
  });

  it('with a forged signature is refused before anything in it is parsed', async () => {
    // It is no JSON: whoever parses it first says so.
    const forged = await fileWith(`${large(2)}{{`, () => 'ab'.repeat(64));
    expect(codeOf(await readPacked(forged, known))).toBe('envelope-signature-bad');
  });

  it('of a stranger is refused before anything in it is parsed', async () => {
    const strangers = await fileWith(`${large(5)}{{`);
    expect(codeOf(await readPacked(strangers, unknown))).toBe('envelope-station-unknown');
    expect(codeOf(await readPacked(strangers, known))).toBe('envelope-malformed');
  });

  it('in another form is refused without being parsed, and a newer one by its version', async () => {
    const newer = await fileWith(large(2), signBy(bensDesk), 'sallyport/envelope/2');
    expect(codeOf(await readPacked(newer, known))).toBe('envelope-newer');
    const bare = must(await packEnvelope(new TextEncoder().encode(large(2))));
    expect(codeOf(await readPacked(bare, known))).toBe('envelope-malformed');
    const text = `${large(2)},"format":"sallyport/envelope/2"`;
    expect(codeOf(await readPacked(must(await packEnvelope(new TextEncoder().encode(text))), known))).toBe(
      'envelope-newer',
    );
  });
});

it.each(kinds)('the claim of an envelope of kind %s is what is signed', (kind) => {
  const said = statement(kind);
  const { text, digest } = must(writeEnvelope(said, signBy(bensDesk)));
  const claim = claimOf(text);
  expect(claim).toMatchObject({ stationId: bensDesk.id, stationKey: bensDesk.key });
  const inside = new TextDecoder().decode(claim?.statement);
  expect(taggedTextDigest(digestTags.envelope, inside)).toBe(digest);
  expect(claim?.signature).toBe(signBy(bensDesk)(digest));
});

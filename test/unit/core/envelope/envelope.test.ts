import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../electron/core/canonical-json.ts';
import { MOST_TEXT } from '../../../../electron/core/envelope/container.ts';
import { MOST_VALUES } from '../../../../electron/core/envelope/count-values.ts';
import {
  type Envelope,
  type EnvelopeStatement,
  envelopeDigest,
  readEnvelope,
  writeEnvelope,
} from '../../../../electron/core/envelope/envelope.ts';
import { ENVELOPE_LIFETIME_MS } from '../../../../electron/core/envelope/head.ts';
import type { JsonValue } from '../../../../electron/core/json.ts';
import { wordCode } from '../../../../electron/core/word-code.ts';
import { verifySignature } from '../../../../electron/signer/ed25519.ts';
import { itKeepsTheLaws } from '../../../support/codec-laws.ts';
import { codeOf, NOW } from '../../../support/core-samples.ts';
import {
  bensDesk,
  desk,
  entryHash,
  head,
  kinds,
  signBy,
  statement,
} from '../../../support/envelope-samples.ts';
import { changedValue, placesOf, withAt } from '../../../support/json-places.ts';
import { must } from '../../../support/must.ts';

const sign = signBy(bensDesk);
const written = (of: EnvelopeStatement) => must(writeEnvelope(of, sign));
const read = (text: Uint8Array) => readEnvelope(text, verifySignature);
/** An envelope of anything, signed as if it were one. */
const forged = (inside: JsonValue, more: Readonly<Record<string, JsonValue>> = {}) =>
  new TextEncoder().encode(
    canonicalJson({
      signature: sign(envelopeDigest(inside as EnvelopeStatement)),
      statement: inside,
      ...more,
    }),
  );

describe.each(kinds)('an envelope of kind %s', (kind) => {
  const sample = statement(kind);

  itKeepsTheLaws<Envelope>({
    decode: read,
    encode: (envelope) => written(envelope.statement).text,
    sample: written(sample).text,
    most: MOST_TEXT,
    codes: /^envelope-(?:malformed|signature-bad|newer|outdated|oversize)$/,
  });

  it('is named by what its station signed, the same words on both screens', () => {
    const { digest, text } = written(sample);
    const envelope = must(read(text));
    expect(envelope).toEqual({ statement: sample, digest });
    expect(wordCode(envelope.digest)).toHaveLength(6);
  });

  it('with any one member changed is refused: its station did not sign that', () => {
    const { text } = written(sample);
    const whole = JSON.parse(new TextDecoder().decode(text)) as JsonValue;
    for (const { path, isLeaf, name } of placesOf(whole)) {
      if (!isLeaf) continue;
      const changed = withAt(whole, path, changedValue);
      const refused = read(new TextEncoder().encode(canonicalJson(changed)));
      expect(codeOf(refused), name).toMatch(/^envelope-(?:malformed|signature-bad|newer|outdated)$/);
    }
  });

  it('with a member more, or one less, is refused even where its station signs it', () => {
    for (const place of placesOf(sample as JsonValue)) {
      const { path, value, name } = place;
      const isObject = typeof value === 'object' && value !== null && !Array.isArray(value);
      if (!isObject || /(^|\.)(?:proof|fields)(\.|$)/.test(name)) continue;
      for (const key of ['x', 'constructor', '__proto__']) {
        const more = withAt(sample as JsonValue, path, (old) => withMember(old, key));
        expect(codeOf(read(forged(more))), `${name}.${key}`).toBe('envelope-malformed');
      }
      for (const gone of Object.keys(value)) {
        // A text alone is read, as it was before anybody could ask for it: whoever inspects it refuses it.
        if (kind === 'message' && name === 'contents' && gone === 'asked') continue;
        const less = withAt(sample as JsonValue, path, () =>
          Object.fromEntries(Object.entries(value).filter(([key]) => key !== gone)),
        );
        expect(codeOf(read(forged(less))), `${name}.${gone}`).toBe('envelope-malformed');
      }
    }
  });
});

const withMember = (value: JsonValue, key: string) =>
  JSON.parse(`{${JSON.stringify(key)}:1,${JSON.stringify(value).slice(1)}`) as JsonValue;

describe('what is inside an envelope', () => {
  const sample = statement('message');
  const text = new TextDecoder().decode(written(sample).text);
  const bytes = (of: string) => new TextEncoder().encode(of);

  it.each([
    ['white space', text.replace('"signature":', '"signature": ')],
    ['another order of members', text.replace(/^\{("signature":"[0-9a-f]+"),(.*)\}$/, '{$2,$1}')],
    ['a member twice', text.replace('{"signature"', '{"signature":"00","signature"')],
    ['an escape that need not be', text.replace('This', '\\u0054his')],
    ['a byte-order mark', `\ufeff${text}`],
    ['a number in another form', text.replace('"number":1', '"number":1.0')],
    ['a third member', text.replace('{"signature"', '{"a":1,"signature"')],
    ['no object', '[]'],
    ['no JSON', 'sallyport'],
    ['brackets beyond count', '['.repeat(100_000)],
  ])('is refused with %s', (_, other) => {
    expect(codeOf(read(bytes(other)))).toBe('envelope-malformed');
  });

  it('is refused where it is no UTF-8', () => {
    expect(codeOf(read(Uint8Array.from([0x7b, 0xff, 0x7d])))).toBe('envelope-malformed');
  });

  it('is refused with a signature of another station', () => {
    const other = must(writeEnvelope(sample, signBy(desk)));
    expect(codeOf(read(other.text))).toBe('envelope-signature-bad');
  });

  it('is refused with a signature that was made for something else', () => {
    const statementOfOther = must(writeEnvelope(statement('message', bensDesk, { number: 2 }), sign));
    const signature =
      /"signature":"([0-9a-f]+)"/.exec(new TextDecoder().decode(statementOfOther.text))?.[1] ?? '';
    const moved = text.replace(/"signature":"[0-9a-f]+"/, `"signature":"${signature}"`);
    expect(codeOf(read(bytes(moved)))).toBe('envelope-signature-bad');
  });

  it.each([
    ['it can never be taken in', { expiresAt: head(bensDesk).createdAt }],
    ['it can be taken in for more than 30 days', { expiresAt: NOW - 1000 + ENVELOPE_LIFETIME_MS + 1 }],
    [
      'it does not say where the journal of its station ends',
      { heads: [{ stationId: desk.id, seq: 1, hash: entryHash(desk.id, 1) }] },
    ],
    ['it names two ends of one journal', { heads: [...head(bensDesk).heads, ...head(bensDesk, 2).heads] }],
    ['it names two states of one vault', { marks: [...head(bensDesk).marks, ...head(bensDesk).marks] }],
    ['it has no number', { number: 0 }],
    ['it reads no version', { reads: [] }],
  ])('is refused where %s, when it is written as when it is read', (_, overrides) => {
    const wrong = statement('message', bensDesk, overrides);
    expect(codeOf(writeEnvelope(wrong, sign))).toBe('envelope-malformed');
    expect(codeOf(read(forged(wrong as JsonValue)))).toBe('envelope-malformed');
  });

  it.each(['\u202eltr', 'a\u0000b', 'a\r\nb', 'a\u2028b', 'hid\u200bden', ''])(
    'is refused where the message would not be seen as it is: %j',
    (hidden) => {
      const wrong = statement('message', bensDesk, { contents: { ...sample.contents, text: hidden } });
      expect(codeOf(read(forged(wrong as JsonValue)))).toBe('envelope-malformed');
    },
  );
});

describe('an envelope that is made to hold a station up', () => {
  const replies = statement('replies').contents;
  const withFields = (fields: JsonValue) =>
    statement('replies', bensDesk, {
      contents: JSON.parse(
        JSON.stringify(replies).replace('"fields":null', `"fields":${JSON.stringify(fields)}`),
      ),
    });

  it('with more than a million values is refused before it is read', () => {
    const many = withFields(Array(MOST_VALUES).fill(0)) as JsonValue;
    expect(codeOf(read(forged(many)))).toBe('envelope-oversize');
    expect(codeOf(writeEnvelope(withFields(Array(MOST_VALUES).fill(0)), sign))).toBe('envelope-oversize');
  });

  it('is not what has commas and brackets in its texts', () => {
    expect(codeOf(read(written(withFields(`",[{\\${',[{'.repeat(MOST_VALUES)}`)).text))).toBe('accepted');
  });
});

describe('an envelope with documents of another version', () => {
  const versions = (kind: 'treasury' | 'proposals', change: number) => {
    const json = JSON.stringify(statement(kind)).replaceAll(
      /"sallyport\/(policy|proposal)\/([0-9]+)"/g,
      (_, name, version) => `"sallyport/${name}/${Number(version) + change}"`,
    );
    return read(forged(JSON.parse(json) as JsonValue));
  };

  it.each(['treasury', 'proposals'] as const)('says so: %s', (kind) => {
    expect(versions(kind, 1)).toMatchObject({
      code: 'envelope-newer',
      message: expect.stringContaining('newer one'),
    });
    expect(versions(kind, -1)).toMatchObject({
      code: 'envelope-outdated',
      message: expect.stringContaining('older one'),
    });
    expect(codeOf(versions(kind, 0))).toBe('accepted');
  });
});

describe('an envelope of a newer Sallyport', () => {
  const newer = { format: 'sallyport/envelope/3', kind: 'batch', reads: [2, 3], anything: ['new'] };

  it('is refused, and said what it is and which versions its station reads', () => {
    expect(read(forged(newer))).toMatchObject({
      ok: false,
      code: 'envelope-newer',
      message: expect.stringMatching(/"batch".* version 3.* reads version 1; .* reads versions 2, 3/),
    });
  });

  it('cannot put its own words on the screen', () => {
    const hostile = { format: 'sallyport/envelope/3', kind: '\u001b[2J is whole', reads: ['<b>', {}] };
    const refused = read(forged(hostile));
    expect(refused).toMatchObject({
      code: 'envelope-newer',
      message: expect.stringContaining('an unknown kind'),
    });
    expect(JSON.stringify(refused)).not.toMatch(/u001b|<b>/);
  });

  it.each(['sallyport/envelope/0', 'sallyport/envelope/01', 'sallyport/journal/3', 'envelope', 7])(
    'is not what says %s',
    (format) => {
      expect(codeOf(read(forged({ ...newer, format })))).toBe('envelope-malformed');
    },
  );
});

import type * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import {
  approvalDigest,
  approvalSchema,
  approvalStatementSchema,
  rejectionDigest,
  rejectionSchema,
  rejectionStatementSchema,
} from '../../../electron/core/approval/approval.ts';
import { canonicalJson } from '../../../electron/core/canonical-json.ts';
import { transcriptDigest, transcriptSchema } from '../../../electron/core/ceremony/transcript.ts';
import { digestTags, taggedDigest } from '../../../electron/core/digest.ts';
import {
  journalEntrySchema,
  journalHash,
  journalSealSchema,
} from '../../../electron/core/journal/journal-entry.ts';
import type { JsonValue } from '../../../electron/core/json.ts';
import {
  mandateDigest,
  mandateStatementSchema,
  signedMandateSchema,
} from '../../../electron/core/mandate/mandate.ts';
import {
  messageDigest,
  messageStatementSchema,
  signedMessageSchema,
} from '../../../electron/core/message/message.ts';
import { policyDigest, policySchema, signedPolicySchema } from '../../../electron/core/policy/policy.ts';
import { proposalSchema } from '../../../electron/core/proposal/proposal.ts';
import {
  requestDigest,
  requestStatementSchema,
  signedRequestSchema,
} from '../../../electron/core/proposal/request.ts';
import { parseWith } from '../../../electron/core/schema.ts';
import { plans, sampleTranscript } from '../../support/ceremony-samples.ts';
import {
  address,
  approval,
  mandate as mandated,
  message,
  officers,
  policy,
  proposal,
  rejection,
  request,
  signPolicy,
  uuid,
} from '../../support/core-samples.ts';
import { alarm, journalOf, sealOf, signEntry } from '../../support/journal-samples.ts';
import { type Place, placesOf, withAt } from '../../support/json-places.ts';
import { verifyDigest } from '../../support/test-signatures.ts';

interface Codec {
  readonly schema: v.GenericSchema<unknown, JsonValue>;
  readonly sample: JsonValue;
  /** Computed of what was parsed; null for what is not signed by itself. */
  readonly digest: ((parsed: never) => string) | null;
}

function codec<const S extends v.GenericSchema<unknown, JsonValue>>(
  schema: S,
  sample: v.InferOutput<S>,
  digest: ((parsed: v.InferOutput<S>) => string) | null,
): Codec {
  return { schema, sample, digest };
}

const mandate = approval(officers.ben, {
  subject: { kind: 'mandate', digest: 'ab'.repeat(32), viewDigest: 'cd'.repeat(32) },
}).statement;
const batch = approval(officers.ben, {
  subject: { kind: 'batch', root: 'ab'.repeat(32), count: 100 },
}).statement;
const entries = journalOf([
  { ...alarm('late', officers.ben), documents: [{ kind: 'request', document: request() }] },
]);
const [first, second] = entries;
if (!first || !second) throw new Error('a journal has two entries here');
/** As a station writes it that knows another one. */
const entry = signEntry(
  { ...second, heads: [{ stationId: uuid(0x57b), seq: 4, hash: first.hash }] },
  officers.ben,
);
const { policy: under } = request().statement;
const programs = {
  client: { kind: 'client', clientId: uuid(0xc1) },
  station: { kind: 'station', stationId: uuid(0x57a) },
  order: { kind: 'standing-order', orderId: uuid(0x0d), stationId: uuid(0x57a) },
} as const;

const codecs: Readonly<Record<string, Codec>> = {
  request: codec(
    requestStatementSchema,
    request({ source: address(5), memo: 'rent' }).statement,
    requestDigest,
  ),
  'request of a program': codec(
    requestStatementSchema,
    request({ actor: programs.client, kind: 'refill' }).statement,
    requestDigest,
  ),
  'request of a station': codec(
    requestStatementSchema,
    request({ actor: programs.station, kind: 'gather', policy: { ...under, version: 12 } }).statement,
    requestDigest,
  ),
  'request of a standing order': codec(
    requestStatementSchema,
    request({ actor: programs.order, kind: 'cancellation', cancels: 'ab'.repeat(32) }).statement,
    requestDigest,
  ),
  'signed request': codec(signedRequestSchema, request(), null),
  approval: codec(approvalStatementSchema, approval().statement, approvalDigest),
  'approval of a batch': codec(approvalStatementSchema, batch, approvalDigest),
  'approval of a mandate': codec(approvalStatementSchema, mandate, approvalDigest),
  mandate: codec(mandateStatementSchema, mandated().statement, mandateDigest),
  'signed mandate': codec(signedMandateSchema, mandated(), null),
  message: codec(messageStatementSchema, message().statement, messageDigest),
  'signed message': codec(signedMessageSchema, message(), null),
  'signed approval': codec(approvalSchema, approval(), null),
  rejection: codec(rejectionStatementSchema, rejection().statement, rejectionDigest),
  'signed rejection': codec(rejectionSchema, rejection(), null),
  policy: codec(policySchema, policy({ previous: 'ab'.repeat(32) }), policyDigest),
  'signed policy': codec(signedPolicySchema, signPolicy(policy()), null),
  proposal: codec(proposalSchema, proposal(), null),
  transcript: codec(transcriptSchema, sampleTranscript(plans.rotate), transcriptDigest),
  'journal entry': codec(journalEntrySchema, entry, journalHash),
  'journal seal': codec(journalSealSchema, sealOf(entries), null),
};

/** Members that are no part of what the digest covers. */
const uncovered = new Set(['hash', 'stationSignature', 'witness']);
/** Free JSON: any member is its own affair, and covered. */
const free = /^(body|proof)$|\.(body|proof)$/;

/** Another value of the same kind in place of a leaf: one bit of a text, one more than a number. */
function changed(leaf: JsonValue): JsonValue {
  if (typeof leaf === 'string') {
    if (leaf === '') return 'x';
    const at = Math.floor(leaf.length / 2);
    return leaf.slice(0, at) + String.fromCharCode(leaf.charCodeAt(at) ^ 1) + leaf.slice(at + 1);
  }
  if (typeof leaf === 'number') return leaf + 1;
  return leaf === null ? 0 : !leaf;
}

function reversed(value: JsonValue): JsonValue {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .toReversed()
      .map(([key, member]) => [key, reversed(member)]),
  );
}

describe.each(Object.entries(codecs))('a %s', (_, { schema, sample, digest }) => {
  const places = placesOf(sample);
  const digestOf = (value: JsonValue): string | null => {
    const parsed = parseWith(schema, value);
    return parsed.ok ? (digest ? digest(parsed.value as never) : canonicalJson(parsed.value)) : null;
  };
  const own = digestOf(sample);
  const atPlace = (value: JsonValue) => (at: Place) => withAt(sample, at.path, () => value);

  it('comes back from its JSON as it was', () => {
    expect(parseWith(schema, JSON.parse(JSON.stringify(sample)))).toEqual({ ok: true, value: sample });
    expect(parseWith(schema, JSON.parse(canonicalJson(sample)))).toEqual({ ok: true, value: sample });
  });

  it('has one digest, in whatever order its members are written', () => {
    expect(own).not.toBeNull();
    expect(digestOf(reversed(sample))).toBe(own);
  });

  it('is refused or another with one bit of any member changed', () => {
    const leaves = places.filter(({ isLeaf, path }) => isLeaf && !(digest && uncovered.has(`${path[0]}`)));
    expect(leaves.length).toBeGreaterThan(3);
    for (const { path, value } of leaves) {
      const other = digestOf(withAt(sample, path, () => changed(value)));
      expect(other, path.join('.')).not.toBe(own);
    }
  });

  it('is refused without any one member', () => {
    for (const { path, value, name } of places) {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || free.test(name)) continue;
      for (const gone of Object.keys(value)) {
        if (/^sheets\.\d+$/.test(name) && gone === 'origin') continue; // a transcript of before has none
        const rest = Object.fromEntries(Object.entries(value).filter(([key]) => key !== gone));
        expect(digestOf(withAt(sample, path, () => rest)), `${name}.${gone}`).toBeNull();
      }
    }
  });

  it.each(['x', 'constructor', '__proto__', 'toString'])('is refused with a member named %s', (key) => {
    for (const { path, value, name } of places) {
      if (typeof value !== 'object' || value === null || Array.isArray(value) || free.test(name)) continue;
      const more = JSON.parse(`{${JSON.stringify(key)}:1,${JSON.stringify(value).slice(1)}`) as JsonValue;
      expect(digestOf(withAt(sample, path, () => more)), name).toBeNull();
    }
  });

  it('is refused with a value of another kind in any place', () => {
    for (const place of places) {
      if (free.test(place.name) || /(^|\.)(body|proof)\./.test(place.name)) continue;
      for (const other of [[], {}, 0.5, '\ud800']) {
        const digestThere = digestOf(atPlace(other)(place));
        // An empty list is a list where one may be empty: then it is another statement.
        if (digestThere !== null && JSON.stringify(place.value) === '[]') continue;
        expect(digestThere, `${place.name}: ${JSON.stringify(other)}`).not.toBe(own);
      }
    }
  });
});

describe('another version', () => {
  it.each([
    ['policy', policySchema, policy()],
    ['proposal', proposalSchema, proposal()],
    ['journal entry', journalEntrySchema, entry],
    ['journal seal', journalSealSchema, sealOf(entries)],
  ] as const)('of a %s is refused', (_, schema, sample) => {
    const present = Number(/[0-9]+$/.exec(sample.format)?.[0]);
    for (const version of [present - 1, present + 1]) {
      const format = sample.format.replace(/[0-9]+$/, `${version}`);
      expect(parseWith(schema, { ...sample, format }).ok).toBe(false);
    }
  });

  it.each([
    ['request', request(), digestTags.request, officers.mara],
    ['approval', approval(), digestTags.approval, officers.ben],
    ['rejection', rejection(), digestTags.rejection, officers.chiara],
  ] as const)(
    'of a %s has another digest: its signature is none here',
    (_, { statement, signature }, tag, by) => {
      expect(verifyDigest(by.publicKey, taggedDigest(tag, statement), signature)).toBe(true);
      for (const other of [tag.replace('/2', '/1'), tag.replace('/2', '/3')]) {
        const digest = taggedDigest(other as typeof tag, statement);
        expect(verifyDigest(by.publicKey, digest, signature)).toBe(false);
      }
    },
  );
});

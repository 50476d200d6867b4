import { base64 } from '@scure/base';
import * as v from 'valibot';
import type { JsonValue } from '../../../../core/json.ts';
import { ok, type Result, refuse } from '../../../../core/result.ts';
import { parseWith } from '../../../../core/schema.ts';
import { type Committee, type CommitteeMember, MAX_MEMBERS, MEMBER_KEY_LENGTH } from '../ledger/committee.ts';
import { digestText, parseDigest } from '../ledger/digests.ts';
import type { LightClient } from './light-client.ts';

const u64Schema = v.pipe(
  v.string(),
  v.regex(/^(?:0|[1-9][0-9]{0,19})$/, 'expected an unsigned integer'),
  v.transform((text) => BigInt(text)),
  v.check((value) => value < 1n << 64n, 'expected at most 2^64 - 1'),
);

const digestSchema = v.pipe(
  v.string(),
  v.rawTransform(({ dataset, addIssue, NEVER }) => {
    const parsed = parseDigest(dataset.value);
    if (parsed.ok) return parsed.value;
    addIssue({ message: 'expected a digest in base58' });
    return NEVER;
  }),
);

const keySchema = v.pipe(
  v.string(),
  v.regex(/^[A-Za-z0-9+/]{128}$/, `expected ${MEMBER_KEY_LENGTH} bytes in base64`),
  v.transform((text) => base64.decode(text)),
);

/** Members of a committee: `publicKey` in base64, `stake` as decimal text. */
export const membersSchema = v.pipe(
  v.array(v.strictObject({ publicKey: keySchema, stake: u64Schema })),
  v.minLength(1),
  v.maxLength(MAX_MEMBERS),
);

const committeeSchema = v.strictObject({ epoch: u64Schema, members: membersSchema });

const lightClientSchema = v.strictObject({
  version: v.literal(1),
  genesis: digestSchema,
  committee: committeeSchema,
  last: v.nullable(
    v.strictObject({ sequence: u64Schema, digest: digestSchema, epoch: u64Schema, timestamp: u64Schema }),
  ),
  closing: v.optional(
    v.strictObject({ committee: committeeSchema, sequence: u64Schema, digest: digestSchema }),
  ),
});

export const membersJson = (members: readonly CommitteeMember[]): readonly JsonValue[] =>
  members.map(({ publicKey, stake }) => ({ publicKey: base64.encode(publicKey), stake: stake.toString() }));

const committeeJson = ({ epoch, members }: Committee): JsonValue => ({
  epoch: epoch.toString(),
  members: membersJson(members),
});

/** The one form in which a light client is kept: as canonical JSON it has one text. */
export function lightClientJson({ genesis, committee, last, closing }: LightClient): JsonValue {
  return {
    version: 1,
    genesis: digestText(genesis),
    committee: committeeJson(committee),
    last: last && {
      sequence: last.sequence.toString(),
      digest: digestText(last.digest),
      epoch: last.epoch.toString(),
      timestamp: last.timestamp.toString(),
    },
    ...(closing && {
      closing: {
        committee: committeeJson(closing.committee),
        sequence: closing.sequence.toString(),
        digest: digestText(closing.digest),
      },
    }),
  };
}

/** Reads {@link lightClientJson} back; refuses `input-malformed`. Keys are decoded when they are needed. */
export function parseLightClient(json: unknown): Result<LightClient> {
  const parsed = parseWith(lightClientSchema, json);
  if (!parsed.ok) return parsed;
  const { genesis, committee, last, closing = null } = parsed.value;
  const gap = last === null ? committee.epoch : committee.epoch - last.epoch;
  if (gap !== 0n && (last === null || gap !== 1n)) {
    return refuse('input-malformed', 'committee: expected that of the last epoch, or of the next');
  }
  const closes = closing === null || (last !== null && closing.sequence <= last.sequence);
  return closes && (closing?.committee.epoch ?? committee.epoch - 1n) === committee.epoch - 1n
    ? ok({ genesis, committee, last, closing })
    : refuse('input-malformed', 'closing: expected that of the epoch before');
}

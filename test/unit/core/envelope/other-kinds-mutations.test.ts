import { describe, expect, it } from 'vitest';
import { canonicalJson } from '../../../../electron/core/canonical-json.ts';
import {
  type EnvelopeStatement,
  readEnvelope,
  writeEnvelope,
} from '../../../../electron/core/envelope/envelope.ts';
import { inspectMessage } from '../../../../electron/core/envelope/kinds/message.ts';
import { checkOfficerCard } from '../../../../electron/core/envelope/kinds/officer-card.ts';
import { checkOwnAddresses } from '../../../../electron/core/envelope/kinds/own-addresses.ts';
import { inspectReplies } from '../../../../electron/core/envelope/kinds/replies.ts';
import { checkStatus } from '../../../../electron/core/envelope/kinds/status.ts';
import { checkTreasury } from '../../../../electron/core/envelope/kinds/treasury.ts';
import type { JsonValue } from '../../../../electron/core/json.ts';
import { ok, type Result, refuse } from '../../../../electron/core/result.ts';
import { hot, messageSubject, NOW, officers, policy, proposal } from '../../../support/core-samples.ts';
import {
  bensDesk,
  contents,
  kinds,
  messageAsked,
  policies,
  signBy,
  statement,
  subjectOf,
} from '../../../support/envelope-samples.ts';
import { placesOf, withAt } from '../../../support/json-places.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';

const encoder = new TextEncoder();
const verify = verifyDigest;

/** What a station that takes it in holds what is inside against. */
function inspect(said: EnvelopeStatement): Result<unknown> {
  switch (said.kind) {
    case 'treasury':
      return checkTreasury(said.contents, said, { known: policies, now: NOW, verify });
    case 'replies':
      return inspectReplies(said.contents, {
        policies,
        inForce: 1,
        now: NOW,
        verify,
        proposal: (id) =>
          id === proposal().id
            ? {
                subject: subjectOf(proposal()),
                requestIds: proposal().requests.map((request) => request.statement.id),
                endsIds: proposal().requests.map((request) => request.statement.id),
                makerIds: [officers.mara.id],
                vaultId: hot.id,
                isVoid: false,
                endsBy: null,
                policyVersion: null,
              }
            : null,
        mandate: () => null,
        message: (digest) =>
          digest === messageSubject(messageAsked).digest
            ? {
                subject: messageSubject(messageAsked),
                requestIds: [],
                endsIds: [],
                makerIds: [officers.mara.id],
                vaultId: null,
                isVoid: false,
                endsBy: null,
                policyVersion: null,
              }
            : null,
        checkMessageSigned: (_, signature) =>
          signature === 'AAEC' ? ok(undefined) : refuse('reply-other-bytes', 'another signature'),
        checkSigned: (_, { signature }) =>
          signature === 'AAEC' ? ok(undefined) : refuse('reply-other-bytes', 'another signature'),
      });
    case 'status':
      return checkStatus(said.contents, policies, verify);
    case 'officer-card':
      return checkOfficerCard(said.contents, said, verify);
    case 'address-list':
      return checkOwnAddresses(said.contents, policy(), verify);
    case 'message':
      return inspectMessage(said.contents, { policy: policy(), now: NOW, verify });
    case 'proposals':
      return ok(undefined);
  }
}

/** What the station that made an envelope says by itself: nobody else has signed it, and no key is asked to sign over it. */
const ownWord: { readonly [K in Exclude<EnvelopeStatement['kind'], 'proposals'>]: readonly string[] } = {
  // Since when a station has known of a policy counts for who knows none, and compares the digest.
  treasury: ['name', 'policies.0.knownSince'],
  replies: [
    // What a vault's station tells beside the signature, and words of a refusal. No desk takes either in yet.
    'replies.2.answer.transactionId',
    'replies.2.answer.fields',
    'replies.2.answer.era',
    'replies.2.answer.counter',
    'replies.2.answer.ruleId',
    'replies.2.answer.approvers.0',
    'replies.2.answer.signedAt',
    'replies.3.answer.code',
    'replies.3.answer.message',
    'replies.3.answer.at',
  ],
  status: [
    'ledger.epoch',
    'ledger.at',
    'frozen.0.code',
    'frozen.0.since',
    'ended.0.movementId',
    'ended.0.digest',
    'ended.0.at',
  ],
  'officer-card': [],
  'address-list': [],
  message: [],
};

const others = kinds.filter((kind) => kind !== 'proposals');

/** Every kind, with a form that the schema takes. */
const changes = (value: JsonValue): readonly JsonValue[] => {
  if (typeof value === 'number') return [value + 1];
  if (value === null) return ['x'];
  if (typeof value !== 'string') return [null];
  const end = (digit: string) => `${value.slice(0, -1)}${digit}`;
  return [value.endsWith('1') ? end('2') : end('1'), value.endsWith('a') ? end('b') : end('a')];
};

describe.each(others)('an envelope of kind %s from a station that lies', (kind) => {
  it('with any one member changed is refused, but for what is its own word', () => {
    expect(inspect(statement(kind)).ok).toBe(true);
    const accepted = new Set<string>();
    for (const { path, isLeaf, name } of placesOf(contents[kind] as JsonValue)) {
      if (!isLeaf) continue;
      for (const change of changes(valueAt(contents[kind] as JsonValue, path))) {
        const changed = withAt(contents[kind] as JsonValue, path, () => change);
        // Signed by the station all the same.
        const written = writeEnvelope(statement(kind, bensDesk, { contents: changed }), signBy(bensDesk));
        if (!written.ok) continue;
        const read = readEnvelope(written.value.text, verify);
        if (read.ok && inspect(read.value.statement).ok) accepted.add(name);
      }
    }
    expect([...accepted].toSorted()).toEqual([...ownWord[kind]].toSorted());
  });
});

describe.each(kinds)('an envelope of kind %s that somebody altered', (kind) => {
  it('in any one member of head or contents is refused', () => {
    const said = statement(kind) as unknown as JsonValue;
    const written = writeEnvelope(statement(kind), signBy(bensDesk));
    if (!written.ok) throw new Error(written.message);
    const { signature } = JSON.parse(new TextDecoder().decode(written.value.text));
    for (const { path, isLeaf, name } of placesOf(said)) {
      if (!isLeaf) continue;
      for (const change of changes(valueAt(said, path))) {
        const text = canonicalJson({ signature, statement: withAt(said, path, () => change) });
        const read = readEnvelope(encoder.encode(text), verify);
        expect(read.ok ? 'accepted' : read.code, name).toMatch(
          /^envelope-(signature-bad|malformed|newer|outdated)$/,
        );
      }
    }
  });
});

function valueAt(of: JsonValue, path: readonly (string | number)[]): JsonValue {
  let at: unknown = of;
  for (const step of path) at = (at as Record<string | number, unknown>)[step];
  return at as JsonValue;
}

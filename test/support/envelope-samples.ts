import type { Approval } from '../../electron/core/approval/approval.ts';
import type { TransactionSubject } from '../../electron/core/approval/subject.ts';
import { proveBatch } from '../../electron/core/attestation/attestation.ts';
import { blake2b256, bytesToHex } from '../../electron/core/digest.ts';
import type { Knowledge } from '../../electron/core/envelope/check-envelope.ts';
import {
  type Envelope,
  type EnvelopeStatement,
  envelopeDigest,
} from '../../electron/core/envelope/envelope.ts';
import { ENVELOPE_FORMAT, type EnvelopeHead } from '../../electron/core/envelope/head.ts';
import { officerCardDigest } from '../../electron/core/envelope/kinds/officer-card.ts';
import type { IdentifiedBytes } from '../../electron/core/envelope/kinds/proposals.ts';
import { policyReference } from '../../electron/core/policy/policy.ts';
import { intentBytes, type Proposal } from '../../electron/core/proposal/proposal.ts';
import { ok, type Result } from '../../electron/core/result.ts';
import {
  address,
  approval,
  attestation,
  attested,
  hot,
  knownPolicy,
  message,
  messageSubject,
  NOW,
  network,
  officers,
  policy,
  proposal,
  rejection,
  request,
  signAs,
  uuid,
} from './core-samples.ts';
import { ed25519KeyPair, signDigest, verifyDigest } from './test-signatures.ts';

/** Envelopes between a desk and an officer's desk of the treasury in `core-samples.ts`. */

const station = (number: number, name: string) => {
  const key = ed25519KeyPair(`station ${name}`);
  return { id: uuid(number), key: key.publicKey, pair: key };
};
export const desk = station(0xd1, 'desk');
export const bensDesk = station(0xd2, 'of Ben');
export const strangersDesk = station(0xd6, 'of Mallory');
export type TestStation = typeof desk;

export const hashOf = (text: string) => bytesToHex(blake2b256(new TextEncoder().encode(text)));
export const policies = [knownPolicy(policy())];

/** What approvals of bytes are for, on a ledger that takes any. */
export function subjectOf({ intent }: Pick<Proposal, 'intent'>): TransactionSubject {
  const digest = bytesToHex(blake2b256(intentBytes({ intent })));
  return { kind: 'transaction', digest, viewDigest: hashOf(`view of ${digest}`) };
}

/** There the hot vault's first address pays for all. */
export const identify = (of: Pick<Proposal, 'intent'>): Result<IdentifiedBytes> =>
  ok({
    subject: subjectOf(of),
    payers: [hot.address],
    changeTo: hot.address,
    inputs: { proven: [], unknown: null },
  });

export const approvalOf = (of: Proposal, by = officers.ben): Approval =>
  approval(by, { subject: subjectOf(of), requestIds: of.requests.map(({ statement }) => statement.id) });

/** @param number of the envelope; its station's journal had ten entries more by then */
export const head = (from: TestStation, number = 1): EnvelopeHead => ({
  format: ENVELOPE_FORMAT,
  reads: [1],
  treasuryId: policy().treasuryId,
  network,
  policy: policyReference(policy()),
  station: { id: from.id, key: from.key },
  number,
  createdAt: NOW - 1000,
  expiresAt: NOW + 86_400_000,
  heads: [{ stationId: from.id, seq: number * 10, hash: entryHash(from.id, number * 10) }],
  marks: [{ vaultId: hot.id, era: 'ab'.repeat(16), counter: 7 }],
});

export const entryHash = (stationId: string, seq: number): string => hashOf(`${stationId} ${seq}`);

type Contents<K extends EnvelopeStatement['kind']> = Extract<
  EnvelopeStatement,
  { readonly kind: K }
>['contents'];

const treasury: Contents<'treasury'> = {
  name: 'Toy treasury',
  policies: [...policies],
  lists: [
    {
      attestation,
      addresses: [{ path: { account: 4, change: 0, index: 0 }, address: address(0x4a0) }],
    },
  ],
  settlements: [],
  epochs: null,
};

const receives = { path: { account: 0, change: 0, index: 0 }, address: hot.address };
const receiving = attested([receives]);
const [proof] = proveBatch(receiving.statement, [receives]);

/** The hot vault's receiving address, which pays and gets the change, as its vault has signed it. */
export const ownParts: Pick<Contents<'proposals'>, 'attestations' | 'addresses'> = {
  attestations: [receiving],
  addresses: [{ vaultId: hot.id, ...receives, ...(proof ?? { batch: '', proof: '' }) }],
};

const proposals: Contents<'proposals'> = {
  proofs: [{ chain: 'toy', bytes: 'AAEC' }],
  mandates: [],
  epoch: { number: '12', beganAt: NOW - 7_200_000 },
  ...ownParts,
  proposals: [{ proposal: proposal(), proofs: [0], mandate: null, approvals: [approvalOf(proposal())] }],
};

/** A text for the receiving address, as Mara asks for it. */
export const messageAsked = message({
  ...receives,
  text: 'This address is ours.\nSigned for the auditor.',
});

const about = { kind: 'proposal', id: proposal().id } as const;
const replies: Contents<'replies'> = {
  replies: [
    { about, answer: { kind: 'approval', approval: approvalOf(proposal()) } },
    {
      about,
      answer: {
        kind: 'rejection',
        rejection: rejection(officers.chiara, { subject: subjectOf(proposal()) }),
      },
    },
    {
      about,
      answer: {
        kind: 'signature',
        digest: subjectOf(proposal()).digest,
        transactionId: 't1',
        signature: 'AAEC',
        fields: null,
        vaultId: hot.id,
        era: 'ab'.repeat(16),
        counter: 8,
        ruleId: 'everyday',
        approvers: [officers.ben.id],
        signedAt: NOW - 2000,
      },
    },
    {
      about,
      answer: {
        kind: 'refusal',
        digest: subjectOf(proposal()).digest,
        code: 'approvals-too-few',
        message: 'expected 2 approvals, got 1',
        at: NOW - 3000,
      },
    },
    {
      about: { kind: 'message', digest: messageSubject(messageAsked).digest },
      answer: { kind: 'message-signature', signature: 'AAEC' },
    },
  ],
};

const card = { id: uuid(9), name: 'Farid', publicKey: ed25519KeyPair('officer Farid').publicKey };

export const contents = {
  treasury,
  proposals,
  replies,
  status: {
    ledger: { epoch: '12', at: NOW - 5000 },
    rejections: [rejection()],
    frozen: [{ code: 'books-differ', since: NOW - 4000 }],
    ended: [{ movementId: uuid(0xe1), digest: hashOf('ended'), state: 'final', at: NOW - 3500 }],
  },
  'officer-card': {
    officer: card,
    signature: signAs(
      { key: ed25519KeyPair('officer Farid') },
      officerCardDigest({ ...head(bensDesk), officer: card }),
    ),
  },
  'address-list': ownParts,
  message: {
    vaultId: hot.id,
    ...receives,
    text: messageAsked.statement.text,
    asked: {
      message: messageAsked,
      approvals: [approval(officers.ben, { subject: messageSubject(messageAsked), requestIds: [] })],
      ...ownParts,
    },
  },
} as const satisfies { readonly [K in EnvelopeStatement['kind']]: Contents<K> };

export const kinds = Object.keys(contents) as readonly EnvelopeStatement['kind'][];

/** A statement of a kind; `overrides` can be of any kind, and wrong. */
export function statement(
  kind: EnvelopeStatement['kind'],
  from: TestStation = bensDesk,
  overrides: Partial<EnvelopeHead> & { readonly contents?: unknown } = {},
): EnvelopeStatement {
  return {
    ...head(from, overrides.number ?? 1),
    kind,
    contents: contents[kind],
    ...overrides,
  } as EnvelopeStatement;
}

/** The envelope of a statement, as it is when it was read. */
export const envelope = (of: EnvelopeStatement): Envelope => ({ statement: of, digest: envelopeDigest(of) });

export const signBy = (from: TestStation) => (digest: string) => signDigest(from.pair, digest);

export { request };

/** What the desk knows: Ben's desk, from which nothing came yet. */
export const knowledge = (overrides: Partial<Knowledge> = {}): Knowledge => ({
  now: NOW,
  treasury: { id: policy().treasuryId, network, policies, inForce: 1 },
  own: { stationId: desk.id, stationKey: desk.key, seq: 500 },
  stations: [{ stationId: bensDesk.id, stationKey: bensDesk.key, isRetired: false, taken: [] }],
  entryHash: (stationId, seq) => (stationId === desk.id ? entryHash(stationId, seq) : null),
  mark: () => null,
  verify: verifyDigest,
  ...overrides,
});

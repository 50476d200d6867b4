import { theStation } from '../../../electron/console/actor.ts';
import type { EntryDraft } from '../../../electron/console/recorder.ts';
import { attestationOf, type PathAddress } from '../../../electron/core/attestation/attestation.ts';
import type { BodyOf } from '../../../electron/core/journal/bodies.ts';
import type { JournalDocument } from '../../../electron/core/journal/documents.ts';
import type { FactChange } from '../../../electron/core/projection/change.ts';
import {
  address,
  amount,
  approval,
  attestation,
  hot,
  input,
  NOW,
  network,
  officers,
  proposal,
  rejection,
  request,
  uuid,
} from '../../support/core-samples.ts';
import { fc } from '../../support/fast-check.ts';

const MOVEMENTS = 3;
const movementId = (n: number) => uuid(0x900 + (n % MOVEMENTS));
const own = (n: number) => address(0xadd0 + (n % 4));
const digest = (n: number) => (n % 50).toString(16).padStart(64, 'd');
const inputs = (n: number) => [n, n + 1].map((k) => input(k % 6, { owner: own(k % 6) }));
const keys = (n: number) => inputs(n).map(({ key }) => key);
const mark = { era: 'e'.repeat(32), counter: 1 };

/** One step of a history: what happens to which thing. */
type Step = (
  n: number,
  m: number,
) => { readonly entries?: readonly EntryDraft[]; readonly facts?: readonly FactChange[] };
const entry = (draft: EntryDraft) => ({ entries: [draft] });
export const actor = theStation('ledger-followed');

const attested = (...addresses: readonly PathAddress[]): JournalDocument => {
  const statement = attestationOf({ treasuryId: uuid(0x7), network, vaultId: hot.id }, addresses);
  return { kind: 'attestation', document: { ...attestation, statement } };
};

/** How a movement goes on after an expiry, where it does. */
const againOf = (n: number): Omit<BodyOf<'proposal-expired'>, 'movementId'> => {
  switch (n % 6) {
    case 0:
      return {};
    case 1:
      return { again: 'build' };
    case 2:
      return { again: 'build', keepsApprovals: true };
    case 3:
      return { again: 'approve' };
    case 4:
      return { again: 'build', alone: true };
    default:
      return { again: 'approve', ruled: { ruleId: 'large', approvalsNeeded: 2 } };
  }
};

/** What may happen, by name. */
export const steps: Readonly<Record<string, Step>> = {
  account: (n) => {
    const first = { address: own(n), path: { account: n % 5, change: 0, index: 0 } };
    return entry({
      kind: 'account-created',
      actor,
      documents: [attested(first)],
      body: {
        vaultId: hot.id,
        account: n % 5,
        alias: `user ${n}`,
        addresses: [{ ...first, issued: n % 2 === 0 }],
      },
    });
  },
  derived: (n) => {
    const more = { address: own(n + 1), path: { account: n % 5, change: 0, index: n } };
    return entry({
      kind: 'addresses-derived',
      actor,
      documents: [attested(more)],
      body: { vaultId: hot.id, account: n % 5, addresses: [more] },
    });
  },
  issued: (n) =>
    entry({
      kind: 'address-issued',
      actor,
      body: { vaultId: hot.id, account: n % 5, change: 0, index: 0, address: own(n), batch: digest(n) },
    }),
  deposit: (n, m) =>
    entry({
      kind: 'deposit-final',
      actor,
      body: {
        transactionId: `deposit ${n % 9}`,
        address: own(m),
        amount: amount(n + 1),
        sender: address(0x5e4d),
        checkpoint: `${n}`,
        seenAt: NOW + (n % 9),
      },
    }),
  requested: (_, m) =>
    entry({
      kind: 'withdrawal-requested',
      actor,
      documents: [
        { kind: 'request', document: request({ id: movementId(m), vaultId: hot.id, amount: amount(m + 1) }) },
      ],
      body: { movementId: movementId(m) },
    }),
  cancelled: (_, m) => entry({ kind: 'request-cancelled', actor, body: { movementId: movementId(m) } }),
  built: (n, m) =>
    entry({
      kind: 'proposal-built',
      actor,
      documents: [{ kind: 'proposal', document: proposal({ evidence: inputs(n) }) }],
      body: {
        movementId: movementId(m),
        digest: digest(n),
        viewDigest: digest(n),
        digestText: `digest ${n}`,
        lastEpoch: String(n),
        ruleId: 'everyday',
        approvalsNeeded: 1,
      },
    }),
  approved: (n, m) =>
    entry({
      kind: 'proposal-approved',
      actor,
      documents: [{ kind: 'approval', document: approval(n % 2 === 0 ? officers.ben : officers.chiara) }],
      body: { movementId: movementId(m), digest: digest(n), reached: n % 3 === 0 },
    }),
  rejected: (n, m) =>
    entry({
      kind: 'proposal-rejected',
      actor,
      documents: [{ kind: 'rejection', document: rejection() }],
      body: { movementId: movementId(m), digest: digest(n), reason: 'no' },
    }),
  expired: (n, m) =>
    entry({
      kind: 'proposal-expired',
      actor,
      body: { movementId: movementId(m), ...againOf(n) },
    }),
  refused: (n, m) =>
    entry({
      kind: 'sign-refused',
      actor,
      body: {
        movementId: movementId(m),
        code: 'approvals-too-few',
        message: 'one more',
        escalated: n % 2 === 0 ? { ruleId: 'large', approvalsNeeded: 2 } : null,
      },
    }),
  signed: (n, m) =>
    entry({
      kind: 'proposal-signed',
      actor,
      body: {
        movementId: movementId(m),
        vaultId: hot.id,
        ...mark,
        digest: digest(n),
        transactionId: `own ${n % 9}`,
        signature: 'AAAA',
        fields: { nonce: n, after: null },
        ruleId: 'everyday',
        approvers: [],
        signedAt: NOW + n,
        leaves: n % 2 === 0 ? null : String(n),
        recovered: false,
      },
    }),
  sent: (n, m) =>
    entry({
      kind: 'transaction-submitted',
      actor,
      body: { movementId: movementId(m), transactionId: `own ${n % 9}` },
    }),
  final: (n, m) =>
    entry({
      kind: 'transaction-final',
      actor,
      body: {
        movementId: movementId(m),
        transactionId: `own ${n % 9}`,
        checkpoint: `${n}`,
        feePaid: amount(n + 1),
        consumed: keys(n),
      },
    }),
  failed: (n, m) =>
    entry({
      kind: 'transaction-failed',
      actor,
      body: {
        movementId: movementId(m),
        transactionId: `own ${n % 9}`,
        checkpoint: n % 2 === 0 ? null : `${n}`,
        feePaid: n % 2 === 0 ? null : amount(3),
        code: 'node-rejected',
        error: 'out of luck',
        consumed: n % 2 === 0 ? [] : keys(n),
        ...(n % 4 === 0 ? { again: 'build' as const } : {}),
        ...(n % 8 === 0 ? { keepsApprovals: true as const } : {}),
      },
    }),
  sealed: (_, m) =>
    entry({ kind: 'vault-sealed', actor, body: { vaultId: hot.id, ...mark, rejected: [movementId(m)] } }),
  alarm: (n) =>
    entry({
      kind: 'node-alarm',
      actor,
      body: {
        code: 'input-spent-elsewhere',
        message: 'gone',
        url: 'https://node.example',
        transactionId: `other ${n}`,
        checkpoint: `${n}`,
        consumed: keys(n),
      },
    }),
  differed: (n) => entry({ kind: 'books-differed', actor, body: { count: n, differences: [`row ${n}`] } }),
  settled: (n) => entry({ kind: 'books-settled', actor, body: { alarm: n } }),
  holdings: (n) => ({
    facts: [
      { kind: 'holdings-read', owner: own(n), inputs: inputs(n).filter(({ owner }) => owner === own(n)) },
    ],
  }),
  moved: (n) => ({
    facts: [
      {
        kind: 'inputs-moved',
        checkpoint: `${n}`,
        consumed: inputs(n + 1)
          .slice(0, 1)
          .map(({ key, owner }) => ({ key, owner })),
        created: inputs(n),
      },
    ],
  }),
  touched: (n) => ({ facts: [{ kind: 'address-touched', address: own(n) }] }),
  seen: (n, m) => ({
    facts: [
      {
        kind: 'deposit-seen',
        transactionId: `deposit ${n % 9}`,
        address: own(m),
        units: BigInt(n + 1),
        sender: address(0x5e4d),
        at: NOW + (n % 9),
      },
    ],
  }),
  problem: (_, m) => ({
    facts: [
      { kind: 'movement-problem', id: movementId(m), problem: { code: 'node-timeout', message: 'slow' } },
    ],
  }),
  cursor: (n) => ({ facts: [{ kind: 'cursor-moved', next: BigInt(n), at: NOW, digest: null }] }),
  failure: (n) => ({ facts: [{ kind: 'password-failed', ownerId: uuid(n % 3), at: NOW }] }),
};

const step = fc.tuple(fc.constantFrom(...Object.keys(steps), 'noted'), fc.nat(20), fc.nat(MOVEMENTS - 1));
/** Mostly in the order of a life, so that histories get far. */
export const life = (m: number) =>
  ['account', 'requested', 'built', 'approved', 'signed', 'sent', 'final'].map(
    (name) => [name, m, m] as const,
  );
/** Random histories of up to three movements, each step with the numbers that choose its things. */
export const histories = fc
  .tuple(fc.array(step, { minLength: 5, maxLength: 40 }), fc.subarray([0, 1, 2]))
  .map(([random, lives]) => [...lives.flatMap(life), ...random]);

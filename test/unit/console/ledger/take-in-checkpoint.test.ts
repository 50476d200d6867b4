import { describe, expect, it } from 'vitest';
import type { Deposit, Movement, OwnAddress, StoredTransaction } from '../../../../electron/books/rows.ts';
import type { LedgerTransaction } from '../../../../electron/chains/line.ts';
import {
  type CheckpointFacts,
  concernsUs,
  depositKey,
  type OwnPayment,
  spendsOurs,
  takeInCheckpoint,
} from '../../../../electron/console/ledger/take-in-checkpoint.ts';
import type { MovementState } from '../../../../electron/core/movement/movement-state.ts';
import { amountIn, asset, codeOf } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import { checkpoint, deposit, own, stranger } from './followed.ts';

const change = (owner: string, units: bigint) => ({ owner, units });
/** A transaction by which the own address pays. */
const payment = (id: string, changes: Partial<LedgerTransaction> = {}): LedgerTransaction =>
  deposit(id, { payers: [own], changes: [change(own, -6n), change(stranger, 5n)], ...changes });

/** Another own address. */
const other = `0x${'ac'.repeat(32)}`;
const ownAddress = (address: string): OwnAddress => ({
  address,
  vaultId: 'hot',
  path: { account: 0, change: 0, index: 0 },
  issuedAt: 0,
  attested: null,
  issuedBy: null,
});

function facts(transactions: readonly LedgerTransaction[], known: Partial<CheckpointFacts> = {}) {
  return {
    asset,
    checkpoint: checkpoint(7, ...transactions),
    cursor: { version: 4, next: 7n, asOf: 0, digest: 'checkpoint 6' },
    epoch: { epoch: 0n, beganAt: 0 },
    own: new Map([own, other].map((address) => [address, ownAddress(address)])),
    payments: new Map(),
    foreign: new Map(),
    recovered: new Map(),
    moved: new Map(),
    deposits: new Map(),
    url: 'memory:',
    now: 1_000,
    restsOn: 'one' as const,
    ...known,
  } satisfies CheckpointFacts;
}

const movement = (state: MovementState): Movement => ({
  id: 'm',
  version: 9,
  kind: 'withdrawal',
  state,
  vaultId: 'hot',
  recipient: stranger,
  units: 5n,
  reference: 'W-1',
  makerId: 'mara',
  source: null,
  memo: null,
  cancels: null,
  mandate: null,
  ruleId: 'everyday',
  approvalsNeeded: 1,
  approvedBy: ['ben'],
  createdAt: 0,
  updatedAt: 0,
  stoppedAt: null,
  problem: null,
});

const stored = (finalAt: number | null): StoredTransaction => ({
  movementId: 'm',
  transactionId: 'own payment',
  signature: 'S',
  fields: null,
  signedAt: 0,
  leftEpoch: null,
  sentAt: 0,
  finalAt,
  checkpoint: finalAt === null ? null : '3',
  feePaid: finalAt === null ? null : 1n,
});

const paid = (state: MovementState, finalAt: number | null = null): ReadonlyMap<string, OwnPayment> =>
  new Map([
    [
      'own payment',
      { stored: stored(finalAt), movement: movement(state), consumed: ['in1', 'in2'], voided: null },
    ],
  ]);

const seen = (state: Deposit['state']): ReadonlyMap<string, Deposit> =>
  new Map([
    [
      depositKey('one', own),
      {
        transactionId: 'one',
        address: own,
        units: 9n,
        sender: stranger,
        state,
        proven: false,
        seenAt: 500,
        finalAt: state === 'final' ? 600 : null,
        checkpoint: state === 'final' ? '7' : null,
      },
    ],
  ]);

describe('a checkpoint', () => {
  it('moves the cursor from where it was read, in the same decision as all that is in it', () => {
    const decided = must(takeInCheckpoint(facts([deposit('one')])));
    expect(decided.expects).toContainEqual({ of: 'cursor', version: 4 });
    expect(decided.facts?.at(-1)).toEqual({
      kind: 'cursor-moved',
      next: 8n,
      at: 1_000,
      digest: 'checkpoint 7',
    });
    expect(decided.entries).toHaveLength(1);
    const first = must(takeInCheckpoint(facts([], { cursor: undefined })));
    expect(first.expects).toEqual([{ of: 'cursor', version: 0 }]);
  });

  it('touches the own addresses that it names, for whatever reason, and no other', () => {
    const transactions = [
      deposit('one'),
      payment('internal', { changes: [change(own, -6n), change(other, 5n)] }),
      deposit('failed', { succeeded: false, error: 'out of gas', changes: [change(other, -1n)] }),
      deposit('theirs', { changes: [change(stranger, 5n)] }),
      payment('sponsored', { changes: [change(stranger, -1n)] }),
    ];
    const touched = must(takeInCheckpoint(facts(transactions))).facts?.filter(
      ({ kind }) => kind === 'address-touched',
    );
    expect(touched).toEqual(
      [
        { address: own, by: 'one' },
        { address: own },
        { address: other, by: 'internal' },
        { address: other },
        { address: own },
      ].map((touch) => ({ kind: 'address-touched', ...touch })),
    );
  });

  it('concerns us if an own address pays, gets or loses', () => {
    const isOwn = (address: string) => address === own;
    const concerns = (transaction: LedgerTransaction) => concernsUs(checkpoint(1, transaction), isOwn);
    expect(concerns(deposit('one'))).toBe(true);
    expect(concerns(deposit('fee only', { payers: [own], changes: [] }))).toBe(true);
    expect(concerns(deposit('theirs', { changes: [change(stranger, 5n)] }))).toBe(false);
    expect(concernsUs(checkpoint(1), isOwn)).toBe(false);
  });

  it('spends what is ours if an own address pays, or loses anything by whomever', () => {
    const isOwn = (address: string) => address === own;
    expect(spendsOurs(deposit('one'), isOwn)).toBe(false);
    expect(spendsOurs(deposit('fee only', { payers: [own], changes: [] }), isOwn)).toBe(true);
    expect(spendsOurs(deposit('taken', { changes: [change(own, -1n)] }), isOwn)).toBe(true);
    expect(spendsOurs(deposit('theirs', { changes: [change(stranger, -1n)] }), isOwn)).toBe(false);
  });
});

describe('a deposit', () => {
  it('is final with what the checkpoint says of it', () => {
    const decided = must(takeInCheckpoint(facts([deposit('one')])));
    expect(decided.expects).toContainEqual({
      of: 'deposit',
      transactionId: 'one',
      address: own,
      version: 0,
    });
    expect(decided.entries).toEqual([
      {
        kind: 'deposit-final',
        actor: { kind: 'station', rule: 'ledger-followed' },
        body: {
          transactionId: 'one',
          address: own,
          amount: amountIn(5),
          sender: stranger,
          checkpoint: '7',
          seenAt: 7,
          ledgerAt: 7,
        },
      },
    ]);
  });

  it('that was seen early keeps when it was seen, and nothing else of that', () => {
    const decided = must(takeInCheckpoint(facts([deposit('one')], { deposits: seen('seen') })));
    expect(decided.expects).toContainEqual(expect.objectContaining({ of: 'deposit', version: 1 }));
    expect(decided.entries).toMatchObject([{ body: { amount: amountIn(5), seenAt: 500 } }]);
  });

  it('that is final already is not counted again', () => {
    const decided = must(takeInCheckpoint(facts([deposit('one')], { deposits: seen('final') })));
    expect(decided.entries).toEqual([]);
    expect(decided.expects).toEqual([{ of: 'cursor', version: 4 }]);
  });

  it('of one transaction to two own addresses is two', () => {
    const both = deposit('one', { changes: [change(own, 5n), change(other, 3n), change(stranger, 2n)] });
    expect(must(takeInCheckpoint(facts([both]))).entries).toMatchObject([
      { body: { address: own, amount: amountIn(5) } },
      { body: { address: other, amount: amountIn(3) } },
    ]);
  });

  it.each<[string, LedgerTransaction]>([
    ['failed', deposit('a', { succeeded: false, error: 'out of gas' })],
    ['came from an own address', deposit('a', { payers: [own] })],
    ['came from an own address among others', deposit('a', { payers: [stranger, own] })],
    ['paid out', deposit('a', { changes: [change(own, -5n)] })],
    ['changed nothing', deposit('a', { changes: [change(own, 0n)] })],
    ['paid nobody here', deposit('a', { changes: [change(stranger, 5n)] })],
  ])('is none where the transaction %s', (_, transaction) => {
    expect(must(takeInCheckpoint(facts([transaction]))).entries).toEqual([]);
  });
});

it.each([
  ['validators', { proven: true }],
  ['two', { agreed: true }],
  ['one', {}],
] as const)('what a checkpoint did says on whose word it is taken in: %s', (restsOn, says) => {
  const both = [deposit('in'), payment('own payment')];
  const { entries } = must(takeInCheckpoint(facts(both, { payments: paid('sent'), restsOn })));
  const said = entries.map(({ body }) => Object.entries(body).filter(([name]) => /proven|agreed/.test(name)));
  expect(said).toEqual([Object.entries(says), Object.entries(says)]);
});

describe('an own payment', () => {
  it.each<MovementState>(['signed', 'sent', 'failed'])(
    'that was %s and happened is final: the ledger has the last word',
    (state) => {
      const decided = must(takeInCheckpoint(facts([payment('own payment')], { payments: paid(state) })));
      expect(decided.expects).toContainEqual({ of: 'movement', id: 'm', version: 9 });
      expect(decided.entries).toEqual([
        {
          kind: 'transaction-final',
          actor: { kind: 'station', rule: 'ledger-followed' },
          body: {
            movementId: 'm',
            transactionId: 'own payment',
            checkpoint: '7',
            feePaid: amountIn(1),
            consumed: ['in1', 'in2'],
            ledgerAt: 7,
          },
        },
      ]);
    },
  );

  it.each([
    ['in its words', 'out of gas', 'out of gas'],
    ['also if it has none', null, 'the network executed it without effect'],
  ])('that the network executed without effect has failed, and says why %s', (_, error, told) => {
    const without = payment('own payment', { succeeded: false, error, feePaid: -2n });
    const decided = must(takeInCheckpoint(facts([without], { payments: paid('sent') })));
    expect(decided.entries).toMatchObject([
      {
        kind: 'transaction-failed',
        body: {
          movementId: 'm',
          checkpoint: '7',
          feePaid: amountIn(-2),
          consumed: ['in1', 'in2'],
          code: 'node-rejected',
          error: told,
        },
      },
    ]);
  });

  it('ends once', () => {
    const again = facts([payment('own payment')], { payments: paid('failed', 600) });
    expect(must(takeInCheckpoint(again)).entries).toEqual([]);
    const final = facts([payment('own payment')], { payments: paid('final') });
    expect(must(takeInCheckpoint(final)).entries).toEqual([]);
  });
});

describe('a spend of nobody here', () => {
  const spend = (signers: readonly string[]) =>
    takeInCheckpoint(
      facts([payment('theirs')], { foreign: new Map([['theirs', { signers, inputKeys: ['in1'] }]]) }),
    );

  it('is an alarm, and the evidence of what it consumed', () => {
    expect(must(spend([stranger, own])).entries).toEqual([
      {
        kind: 'node-alarm',
        actor: { kind: 'station', rule: 'ledger-followed' },
        body: {
          code: 'input-spent-elsewhere',
          message: `a transaction that no movement knows has spent inputs of ${own}`,
          url: 'memory:',
          transactionId: 'theirs',
          checkpoint: '7',
          consumed: ['in1'],
          changes: [{ address: own, amount: amountIn(-6) }],
          ledgerAt: 7,
        },
      },
    ]);
  });

  it.each([
    ['happened', true],
    ['had no effect', false],
  ])('of the very bytes of a movement ends it as the ledger shows: it %s', (_, succeeded) => {
    const foreign = new Map([['theirs', { signers: [own], inputKeys: ['in1'] }]]);
    const recovered = new Map([['theirs', { id: 'm', version: 9 }]]);
    const taken = takeInCheckpoint(facts([payment('theirs', { succeeded })], { foreign, recovered }));
    const { expects, entries } = must(taken);
    expect(expects).toContainEqual({ of: 'movement', id: 'm', version: 9 });
    expect(entries).toMatchObject([
      { kind: 'node-alarm', body: { transactionId: 'theirs' } },
      {
        kind: 'payment-recovered',
        body: { movementId: 'm', transactionId: 'theirs', checkpoint: '7', succeeded, feePaid: amountIn(1) },
      },
    ]);
  });

  it.each([[[]], [[stranger]]])('that no own key signed is refused with its checkpoint', (signers) => {
    expect(codeOf(spend(signers))).toBe('node-answer-malformed');
  });
});

import { describe, expect, it } from 'vitest';
import type { Movement, StoredTransaction } from '../../../../electron/books/rows.ts';
import type { Chain } from '../../../../electron/chains/chain.ts';
import type { LedgerTransaction } from '../../../../electron/chains/line.ts';
import { theStation } from '../../../../electron/console/actor.ts';
import type { KnownFreeze } from '../../../../electron/console/freezes/read-freezes.ts';
import {
  type LeavingParts,
  noteProblem,
  signedBytes,
  submitStored,
} from '../../../../electron/console/movements/submit-stored.ts';
import type { Freeze } from '../../../../electron/core/freeze/freeze.ts';
import { JOURNAL_START } from '../../../../electron/core/journal/journal-entry.ts';
import { movementStates } from '../../../../electron/core/movement/movement-state.ts';
import { ok, type Result, refuse } from '../../../../electron/core/result.ts';
import { codeOf, NOW, proposal } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';
import { keepCommits, movement, movementId, onMovement } from './samples.ts';

const transaction: StoredTransaction = {
  movementId,
  transactionId: 'D1gest',
  signature: 'c2lnbmVk',
  fields: { block: 7 },
  signedAt: NOW - 5,
  leftEpoch: null,
  sentAt: null,
  finalAt: null,
  checkpoint: null,
  feePaid: null,
};
const executed: LedgerTransaction = {
  id: 'D1gest',
  payers: [],
  succeeded: true,
  error: null,
  checkpoint: null,
  timestamp: null,
  changes: [],
  feePaid: 0n,
};
const lost = refuse('node-timeout', 'no answer within 10 seconds');

/** Parts that know one movement; `meanwhile` is what becomes of it while the node is asked. */
function parts(
  of: { readonly movement: Movement | undefined; readonly transaction?: StoredTransaction | undefined },
  {
    answer = ok(executed),
    meanwhile = of.movement,
  }: { answer?: Result<LedgerTransaction>; meanwhile?: Movement | undefined } = {},
) {
  const { recorder, commits } = keepCommits();
  const sent: string[] = [];
  const told: string[] = [];
  let now = of.movement;
  const ledger = {
    books: {
      movements: {
        get: async () => now,
        transaction: async () => of.transaction,
        proposal: async () => ({ proposal: proposal() }),
      },
    },
    chain: {
      complete: (intent: Uint8Array, fields: unknown) =>
        ok(new TextEncoder().encode(`${new TextDecoder().decode(intent)} ${JSON.stringify(fields)}`)),
      epochs: null,
    } satisfies Pick<Chain, 'complete' | 'epochs'>,
    line: {
      submit: async (bytes: Uint8Array, signature: string) => {
        sent.push(`${new TextDecoder().decode(bytes)} ${signature}`);
        now = meanwhile;
        return answer;
      },
    },
    recorder,
    freezes: async () => [],
    isOfPresentEpoch: async () => true,
    effects: { now: () => NOW, notify: (topics: readonly string[]) => void told.push(...topics) },
  } as unknown as LeavingParts;
  return { ledger, commits, sent, told };
}

const signed = movement({ state: 'signed' });

describe('stored bytes', () => {
  it('are those that were approved, with the fields of their signing, and no others', async () => {
    const { ledger, sent } = parts({ movement: signed, transaction });
    const { bytes, signature } = must(await signedBytes(ledger, movementId));
    expect([new TextDecoder().decode(bytes), signature]).toEqual(['pay bob {"block":7}', 'c2lnbmVk']);
    must(await submitStored(ledger, theStation('payment-sent'), movementId));
    must(await submitStored(ledger, theStation('payment-sent'), movementId));
    expect(sent).toEqual(Array.from({ length: 2 }, () => 'pay bob {"block":7} c2lnbmVk'));
  });

  it('of a movement that is not signed are none, and nothing is sent', async () => {
    const { ledger, sent, commits } = parts({ movement: movement({ state: 'approved' }) });
    expect(codeOf(await submitStored(ledger, theStation('payment-sent'), movementId))).toBe('proposal-state');
    expect([sent, commits]).toEqual([[], []]);
  });
});

/** The same on a chain that counts epochs. */
function inEpochs(of: Partial<LeavingParts>) {
  const made = parts({ movement: signed, transaction });
  const { books, chain } = made.ledger;
  const ledger = {
    ...made.ledger,
    chain: { ...chain, epochs: {}, digest: () => 'ab'.repeat(32) },
    books: {
      ...books,
      journal: { head: async () => undefined },
      cursor: { epoch: async () => ({ epoch: 7n, beganAt: NOW }) },
      movements: { ...books.movements, cancelling: async () => [] },
    },
    ...of,
  } as unknown as LeavingParts;
  return { ...made, ledger };
}

describe('bytes that are about to leave', () => {
  it('say in which epoch, before they do', async () => {
    const { ledger, commits, sent } = inEpochs({});
    must(await submitStored(ledger, theStation('payment-sent'), movementId));
    expect(commits[0]?.entries).toMatchObject([{ kind: 'transaction-leaving', body: { epoch: '7' } }]);
    expect(sent).toHaveLength(1);
  });

  it('stay while checkpoints are still to be taken in: a cancellation could leave in the same epoch', async () => {
    const { ledger, commits, sent } = inEpochs({ isOfPresentEpoch: async () => false });
    expect(codeOf(await submitStored(ledger, theStation('payment-sent'), movementId))).toBe('epoch-unknown');
    expect([sent, commits]).toEqual([[], []]);
  });

  it('stay where an officer froze the vault meanwhile', async () => {
    const freeze = { vaultId: signed.vaultId } as Freeze;
    const frozen: KnownFreeze = { digest: 'cd'.repeat(32), freeze, lifted: false };
    let looks = 0;
    const freezes = async () => {
      looks += 1;
      return looks === 1 ? [] : [frozen];
    };
    const { ledger, commits, sent } = inEpochs({ freezes });
    expect(codeOf(await submitStored(ledger, theStation('payment-sent'), movementId))).toBe('vault-frozen');
    expect(sent).toEqual([]);
    expect(commits).toMatchObject([{ entries: [], changes: [{ kind: 'movement-problem' }] }]);
  });

  it('follow on the entry that was the newest when nothing froze the vault', async () => {
    const { ledger } = inEpochs({});
    const decided: unknown[] = [];
    const commit = async (decision: unknown) => {
      decided.push(decision);
      return ok(undefined);
    };
    must(
      await submitStored(
        { ...ledger, recorder: { commit } } as unknown as LeavingParts,
        theStation('payment-sent'),
        movementId,
      ),
    );
    expect(decided[0]).toMatchObject({ follows: JOURNAL_START });
  });
});

describe('an answer of the node', () => {
  it('makes a signed movement a sent one, once', async () => {
    const { ledger, commits, told } = parts({ movement: signed, transaction });
    must(await submitStored(ledger, theStation('payment-sent'), movementId));
    expect(commits).toMatchObject([
      {
        expects: [onMovement],
        entries: [
          { kind: 'transaction-submitted', body: { movementId, transactionId: 'D1gest' }, witness: null },
        ],
        changes: [
          { kind: 'transaction-sent', movementId },
          { kind: 'movement-moved', id: movementId, to: 'sent' },
        ],
      },
    ]);
    expect(told).toContain('movements');
  });

  it('to bytes that were sent before takes away their problem, and writes no entry', async () => {
    const doubted = movement({ state: 'sent', problem: { code: 'node-timeout', message: '' } });
    const { ledger, commits } = parts({ movement: doubted, transaction });
    must(await submitStored(ledger, theStation('payment-sent'), movementId));
    expect(commits).toEqual([
      {
        expects: [onMovement],
        entries: [],
        changes: [{ kind: 'movement-problem', id: movementId, problem: null }],
      },
    ]);
  });

  it('that comes after the ledger has shown the payment final changes nothing', async () => {
    const final = movement({ state: 'final', version: 4 });
    const { ledger, commits } = parts({ movement: signed, transaction }, { meanwhile: final });
    must(await submitStored(ledger, theStation('payment-sent'), movementId));
    expect(commits).toEqual([{ expects: [], entries: [], changes: [] }]);
  });

  it('does not take away the problem of a payment that has failed meanwhile', async () => {
    const problem = { code: 'input-spent-elsewhere', message: '' } as const;
    const failed = movement({ state: 'failed', version: 4, problem });
    const { ledger, commits } = parts({ movement: signed, transaction }, { meanwhile: failed });
    must(await submitStored(ledger, theStation('payment-sent'), movementId));
    expect(commits).toEqual([{ expects: [], entries: [], changes: [] }]);
  });

  it('that is a refusal, or none, leaves the bytes signed and says why: only the ledger ends them', async () => {
    for (const answer of [lost, refuse('node-rejected', 'the input is locked')]) {
      const { ledger, commits, told } = parts({ movement: signed, transaction }, { answer });
      expect(await submitStored(ledger, theStation('payment-sent'), movementId)).toEqual(answer);
      const { code, message } = answer;
      expect(commits).toEqual([
        {
          expects: [onMovement],
          entries: [],
          changes: [{ kind: 'movement-problem', id: movementId, problem: { code, message } }],
        },
      ]);
      expect(told).toEqual(['movements']);
    }
  });

  it.each(movementStates.filter((state) => state !== 'signed' && state !== 'sent'))(
    'that did not come is no problem of a movement that is %s by now',
    async (state) => {
      const { ledger, commits } = parts({ movement: movement({ state }), transaction });
      must(await noteProblem(ledger, movementId, lost));
      expect(commits).toEqual([{ expects: [onMovement], entries: [], changes: [] }]);
    },
  );

  it('for a movement that is not there writes nothing', async () => {
    const { ledger, commits } = parts({ movement: undefined });
    must(await noteProblem(ledger, movementId, lost));
    expect(commits).toEqual([{ expects: [], entries: [], changes: [] }]);
  });
});

import { describe, expect, it } from 'vitest';
import type { Movement } from '../../../../electron/books/rows.ts';
import { type Actor, theStation } from '../../../../electron/console/actor.ts';
import { cancel } from '../../../../electron/console/movements/cancel.ts';
import { expireApprovals } from '../../../../electron/console/movements/expire-approvals.ts';
import { decideSigned } from '../../../../electron/console/movements/record-signature.ts';
import { decideRejected } from '../../../../electron/console/movements/reject.ts';
import { decideRefused } from '../../../../electron/console/movements/sign.ts';
import { decideStopped } from '../../../../electron/console/movements/stop.ts';
import type { Station } from '../../../../electron/console/station.ts';
import { movementStates } from '../../../../electron/core/movement/movement-state.ts';
import { refuse } from '../../../../electron/core/result.ts';
import type { SignerAnswer } from '../../../../electron/signer/protocol.ts';
import {
  codeOf,
  hot,
  NOW,
  officers,
  policy,
  rejection,
  subject,
  type TestOfficer,
} from '../../../support/core-samples.ts';
import { wholeCheck } from '../../../support/free-hold.ts';
import { as, keepCommits, movement, movementId, onMovement, stationKey, written } from './samples.ts';

const signed: SignerAnswer<'sign'> = {
  signature: 'c2lnbmVk',
  digest: subject.digest,
  transactionId: 'D1gest',
  fields: null,
  ruleId: 'everyday',
  era: 'e4a0'.repeat(8),
  counter: 2,
  approvers: [officers.ben.id],
  signedAt: NOW - 5,
};
const byStation = { kind: 'station', stationId: stationKey.stationId };

describe('a signature', () => {
  it('makes an approved movement a signed one, with all that it takes to send it again', async () => {
    const decision = decideSigned(movement({ state: 'approved' }), { signed, actor: as(officers.ben) });
    const { expects, entries, changes } = await written(decision);
    expect(expects).toEqual([onMovement]);
    expect(entries).toMatchObject([
      {
        kind: 'proposal-signed',
        actor: { kind: 'person', officerId: officers.ben.id },
        body: { movementId, vaultId: hot.id, ...signed, recovered: false },
      },
    ]);
    expect(changes).toMatchObject([
      { kind: 'movement-moved', id: movementId, to: 'signed' },
      { kind: 'transaction-added', movementId, transactionId: 'D1gest', signature: signed.signature },
    ]);
  });

  it("counts in its rule's window from when the signer gave it, not from when it was found", async () => {
    const { changes } = await written(
      decideSigned(movement({ state: 'approved' }), { signed, actor: theStation('ledger-followed') }),
    );
    expect(changes).toContainEqual(
      expect.objectContaining({ kind: 'transaction-added', ruleId: 'everyday', signedAt: NOW - 5 }),
    );
  });

  it('that nobody heard of is found by the station, and says so', async () => {
    const { entries } = await written(
      decideSigned(movement({ state: 'approved' }), { signed, actor: theStation('ledger-followed') }),
    );
    expect(entries).toMatchObject([{ actor: byStation, body: { recovered: true }, witness: null }]);
  });

  it('of what was stopped meanwhile is kept: the vault had signed it before', async () => {
    const stopped = movement({ state: 'stopped', stoppedAt: NOW - 1 });
    const { changes } = await written(decideSigned(stopped, { signed, actor: as(officers.ben) }));
    expect(changes).toMatchObject([
      { kind: 'movement-moved', id: movementId, to: 'signed' },
      { kind: 'transaction-added', movementId },
    ]);
  });

  it.each(movementStates.filter((state) => state !== 'approved' && state !== 'stopped'))(
    'of a movement that is %s changes nothing',
    (state) => {
      const decided = decideSigned(movement({ state }), { signed, actor: as(officers.ben) });
      expect(codeOf(decided)).toBe('proposal-state');
    },
  );
});

describe("a signer's refusal", () => {
  const refusal = refuse('approvals-too-few', 'expected 2 approvals, got 1');
  const escalated = { ruleId: 'large', approvalsNeeded: 2 };
  const of = (state: Movement['state'], more: typeof escalated | null) =>
    written(decideRefused(movement({ state }), as(officers.ben), { refusal, escalated: more }));

  it('is written down, and nothing else changes', async () => {
    const { expects, entries, changes } = await of('approved', null);
    expect(expects).toEqual([onMovement]);
    const problem = { code: 'approvals-too-few', message: 'expected 2 approvals, got 1' };
    expect(entries).toMatchObject([
      { kind: 'sign-refused', body: { movementId, ...problem, escalated: null } },
    ]);
    expect(changes).toEqual([{ kind: 'movement-problem', id: movementId, problem }]);
  });

  it('for too few approvals asks for those of the next rule', async () => {
    const { entries, changes } = await of('approved', escalated);
    expect(entries).toMatchObject([{ body: { escalated } }]);
    expect(changes).toMatchObject([
      { kind: 'movement-moved', id: movementId, to: 'proposed' },
      { kind: 'movement-ruled', id: movementId, ...escalated },
      { kind: 'movement-problem', id: movementId },
    ]);
  });

  it.each(movementStates.filter((state) => state !== 'approved'))(
    'does not bring a movement back that is %s by now',
    async (state) => {
      const { entries, changes } = await of(state, escalated);
      expect(entries).toMatchObject([{ body: { escalated: null } }]);
      expect(changes.map(({ kind }) => kind)).toEqual(['movement-problem']);
    },
  );
});

describe('a rejection', () => {
  it('is one entry with the signed document; its inputs are free, and its signer is still to be told', async () => {
    const decision = decideRejected(movement(), as(officers.chiara), rejection());
    const { expects, entries, changes } = await written(decision);
    expect(expects).toEqual([onMovement]);
    expect(entries).toMatchObject([
      {
        kind: 'proposal-rejected',
        actor: { kind: 'person', officerId: officers.chiara.id },
        documents: [{ kind: 'rejection', document: rejection() }],
        body: { movementId, digest: subject.digest, reason: 'not ours' },
      },
    ]);
    expect(changes).toMatchObject([
      { kind: 'movement-moved', id: movementId, to: 'rejected' },
      { kind: 'rejection-added', movementId, rejection: rejection() },
      { kind: 'inputs-released', movementId },
    ]);
  });
});

describe('a stop', () => {
  const stopped = (state: Movement['state']) =>
    written(decideStopped({ movement: movement({ state }), rejection: rejection() }, as(officers.chiara)));

  it.each(['queued', 'proposed', 'approved'] as const)(
    'of what is %s is one entry with the signed no; its inputs stay bound until the vault has spoken',
    async (state) => {
      const { expects, entries, changes } = await stopped(state);
      expect(expects).toEqual([onMovement]);
      expect(entries).toMatchObject([
        {
          kind: 'movement-stopped',
          actor: { kind: 'person', officerId: officers.chiara.id },
          documents: [{ kind: 'rejection', document: rejection() }],
          body: { movementId, digest: subject.digest, reason: 'not ours', signed: false },
        },
      ]);
      expect(changes).toMatchObject([
        { kind: 'movement-moved', id: movementId, to: 'stopped' },
        { kind: 'movement-stopped', id: movementId },
        { kind: 'rejection-added', movementId, rejection: rejection() },
      ]);
    },
  );

  it.each(['signed', 'sent'] as const)(
    'of what is %s holds it, and takes no signature back',
    async (state) => {
      const { entries, changes } = await stopped(state);
      expect(entries).toMatchObject([{ body: { signed: true } }]);
      expect(changes.map(({ kind }) => kind)).toEqual(['movement-stopped', 'rejection-added']);
    },
  );
});

/** Parts of a station that knows one movement, with an open or a locked vault. */
function stationWith(of: Movement, vault: 'open' | 'locked' = 'open') {
  const { recorder, commits } = keepCommits();
  const told: string[] = [];
  const station = {
    books: {
      movements: {
        get: async (id: string) => (id === of.id ? of : undefined),
        withVoidApproval: async () => [of.id],
        proposal: async () => undefined,
        request: async () => undefined,
        approvals: async () => [],
      },
    },
    check: wholeCheck,
    recorder,
    policy: { present: () => policy() },
    treasury: { file: () => ({ node: { kind: 'url' } }) },
    chain: { epochs: null },
    line: null,
    keys: {
      signing: new Set<string>(),
      vaults: {
        state: () => vault,
        client: () => refuse('vault-locked', 'the vault is locked'),
        session: () => refuse('vault-locked', 'the vault is locked'),
      },
    },
    effects: { now: () => NOW, notify: (topics: readonly string[]) => void told.push(...topics) },
  } as unknown as Pick<
    Station,
    | 'treasury'
    | 'hold'
    | 'books'
    | 'check'
    | 'recorder'
    | 'policy'
    | 'chain'
    | 'keys'
    | 'line'
    | 'addressBook'
    | 'effects'
  >;
  return { station, commits, told };
}

describe('a cancellation', () => {
  const cancelled = async (of: Movement, actor: Actor) => {
    const { station, commits } = stationWith(of);
    return { code: codeOf(await cancel(station, actor, { id: of.id })), commits };
  };
  const queued = movement({ state: 'queued', ruleId: null, approvalsNeeded: null });

  it.each<[string, TestOfficer]>([
    ['its maker', officers.mara],
    ['an approver', officers.ben],
  ])('by %s ends a request for which nothing was built', async (_, officer) => {
    const { code, commits } = await cancelled(queued, as(officer));
    expect(code).toBe('accepted');
    expect(commits).toMatchObject([
      {
        expects: [onMovement],
        entries: [
          {
            kind: 'request-cancelled',
            actor: { kind: 'person', officerId: officer.id },
            body: { movementId },
          },
        ],
        changes: [{ kind: 'movement-moved', id: movementId, to: 'cancelled' }],
      },
    ]);
  });

  it('by somebody else is refused', async () => {
    const { code, commits } = await cancelled(queued, as(officers.dev));
    expect([code, commits]).toEqual(['role-missing', []]);
    const nobodys = await cancelled(queued, theStation('ledger-followed'));
    expect([nobodys.code, nobodys.commits]).toEqual(['officer-not-signed-in', []]);
  });

  it.each(movementStates.filter((state) => state !== 'queued'))(
    'of what is %s is refused, also to its maker',
    async (state) => {
      const { code, commits } = await cancelled(movement({ state }), as(officers.mara));
      expect([code, commits]).toEqual(['proposal-state', []]);
    },
  );
});

describe('an expiry', () => {
  it('ends what was proposed: a step of the station itself that frees the inputs', async () => {
    const { station, commits, told } = stationWith(movement());
    await expireApprovals(station);
    expect(commits).toMatchObject([
      {
        expects: [onMovement],
        entries: [{ kind: 'proposal-expired', actor: byStation, body: { movementId }, witness: null }],
        changes: [
          { kind: 'movement-moved', id: movementId, to: 'expired' },
          { kind: 'inputs-released', movementId },
        ],
      },
    ]);
    expect(told).toContain('movements');
    expect([...station.keys.signing], 'nobody is kept from it afterwards').toEqual([]);
  });

  it('waits for the vault of what was ready to sign: it may have signed', async () => {
    const { station, commits } = stationWith(movement({ state: 'approved' }), 'locked');
    await expireApprovals(station);
    expect(commits).toEqual([]);
  });

  it('leaves what is being signed at this moment', async () => {
    const { station, commits } = stationWith(movement());
    station.keys.signing.add(movementId);
    await expireApprovals(station);
    expect(commits).toEqual([]);
    expect([...station.keys.signing]).toEqual([movementId]);
  });
});

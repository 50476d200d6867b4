import { describe, expect, it } from 'vitest';
import { recordRequest } from '../../../../electron/console/movements/record-request.ts';
import { checkWithdrawal } from '../../../../electron/console/movements/request-withdrawal.ts';
import type { AskedPayment } from '../../../../electron/core/movement/repeats.ts';
import { noBook } from '../../../../electron/core/policy/decide.ts';
import { SpendHistory } from '../../../../electron/core/policy/spend-history.ts';
import { requestDigest } from '../../../../electron/core/proposal/request.ts';
import {
  address,
  amount,
  asset,
  codeOf,
  cold,
  hot,
  NOW,
  network,
  officers,
  person,
  policy,
  units,
  uuid,
} from '../../../support/core-samples.ts';
import { fc } from '../../../support/fast-check.ts';
import { must } from '../../../support/must.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';
import { gone, keepCommits, movement, session, stationKey } from './samples.ts';

type Facts = Parameters<typeof checkWithdrawal>[0];

const facts = (amountText: string, overrides: Partial<Facts> = {}): Facts => ({
  typed: { vaultId: hot.id, recipient: address(0xb0b), amount: amountText },
  recipient: address(0xb0b),
  ownVault: null,
  figures: { vaultId: hot.id, balance: units(30_000), reserved: 0n, accounts: 1 },
  spent: new SpendHistory(),
  accounts: [0],
  now: NOW,
  policy: policy(),
  book: noBook,
  chain: { asset },
  ...overrides,
});
const check = (amountText: string, overrides: Partial<Facts> = {}) =>
  codeOf(checkWithdrawal(facts(amountText, overrides)));
/** Base units as a person types them. */
const typed = (of: bigint) => `${of / 10n ** 9n}.${(of % 10n ** 9n).toString().padStart(9, '0')}`;

describe('a withdrawal that somebody types', () => {
  it('is what it says: recipient, base units, and the rule that lets it pass', () => {
    const { recipient, units: asked, rule } = must(checkWithdrawal(facts('12.5')));
    expect([recipient, asked, rule.id]).toEqual([address(0xb0b), 12_500_000_000n, 'everyday']);
  });

  it('to the vault that would pay, or to another own vault, is refused whatever the amount', () => {
    expect(check('1', { ownVault: hot.id })).toBe('address-own');
    expect(check('1', { ownVault: cold.id })).toBe('address-own-vault');
    expect(check('nonsense', { ownVault: cold.id })).toBe('address-own-vault');
  });

  it.each(['', '0', '-1', '1e3', '1,5', '1-', '0x1', '1.0000000001', 'all'])(
    'of "%s" is refused: no amount is guessed',
    (amountText) => {
      expect(check(amountText)).toMatch(/^amount-/);
    },
  );

  it('of more than the vault has is refused to the unit; what others reserved still counts as had', () => {
    fc.assert(
      fc.property(fc.bigInt(1n, units(15_000)), fc.bigInt(1n, units(15_000)), (balance, asked) => {
        const figures = { vaultId: hot.id, balance, reserved: balance, accounts: 1 };
        expect(check(typed(asked), { figures })).toBe(asked > balance ? 'amount-above-balance' : 'accepted');
      }),
    );
  });

  it('beyond every rule is refused before it is asked for', () => {
    expect(check('20000')).toBe('accepted');
    expect(check('20000.000000001')).toBe('policy-no-rule');
    expect(check('1', { policy: policy({ rules: [] }) })).toBe('policy-no-rule');
  });

  it('beyond what a window has left is shown the rule that asks for more people', () => {
    const spent = new SpendHistory([{ ruleId: 'everyday', at: NOW, units: units(4_999) }]);
    const ruleOf = (amountText: string) => must(checkWithdrawal(facts(amountText, { spent }))).rule.id;
    expect(ruleOf('1')).toBe('everyday');
    expect(ruleOf('1.000000001')).toBe('large');
  });
});

describe('a request', () => {
  function station({
    settled = 0,
    restored = 0,
    same = [],
    taken,
  }: {
    readonly settled?: number;
    readonly restored?: number;
    readonly same?: readonly AskedPayment[];
    readonly taken?: string;
  } = {}) {
    const { recorder, commits } = keepCommits();
    const told: string[] = [];
    const parts = {
      treasury: { file: () => ({ id: policy().treasuryId }), network, key: stationKey },
      policy: { present: () => policy(), reference: () => ({ version: 1, digest: 'aa'.repeat(32) }) },
      chain: { asset },
      hold: { settled: () => ({ refuseBefore: settled }) },
      books: {
        movements: {
          askedOf: async () => same,
          ofExternalId: async (id: string) => (id === taken ? movement() : undefined),
        },
      },
      keys: { vaults: { requestsFrom: (id: string) => (id === hot.id ? restored : 0) } },
      recorder,
      effects: {
        now: () => NOW,
        uuid: () => uuid(0x77),
        notify: (topics: readonly string[]) => void told.push(...topics),
      },
    } as unknown as Parameters<typeof recordRequest>[0];
    return { parts, commits, told };
  }
  const asked = {
    kind: 'withdrawal',
    vaultId: hot.id,
    source: null,
    recipient: address(0xb0b),
    units: units(100),
    memo: null,
    reference: 'W-1',
  } as const;

  const earlier = (changes: Partial<AskedPayment> = {}): AskedPayment => ({
    id: uuid(0x11),
    place: 4,
    reference: 'w-1',
    state: 'final',
    makerId: officers.mara.id,
    problem: null,
    createdAt: NOW - 86_400_000,
    finalAt: NOW - 86_000_000,
    ...changes,
  });
  const statementOf = (commits: ReturnType<typeof station>['commits']) => {
    const [change] = commits[0]?.changes ?? [];
    return change?.kind === 'movement-added' ? change.request.statement : null;
  };

  it('that pays once more what was paid before is refused, until its maker says that it is meant', async () => {
    const { parts, commits } = station({ same: [earlier()] });
    const ask = (repeats?: string) =>
      recordRequest(parts, session(officers.mara), {
        ...asked,
        ...(repeats === undefined ? {} : { repeats }),
      });
    expect(codeOf(await ask())).toBe('payment-repeated');
    expect(codeOf(await ask(uuid(0x12))), 'another one was named').toBe('payment-repeated');
    expect(commits).toEqual([]);
    must(await ask(uuid(0x11)));
    expect(statementOf(commits)?.repeats).toBe(uuid(0x11));
    expect(commits[0]?.expects).toContainEqual({
      of: 'payments',
      recipient: address(0xb0b),
      units: units(100),
      version: 4,
    });
  });

  it('that was meant beside one which ended unpaid meanwhile names nothing', async () => {
    const { parts, commits } = station({ same: [earlier({ state: 'rejected', finalAt: null })] });
    must(await recordRequest(parts, session(officers.mara), { ...asked, repeats: uuid(0x11) }));
    expect(statementOf(commits)).not.toHaveProperty('repeats');
  });

  it("by a program's id that was used before is refused whatever became of that one", async () => {
    const { parts, commits } = station({ taken: 'order-7' });
    const ask = (externalId: string) =>
      recordRequest(parts, session(officers.mara), { ...asked, externalId });
    expect(codeOf(await ask('order-7'))).toBe('external-id-used');
    must(await ask('order-8'));
    expect(statementOf(commits)?.externalId).toBe('order-8');
    expect(commits[0]?.expects).toContainEqual({ of: 'external-id', id: 'order-8', version: 0 });
  });

  it("is one entry with the maker's signed statement, for a movement that is not there yet", async () => {
    const { parts, commits } = station();
    expect(must(await recordRequest(parts, session(officers.mara), asked))).toEqual({ id: uuid(0x77) });
    const [commit] = commits;
    expect(commit?.expects).toEqual([
      { of: 'movement', id: uuid(0x77), version: 0 },
      { of: 'payments', recipient: address(0xb0b), units: units(100), version: 0 },
    ]);
    expect(commit?.entries).toMatchObject([
      { kind: 'withdrawal-requested', actor: person(officers.mara), body: { movementId: uuid(0x77) } },
    ]);
    const [change] = commit?.changes ?? [];
    if (change?.kind !== 'movement-added') throw new Error('expected a movement');
    const { statement, signature } = change.request;
    expect(statement).toMatchObject({
      treasuryId: policy().treasuryId,
      network,
      policy: { version: 1 },
      actor: person(officers.mara),
      kind: 'withdrawal',
      vaultId: hot.id,
      recipient: address(0xb0b),
      amount: amount(100),
      createdAt: NOW,
    });
    expect(verifyDigest(officers.mara.key.publicKey, requestDigest(statement), signature)).toBe(true);
  });

  it('of a sweep is an entry of its own kind, and names the address that pays', async () => {
    const { parts, commits } = station();
    const sweep = { ...asked, kind: 'sweep', source: hot.address, recipient: cold.address } as const;
    must(await recordRequest(parts, session(officers.mara), sweep));
    expect(commits).toMatchObject([
      {
        entries: [{ kind: 'sweep-requested' }],
        changes: [{ request: { statement: { kind: 'sweep', source: hot.address } } }],
      },
    ]);
  });

  it.each(['settled', 'restored'])(
    'that its vault would never sign, right after it was %s, is not made',
    async (why) => {
      const early = station({ [why]: NOW + 1 });
      const refused = await recordRequest(early.parts, session(officers.mara), asked);
      expect(refused).toEqual({
        ok: false,
        code: 'request-too-early',
        message: `requests can be made again from ${new Date(NOW + 1).toISOString()} on`,
      });
      expect(early.commits).toEqual([]);
      must(await recordRequest(station({ [why]: NOW }).parts, session(officers.mara), asked));
    },
  );

  it('of a maker whose key is gone writes nothing', async () => {
    const { parts, commits } = station();
    expect(codeOf(await recordRequest(parts, gone(officers.mara), asked))).toBe('signer-crashed');
    expect(commits).toEqual([]);
  });
});

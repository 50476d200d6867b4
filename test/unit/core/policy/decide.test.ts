import { describe, expect, it } from 'vitest';
import { type Asked, decide } from '../../../../electron/core/policy/decide.ts';
import type { Policy, Rule } from '../../../../electron/core/policy/policy.ts';
import { type Spend, SpendHistory } from '../../../../electron/core/policy/spend-history.ts';
import { address, amount, asset, cold, hot, NOW, units, uuid } from '../../../support/core-samples.ts';
import { bookEntry, orderedPolicy, orderedRule, rulesOf } from '../../../support/ordered-policy-samples.ts';

const listed = address(0xb0b);
const outside = address(0xbad);
const payment = (whole: number, overrides: Partial<Asked> = {}): Asked => ({
  vaultId: hot.id,
  accounts: [0],
  recipients: [listed],
  total: units(whole),
  now: NOW,
  lives: null,
  asset,
  ...overrides,
});
const spend = (ruleId: string, whole: number, at = NOW): Spend => ({ ruleId, units: units(whole), at });

const decided = (asked: Asked, spends: readonly Spend[] = [], rules = rulesOf()): string => {
  const found = decide(rules, new SpendHistory(spends), asked);
  return found.ok ? found.value.rule.id : found.code;
};
const by = (rules: readonly Rule[], asked: Asked, spends: readonly Spend[] = []) =>
  decided(asked, spends, rulesOf(orderedPolicy({ rules: [...rules] })));

describe('the first rule that fits decides', () => {
  it.each<[string, Asked, string]>([
    ['an entry of the book', payment(1), 'everyday'],
    ['at the end of the range', payment(1000), 'everyday'],
    ['over the range: on to the next rule', payment(1000.001), 'large'],
    ['over every range', payment(20_000.001), 'policy-no-rule'],
    ['somebody outside of the book', payment(1, { recipients: [outside] }), 'large'],
    ['an own vault', payment(1, { recipients: [cold.address] }), 'sweep'],
    ['own vaults and others at once', payment(1, { recipients: [cold.address, listed] }), 'large'],
    ['another vault', payment(1, { vaultId: cold.id }), 'policy-no-rule'],
    ['nobody', payment(1, { recipients: [] }), 'policy-no-rule'],
    ['no account', payment(1, { accounts: [] }), 'policy-no-rule'],
    ['less than nothing', payment(1, { total: -1n }), 'policy-no-rule'],
    ['more than there can be', payment(1, { total: 2n ** 63n }), 'policy-no-rule'],
  ])('%s', (_, asked, id) => expect(decided(asked)).toBe(id));

  it('no rule, no spend', () => expect(by([], payment(0.001))).toBe('policy-no-rule'));

  it('an entry of the book that is not cooled is anybody', () => {
    const fresh = rulesOf(orderedPolicy(), [bookEntry(0xb0b, { usableFrom: NOW + 1 })]);
    expect(decided(payment(1), [], fresh)).toBe('large');
    expect(decided(payment(1, { now: NOW + 1 }), [], fresh)).toBe('everyday');
  });

  it('an own address in the book is an own vault all the same', () => {
    const crafted = rulesOf(orderedPolicy(), [[cold.address, bookEntry(1)[1]]]);
    expect(decided(payment(1, { recipients: [cold.address] }), [], crafted)).toBe('sweep');
    const book = orderedRule({ id: 'book', destination: { kind: 'book', groups: null } });
    const only = { ...crafted, policy: orderedPolicy({ rules: [book] }) };
    expect(decided(payment(1, { recipients: [cold.address] }), [], only)).toBe('policy-no-rule');
  });

  it('destinations: groups and entries of the book, single vaults', () => {
    const group = orderedRule({ destination: { kind: 'book', groups: ['exchanges'] } });
    expect(by([group], payment(1))).toBe('rule');
    expect(by([{ ...group, destination: { kind: 'book', groups: ['staff'] } }], payment(1))).toBe(
      'policy-no-rule',
    );
    expect(by([{ ...group, destination: { kind: 'entries', entryIds: [uuid(0xb0b)] } }], payment(1))).toBe(
      'rule',
    );
    expect(by([{ ...group, destination: { kind: 'entries', entryIds: [uuid(1)] } }], payment(1))).toBe(
      'policy-no-rule',
    );
    const toHot = orderedRule({ destination: { kind: 'own-vault', vaultIds: [hot.id] } });
    expect(by([toHot], payment(1, { recipients: [hot.address] }))).toBe('rule');
    expect(by([toHot], payment(1, { recipients: [cold.address] }))).toBe('policy-no-rule');
  });

  it('all accounts that pay must be in its group', () => {
    const customers = orderedRule({ source: { vaultId: hot.id, accounts: 'customers' } });
    expect(by([customers], payment(1, { accounts: [1000, 1999] }))).toBe('rule');
    expect(by([customers], payment(1, { accounts: [1000, 2000] }))).toBe('policy-no-rule');
  });

  it('a least amount, and an end in time', () => {
    const rules = [
      orderedRule({ id: 'big', amount: { min: amount(10), max: null } }),
      orderedRule({ id: 'rest' }),
    ];
    expect(by(rules, payment(10))).toBe('big');
    expect(by(rules, payment(9.999))).toBe('rest');
    const ending = orderedRule({ expiresAt: NOW });
    expect(by([ending], payment(1, { now: NOW - 1 }))).toBe('rule');
    expect(by([ending], payment(1))).toBe('policy-no-rule');
  });
});

describe('how long a transaction lives', () => {
  const short = orderedRule({ id: 'short', lifetime: 1 });
  const long = orderedRule({ id: 'long', lifetime: 15 });

  it.each<[bigint | null, string]>([
    [null, 'short'],
    [1n, 'short'],
    [2n, 'long'],
    [15n, 'long'],
    [16n, 'expiration-too-far'],
  ])('%s epochs', (lives, id) => expect(by([short, long], payment(1, { lives }))).toBe(id));

  it('is no reason where no rule lets the amount pass', () => {
    const small = orderedRule({ amount: { min: null, max: amount(1) } });
    expect(by([small], payment(2, { lives: 16n }))).toBe('policy-no-rule');
  });
});

describe('rolling windows', () => {
  const window = (overrides: Partial<Rule['windows'][number]>): Rule['windows'] => [
    { seconds: 100, amount: null, count: null, ...overrides },
  ];
  const day = orderedRule({ id: 'day', windows: window({ amount: amount(100) }) });
  const next = orderedRule({ id: 'next' });

  it.each<[string, readonly Spend[], number, string]>([
    ['nothing before', [], 100, 'day'],
    ['filled to the brim', [spend('day', 60)], 40, 'day'],
    ['over the brim: on to the next rule', [spend('day', 60)], 40.001, 'next'],
    ['just inside', [spend('day', 100, NOW - 99_999)], 0.001, 'next'],
    ['just outside', [spend('day', 100, NOW - 100_000)], 100, 'day'],
    ['in the future: the clock was turned back', [spend('day', 100, NOW + 1)], 0.001, 'next'],
    ['of another rule', [spend('next', 1000)], 100, 'day'],
  ])('%s', (_, spends, whole, id) => expect(by([day, next], payment(whole), spends)).toBe(id));

  it('by count, whatever the amounts', () => {
    const counted = orderedRule({ id: 'counted', windows: window({ count: 2 }) });
    expect(by([counted], payment(1), [spend('counted', 1)])).toBe('counted');
    expect(by([counted], payment(1), [spend('counted', 1), spend('counted', 1)])).toBe('policy-no-rule');
  });

  it('several at once: each must have room', () => {
    const rule = orderedRule({
      windows: [
        { seconds: 10, amount: amount(10), count: null },
        { seconds: 100, amount: amount(15), count: 3 },
      ],
    });
    const earlier = [spend('rule', 10, NOW - 50_000)];
    expect(by([rule], payment(5), earlier)).toBe('rule');
    expect(by([rule], payment(6), earlier)).toBe('policy-no-rule');
    expect(by([rule], payment(11))).toBe('policy-no-rule');
  });

  it('names the rules that came near, and why it went past them', () => {
    const found = decide(rulesOf(), new SpendHistory([spend('everyday', 4500)]), payment(900));
    expect(found.ok && found.value.passedBy.map(({ rule, why }) => `${rule.id} ${why}`)).toEqual([
      'everyday window-amount',
    ]);
    const refused = decide(rulesOf(), new SpendHistory(), payment(30_000));
    expect(refused.ok ? '' : refused.message).toMatch(/"everyday" ends below it; "large" ends below it$/);
  });
});

describe('a history of spends', () => {
  it('adds up any window, in whichever order spends came', () => {
    const times = [5, 3, 9, 3, 7, 1, 9, 2];
    const history = new SpendHistory(times.map((at) => ({ ruleId: 'a', at, units: BigInt(at) })));
    history.add({ ruleId: 'b', at: 4, units: 100n });
    for (let start = -1; start <= 10; start++) {
      const inside = times.filter((at) => at > start);
      expect(history.after('a', start)).toEqual({
        units: BigInt(inside.reduce((sum, at) => sum + at, 0)),
        count: inside.length,
      });
    }
    expect(history.after('nobody', 0)).toEqual({ units: 0n, count: 0 });
  });

  it('sums without rounding and without end', () => {
    const most = 2n ** 63n - 1n;
    const history = new SpendHistory([1, 2, 3, 4].map((at) => ({ ruleId: 'a', at, units: most })));
    expect(history.after('a', 0)).toEqual({ units: 4n * most, count: 4 });
  });
});

it('a policy is looked up once, and another one by itself', () => {
  const one: Policy = orderedPolicy({ rules: [orderedRule({ id: 'one' })] });
  const other: Policy = orderedPolicy({ rules: [orderedRule({ id: 'other' })] });
  expect([one, other, one].map((policy) => decided(payment(1), [], rulesOf(policy)))).toEqual([
    'one',
    'other',
    'one',
  ]);
});

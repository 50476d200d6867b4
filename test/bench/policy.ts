import { amountOf } from '../../electron/core/amount.ts';
import { checkPolicyForm } from '../../electron/core/policy/check-form.ts';
import { type Asked, type BookEntry, decide, type Rules } from '../../electron/core/policy/decide.ts';
import { type Policy, policyDigest, type Rule } from '../../electron/core/policy/policy.ts';
import { type PastMovement, simulate } from '../../electron/core/policy/simulate.ts';
import { type Spend, SpendHistory } from '../../electron/core/policy/spend-history.ts';
import { verifySignature } from '../../electron/signer/ed25519.ts';
import { address, asset, hot, NOW, uuid } from '../support/core-samples.ts';
import { must } from '../support/must.ts';
import { seededNumbers } from '../support/mutate-bytes.ts';
import { orderedPolicy, orderedRule, people, signOrdered } from '../support/ordered-policy-samples.ts';
import { type BenchRow, inTurns, milliseconds, ms, ratioRow } from './measure.ts';

const RULES = 50;
const ENTRIES = 5000;
const SPENDS = 100_000;
const DECISIONS = 20_000;
const VERIFICATIONS = 2000;
const MOVEMENTS = 20_000;
const DAY_MS = 86_400_000;

/** Decisions by a large policy, held against the verification of one approval; and a simulation of 90 days. */
export async function benchPolicy(): Promise<BenchRow[]> {
  const draw = seededNumbers(50);
  const rules = largeRules();
  const spends = new SpendHistory(pastSpends(draw));
  const payments = Array.from({ length: DECISIONS }, () => payment(draw));
  const passed = payments.filter((each) => decide(rules, spends, each).ok).length;
  if (passed < DECISIONS / 10 || passed === DECISIONS)
    throw new Error(`expected some to pass, ${passed} did`);

  const { signatures } = signOrdered(rules.policy, people.ben);
  const { signature } = signatures[0]!;
  const digest = policyDigest(rules.policy);
  const { publicKey } = people.ben.keys[0]!;
  const [decided = 0, verified = 0] = await inTurns(5, [
    {
      count: DECISIONS,
      work: () => {
        for (const each of payments) decide(rules, spends, each);
      },
    },
    {
      count: VERIFICATIONS,
      work: () => {
        for (let i = 0; i < VERIFICATIONS; i++) {
          if (!verifySignature(publicKey, digest, signature)) throw new Error('expected a signature');
        }
      },
    },
  ]);
  const movements = history(draw);
  const start = process.cpuUsage();
  const { otherwise } = simulate(rules, { movements, before: [], asset });
  const { user, system } = process.cpuUsage(start);
  const simulated = (user + system) / 1000;
  return [
    ratioRow(
      'policy.decide',
      `decisions by ${RULES} rules, ${ENTRIES} entries, ${SPENDS} spends`,
      `one in ${milliseconds(decided)}, an Ed25519 verification in ${milliseconds(verified)}`,
      { ratio: verified / decided, least: 2 },
    ),
    {
      what: 'the same, a second',
      measured: `${Math.round(1000 / decided)} decisions, of which ${passed} in ${DECISIONS} find a rule`,
      target: 'at least 20 000 a second',
      measures: [
        { name: 'policy.decisions', value: 1000 / decided, unit: 'a second', target: { atLeast: 20_000 } },
      ],
    },
    {
      what: `${MOVEMENTS} movements of 90 days simulated`,
      measured: `${milliseconds(simulated)} of the processor; ${otherwise.length} would have gone otherwise`,
      target: 'at most 1000 ms',
      measures: [ms('policy.simulate', simulated, 1000)],
    },
  ];
}

const units = (whole: number) => amountOf(BigInt(whole) * 10n ** 9n, asset);

/** Fifty rules of one vault, most of which a payment gets as far as: groups of accounts, groups of the book, windows. */
function largeRules(): Rules {
  const rule = (number: number): Rule =>
    orderedRule({
      id: `rule ${number}`,
      title: `Rule ${number}`,
      source: { vaultId: hot.id, accounts: number % 2 === 0 ? `accounts ${number % 10}` : null },
      destination: number % 5 === 4 ? { kind: 'anyone' } : { kind: 'book', groups: [`group ${number % 20}`] },
      amount: { min: null, max: units(100 + 20 * number) },
      windows: [
        { seconds: 3600, amount: units(1000), count: 50 },
        { seconds: 86_400, amount: units(10_000), count: 400 },
        { seconds: 30 * 86_400, amount: units(100_000), count: null },
      ],
    });
  const policy: Policy = orderedPolicy({
    accountGroups: [0, 2, 4, 6, 8].map((number) => ({
      name: `accounts ${number}`,
      vaultId: hot.id,
      ranges: [{ from: number * 1000, to: number * 1000 + 4999 }],
    })),
    rules: Array.from({ length: RULES }, (_, number) => rule(number)),
  });
  must(checkPolicyForm(policy));
  const book = new Map(
    Array.from({ length: ENTRIES }, (_, number): [string, BookEntry] => [
      address(number),
      { id: uuid(number), groups: [`group ${number % 40}`], usableFrom: 0 },
    ]),
  );
  return { policy, book };
}

const pastSpends = (draw: (below: number) => number): readonly Spend[] =>
  Array.from({ length: SPENDS }, (_, i) => ({
    ruleId: `rule ${draw(RULES)}`,
    at: NOW - 90 * DAY_MS + i * 77_000,
    units: BigInt(1 + draw(200)) * 10n ** 9n,
  }));

const payment = (draw: (below: number) => number): Asked => ({
  vaultId: hot.id,
  accounts: [draw(14_000)],
  recipients: [address(draw(ENTRIES + 500))],
  total: BigInt(1 + draw(1200)) * 10n ** 9n,
  now: NOW,
  lives: 1n,
  asset,
});

const history = (draw: (below: number) => number): readonly PastMovement[] =>
  Array.from({ length: MOVEMENTS }, (_, i) => {
    const signedAt = NOW - 90 * DAY_MS + i * 388_000;
    return {
      ...payment(draw),
      id: uuid(i),
      askedAt: signedAt - 3_600_000,
      signedAt,
      ruleId: `rule ${draw(RULES)}`,
      makerIds: [people.mara.id],
      approverIds: [people.ben.id],
    };
  });

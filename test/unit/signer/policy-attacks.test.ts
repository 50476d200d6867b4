import { describe, expect, it } from 'vitest';
import { type KnownPolicy, type Policy, policyDigest } from '../../../electron/core/policy/policy.ts';
import { keysAtDesk } from '../../support/policy-parts.ts';
import {
  approval,
  codeOf,
  coin,
  hot,
  iota,
  NOW,
  type OpenFixture,
  officers,
  openVault,
  policy,
  proposal,
  request,
  rule,
  sealedVault,
  signPolicy,
  stranger,
  type TestOfficer,
  toSign,
  under,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const { ben, chiara, dev, erin } = officers;

/** Everyday payments of up to 1000 by one approver; changes wait a day, people three. */
const first = policy({
  rules: [rule({ id: 'everyday', maxAmount: iota(1000), window: { seconds: 86_400, max: iota(5000) } })],
  change: { ...policy().change, delay: DAY / 1000, cooling: (3 * DAY) / 1000 },
});

const following = (before: Policy, changes: Partial<Policy>): Policy => ({
  ...before,
  version: before.version + 1,
  previous: policyDigest(before),
  createdAt: NOW,
  ...changes,
});

const everybody = [dev, ben, chiara];
const signed = (of: Policy, ...by: readonly TestOfficer[]) =>
  signPolicy(of, ...(by.length > 0 ? by : everybody));

/** Ten times as much by one approver. */
const wider = following(first, { rules: [rule({ id: 'everyday', maxAmount: iota(10_000) })] });
const removing = (gone: TestOfficer): Policy => {
  const people = first.officers.filter(({ id }) => id !== gone.id);
  const groups = first.groups.map((group) => ({
    ...group,
    officerIds: group.officerIds.filter((id) => id !== gone.id),
  }));
  return following(first, { officers: people, groups });
};

const seal = async ({ vault }: OpenFixture, ...policies: readonly KnownPolicy[]): Promise<string> =>
  codeOf(await vault.sealPolicies(hot.id, policies));

const payment = (amount: number, number = 1) =>
  proposal({
    coins: [coin(number)],
    requests: [request({ id: uuid(0x900 + number), amount: iota(amount) })],
  });

const pay = async (
  { vault, clock }: OpenFixture,
  amount: number,
  { by = [ben], of = first, number = 1 }: { by?: readonly TestOfficer[]; of?: Policy; number?: number } = {},
): Promise<string> => {
  const asked = payment(amount, number);
  const given = by.map((who) => approval(asked, who, { ...under(of), expiresAt: clock.now + HOUR / 2 }));
  return codeOf(await vault.sign(toSign(asked, ...given)));
};

describe('an admin who widens limits and approves under them within the delay', () => {
  it('gets no signature by either version until the delay is over', async () => {
    const opened = await sealedVault(first);
    expect(await seal(opened, signPolicy(first), signed(wider))).toBe('accepted');
    opened.clock.now += DAY - 1;
    expect(await pay(opened, 5000, { of: wider })).toBe('policy-no-rule');
    expect(await pay(opened, 900, { of: wider })).toBe('approval-other-policy');
    expect(await pay(opened, 900)).toBe('accepted');
    opened.clock.now += 1;
    expect(await pay(opened, 5000, { of: wider, number: 2 })).toBe('accepted');
    expect(await pay(opened, 900, { number: 3 }), 'what was given before is void').toBe(
      'approval-other-policy',
    );
  });

  it('waits by the sealed time, whatever a console says of when it was known, and after the vault was locked', async () => {
    const opened = await sealedVault(first);
    const early = { ...signed(wider), knownSince: NOW - 30 * DAY };
    expect(await seal(opened, signPolicy(first), early)).toBe('accepted');
    const { stateFile, clock, vault } = opened;
    for (const compactFrom of [4096, 1]) {
      const again = unwrap(
        await openVault({ stateFile, clock, journalCounter: vault.mark.counter, compactFrom }),
      );
      expect(await seal(again, signPolicy(first), early)).toBe('accepted');
      expect(await pay(again, 5000, { of: wider })).toBe('policy-no-rule');
    }
  });

  it('is refused where the approvers did not sign it: the admin alone can only tighten', async () => {
    const opened = await sealedVault(first);
    expect(await seal(opened, signPolicy(first), signed(wider, dev))).toBe('policy-signature-bad');
    const lower = following(first, { feeCap: iota(0.01) });
    expect(await seal(opened, signPolicy(first), signed(lower, dev))).toBe('accepted');
    expect(await pay(opened, 900, { of: lower }), 'in force at once').toBe('accepted');
  });
});

describe('a clock that was moved to skip a delay', () => {
  it('and put back leaves a vault that signs nothing, and with a right one the delay goes on', async () => {
    const opened = await sealedVault(first);
    opened.clock.now += 2 * DAY;
    expect(await seal(opened, signPolicy(first), signed(wider))).toBe('accepted');
    opened.clock.now = NOW + HOUR;
    expect(await pay(opened, 900, { of: wider })).toBe('clock-behind-seal');
    opened.clock.now = NOW + 2 * DAY;
    expect(await pay(opened, 5000, { of: wider })).toBe('policy-no-rule');
  });
});

describe('loosening dressed as tightening', () => {
  const [everyday] = first.rules;
  it.each<[string, Partial<Policy>]>([
    ['a rule under a new id, whose window begins anew', { rules: [{ ...everyday!, id: 'every-day' }] }],
    [
      'a lower limit before a rule that asks for less',
      {
        rules: [
          { ...everyday!, amount: { min: null, max: iota(10) } },
          rule({ id: 'rest', maxAmount: iota(1000) }),
        ],
      },
    ],
    ['a vault that is renamed', { vaults: first.vaults.with(1, { ...first.vaults[1]!, name: 'Hot two' }) }],
    ['a change that waits less', { change: { ...first.change, delay: 1 } }],
  ])('%s needs the approvers, and waits', async (_, changes) => {
    const next = following(first, { feeCap: iota(0.01), ...changes });
    const opened = await sealedVault(first);
    expect(await seal(opened, signPolicy(first), signed(next, dev))).toBe('policy-signature-bad');
    expect(await seal(opened, signPolicy(first), signed(next))).toBe('accepted');
    expect(await pay(opened, 5, { of: next })).toBe('approval-other-policy');
    expect(await pay(opened, 5)).toBe('accepted');
  });
});

describe('policies at a signer', () => {
  it('rolled back are refused, and so is a second one of one number, also while it waits', async () => {
    const opened = await sealedVault(first);
    expect(await seal(opened, signPolicy(first), signed(wider))).toBe('accepted');
    expect(await seal(opened, signPolicy(first)), 'policy rolled back at a signer').toBe('policy-version');
    const other = following(first, { rules: [] });
    expect(await seal(opened, signPolicy(first), signed(other)), 'two versions of one number').toBe(
      'policy-version',
    );
    opened.clock.now += DAY;
    expect(await seal(opened, signPolicy(first), signed(other))).toBe('policy-version');
    expect(await pay(opened, 5000, { of: wider })).toBe('accepted');
  });

  it('that people of a version which still waits have signed are left for later', async () => {
    const { key: _, publicKey: __, ...mallory } = stranger;
    const joined = following(first, {
      officers: [...first.officers, mallory],
      change: { ...first.change, quorum: 2 },
    });
    const theirs = following(joined, { feeCap: iota(0.01) });
    const chain = [signPolicy(first), signed(joined), signed(theirs, dev, stranger)];
    const opened = await sealedVault(first);
    expect(await seal(opened, ...chain)).toBe('accepted');
    expect(await pay(opened, 900)).toBe('accepted');
    opened.clock.now += 3 * DAY;
    expect(await seal(opened, ...chain)).toBe('accepted');
    expect(await pay(opened, 900, { of: theirs, number: 2 })).toBe('accepted');
  });
});

describe('a quorum', () => {
  const two = policy({ rules: [rule({ id: 'large', approvals: 2 })] });

  it('is not reached across versions', async () => {
    const next = following(two, { feeCap: iota(0.05) });
    const opened = await sealedVault(two);
    expect(await seal(opened, signPolicy(two), signed(next))).toBe('accepted');
    const asked = payment(5);
    const given = [approval(asked, ben, under(two)), approval(asked, chiara, under(next))];
    expect(codeOf(await opened.vault.sign(toSign(asked, ...given)))).toBe('approval-other-policy');
    expect(await pay(opened, 5, { of: next, by: [ben, chiara] })).toBe('accepted');
  });

  it('counts an officer with two keys once', async () => {
    const keys = [...ben.keys, ...keysAtDesk(stranger.publicKey)];
    const of = {
      ...two,
      officers: two.officers.map((each) => (each.id === ben.id ? { ...each, keys } : each)),
    };
    const second = { ...ben, key: stranger.key };
    const opened = await sealedVault(of);
    expect(await pay(opened, 5, { of, by: [ben, second] })).toBe('approval-duplicate-officer');
    expect(await pay(opened, 5, { of, by: [chiara, second] })).toBe('accepted');
  });
});

describe('a removed officer', () => {
  it('has no old approval that counts, and gives no new one', async () => {
    const opened = await sealedVault(first);
    const without = removing(ben);
    expect(await seal(opened, signPolicy(first), signed(without, dev)), 'removing is no loosening').toBe(
      'accepted',
    );
    expect(await pay(opened, 5), 'their old approval').toBe('approval-officer-unknown');
    expect(await pay(opened, 5, { by: [erin] }), 'of the version before').toBe('approval-other-policy');
    expect(await pay(opened, 5, { of: without })).toBe('approval-officer-unknown');
    expect(await pay(opened, 5, { of: without, by: [erin] })).toBe('accepted');
  });

  it('whose time is over does not count either', async () => {
    const of = {
      ...first,
      officers: first.officers.map((each) =>
        each.id === erin.id ? { ...each, expiresAt: NOW + HOUR } : each,
      ),
    };
    const opened = await sealedVault(of);
    expect(await pay(opened, 5, { of, by: [erin] })).toBe('accepted');
    opened.clock.now += HOUR;
    expect(await pay(opened, 5, { of, by: [erin], number: 2 })).toBe('officer-expired');
  });
});

describe('a rule with a delay', () => {
  const of = policy({ rules: [rule({ id: 'slow', delay: 7200, review: 86_400, lifetime: 2 })] });

  it('signs only when the vault itself has known of the request for so long, whatever its date', async () => {
    const opened = await sealedVault(of);
    const asked = proposal({ requests: [request({ createdAt: NOW - DAY })] });
    const given = approval(asked, ben, { ...under(of), expiresAt: NOW + 8 * HOUR });
    const sign = async ({ vault }: OpenFixture) => codeOf(await vault.sign(toSign(asked, given)));
    expect(await sign(opened)).toBe('signing-too-early');
    opened.clock.now += 2 * HOUR - 1;
    const { stateFile, clock, vault } = opened;
    const again = unwrap(
      await openVault({ stateFile, clock, journalCounter: vault.mark.counter, compactFrom: 1 }),
    );
    expect(await sign(again)).toBe('signing-too-early');
    clock.now += 1;
    expect(await sign(again)).toBe('accepted');
  });

  it('begins when the vault inspects the request, and remembers nothing of what it refuses', async () => {
    const opened = await sealedVault(of);
    const asked = payment(5);
    expect(codeOf(await opened.vault.take({ proposal: asked }))).toBe('accepted');
    expect(codeOf(await opened.vault.take({ proposal: asked }))).toBe('accepted');
    expect(opened.vault.mark.counter).toBe(2);
    const forged = proposal({
      requests: [request({ id: uuid(0x777) }, { ...stranger, id: officers.mara.id })],
    });
    expect(codeOf(await opened.vault.take({ proposal: forged }))).toBe('request-signature-bad');
    expect(opened.vault.mark.counter).toBe(2);
    opened.clock.now += 2 * HOUR;
    expect(await pay(opened, 5, { of })).toBe('accepted');
  });
});

describe('a window by count', () => {
  it('counts what was signed by its rule, over versions too', async () => {
    const of = policy({
      rules: [rule({ id: 'few', windows: [{ seconds: 86_400, amount: null, count: 2 }] })],
    });
    const next = following(of, { feeCap: iota(0.05) });
    const opened = await sealedVault(of);
    expect(await pay(opened, 5, { of })).toBe('accepted');
    expect(await seal(opened, signPolicy(of), signed(next))).toBe('accepted');
    expect(await pay(opened, 5, { of: next, number: 2 })).toBe('accepted');
    expect(await pay(opened, 5, { of: next, number: 3 })).toBe('policy-no-rule');
    opened.clock.now += DAY;
    expect(await pay(opened, 5, { of: next, number: 3 })).toBe('accepted');
  });
});

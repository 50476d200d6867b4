import { describe, expect, it } from 'vitest';
import type { SignedMandate } from '../../../electron/core/mandate/mandate.ts';
import { policyDigest } from '../../../electron/core/policy/policy.ts';
import {
  mandate,
  mandateApproval,
  mandateStop,
  ownAddress,
  paying,
  source,
  toCold,
  toSignUnder,
} from '../../support/mandate-fixture.ts';
import {
  approval,
  codeOf,
  coin,
  EPOCH,
  freshStateFile,
  hot,
  iota,
  NOW,
  nanos,
  noes,
  officers,
  openVault,
  policy,
  proposal,
  request,
  rule,
  sealedVault,
  signPolicy,
  toSign,
  under,
  unwrap,
  uuid,
  vaultSeed,
} from '../../support/signer-fixture.ts';
import { ben, chiara, gather, one, three, two } from './mandate-words.ts';

describe('what was approved once is not used twice', () => {
  it('a source pays once: never with another coin, nor while the first bytes live', async () => {
    const { vault, clock } = await sealedVault();
    unwrap(await vault.sign(toSignUnder(gather, paying(gather, one))));
    clock.now += 1000;
    const other = paying(gather, one, { coins: [coin(77, { owner: one.address })] });
    expect(codeOf(await vault.sign(toSignUnder(gather, other)))).toBe('request-duplicate');
    const both = [...[1, 77].map((n) => coin(n, { owner: one.address, balance: nanos(1000).toString() }))];
    const same = paying(gather, one, { coins: both });
    expect(codeOf(await vault.sign(toSignUnder(gather, same)))).toBe('input-already-signed');
    // When those are over, the same coin with others: the ledger executes one of the two.
    const later = paying(gather, one, { coins: both, transfer: { expirationEpoch: EPOCH + 3n } });
    const ask = { ...toSignUnder(gather, later), epoch: (EPOCH + 2n).toString() };
    expect(codeOf(await vault.sign(ask))).toBe('accepted');
  });

  it('but the same bytes get the same signature again, whatever has become of the mandate', async () => {
    const { vault, clock } = await sealedVault();
    const ask = toSignUnder(gather, paying(gather, one));
    const first = unwrap(await vault.sign(ask));
    clock.now += 2 * 86_400_000;
    expect(unwrap(await vault.sign(ask)).signature).toBe(first.signature);
  });

  it('and a source that has paid pays under no other mandate by the same request', async () => {
    const { vault } = await sealedVault();
    unwrap(await vault.sign(toSignUnder(gather, paying(gather, one))));
    const again = mandate({ id: uuid(0x6b), sources: [one] });
    const other = paying(again, one, { coins: [coin(77, { owner: one.address })] });
    expect(codeOf(await vault.sign(toSignUnder(again, other)))).toBe('request-duplicate');
  });

  it('a mandate replayed after a restore that lost the state is too old', async () => {
    const seed = vaultSeed('hot');
    const stateFile = await freshStateFile(seed, true);
    const { vault } = unwrap(await openVault({ seed, stateFile }));
    unwrap(await vault.sealPolicies(hot.id, [signPolicy(policy())]));
    expect(codeOf(await vault.sign(toSignUnder(gather, paying(gather, one))))).toBe('request-too-old');
    // With a request that is dated after it, the mandate itself is still too old.
    const young = paying(gather, one, { request: { createdAt: NOW + 120_000 } });
    expect(codeOf(await vault.sign(toSignUnder(gather, young)))).not.toBe('accepted');
  });

  it('a stop by any approver voids what is left of it, and a rolled back state does not open', async () => {
    const { vault, stateFile } = await sealedVault();
    unwrap(await vault.sign(toSignUnder(gather, paying(gather, one))));
    const before = stateFile.content;
    unwrap(await vault.sealEnds(noes(mandateStop(gather))));
    expect(codeOf(await vault.sign(toSignUnder(gather, paying(gather, two))))).toBe('request-ended');
    // Nor by another mandate for the same requests, nor by the same mandate for others.
    const renamed = mandate({ id: uuid(0x6b) });
    expect(codeOf(await vault.sign(toSignUnder(renamed, paying(renamed, three))))).toBe('request-ended');
    const { counter } = vault.mark;
    stateFile.content = before;
    expect(codeOf(await openVault({ stateFile, journalCounter: counter }))).toBe('state-rolled-back');
  });

  it('a stopped mandate is void by its own digest, for requests that the stop did not name, too', async () => {
    const { vault } = await sealedVault();
    unwrap(await vault.sealEnds(noes(mandateStop(gather, chiara, { requestIds: [] }))));
    expect(codeOf(await vault.sign(toSignUnder(gather, paying(gather, two))))).toBe('approval-voided');
    const other = mandate({ id: uuid(0x6b) });
    expect(codeOf(await vault.sign(toSignUnder(other, paying(other, two))))).toBe('accepted');
  });

  it('a policy that changed in between voids it', async () => {
    const { vault } = await sealedVault();
    const first = policy();
    const later = {
      id: uuid(0xa3),
      name: 'Later',
      kind: 'cold',
      receiveAddress: ownAddress(9, 'cold'),
      attestationKey: 'ab'.repeat(32),
    } as const;
    const second = policy({
      version: 2,
      previous: policyDigest(first),
      createdAt: NOW,
      vaults: [...first.vaults, later],
    });
    unwrap(await vault.sign(toSignUnder(gather, paying(gather, one))));
    unwrap(
      await vault.sealPolicies(hot.id, [signPolicy(first), signPolicy(second, officers.dev, ben, chiara)]),
    );
    expect(codeOf(await vault.sign(toSignUnder(gather, paying(gather, two))))).toBe('mandate-other-policy');
    // A mandate under the new policy needs approvals under the new policy.
    const anew = mandate(under(second));
    expect(codeOf(await vault.sign(toSignUnder(anew, paying(anew, two))))).toBe('approval-other-policy');
  });
});

describe('the windows of rules', () => {
  const windowed = policy({
    rules: [rule({ id: 'day', window: { seconds: 86_400, max: iota(1000) } })],
  });
  const sweepOf = (...sources: ReturnType<typeof source>[]) =>
    mandate({ ...toCold, ...under(windowed), sources });
  const sign = (of: SignedMandate, from: ReturnType<typeof source>) =>
    toSignUnder(of, paying(of, from), mandateApproval(of, ben, under(windowed)));
  const withdrawal = (number: number, whole: number) => {
    const of = proposal({
      requests: [request({ id: uuid(number), amount: iota(whole) })],
      coins: [coin(number)],
    });
    return toSign(of, approval(of, ben, under(windowed)));
  };

  it('count the sum of a sweep from its first transaction on, and each source once', async () => {
    const { vault } = await sealedVault(windowed);
    const whole = sweepOf(source(1, 500), source(2, 500));
    unwrap(await vault.sign(sign(whole, source(1, 500))));
    expect(codeOf(await vault.sign(sign(whole, source(2, 500))))).toBe('accepted');
    expect(codeOf(await vault.sign(withdrawal(0x71, 0.001)))).toBe('policy-no-rule');
  });

  it('refuse a sweep whose sum is a unit too much, before its first transaction', async () => {
    const { vault } = await sealedVault(windowed);
    const whole = sweepOf(source(1, 500), source(2, 500.001));
    expect(codeOf(await vault.sign(sign(whole, source(1, 500))))).toBe('policy-no-rule');
  });

  it('are not emptied by a mandate that names a payment of before as its source', async () => {
    const { vault } = await sealedVault(windowed);
    unwrap(await vault.sign(withdrawal(0x71, 900)));
    const cunning = sweepOf(source(1, 500), source(2, 0.001, { requestId: uuid(0x71) }));
    expect(codeOf(await vault.sign(sign(cunning, source(1, 500))))).toBe('policy-no-rule');
  });

  it('are not used up by a gather, which moves nothing out', async () => {
    const { vault } = await sealedVault(windowed);
    const of = mandate({ ...under(windowed), sources: [source(1, 900)] });
    unwrap(await vault.sign(sign(of, source(1, 900))));
    expect(codeOf(await vault.sign(withdrawal(0x71, 1000)))).toBe('accepted');
  });
});

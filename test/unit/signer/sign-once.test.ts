import { describe, expect, it } from 'vitest';
import { evidenceOfCoin } from '../../../electron/chains/iota/pure/coin-evidence.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import type { Policy } from '../../../electron/core/policy/policy.ts';
import { intentBytes, type Proposal } from '../../../electron/core/proposal/proposal.ts';
import {
  approval,
  codeOf,
  coin,
  EPOCH,
  hot,
  iota,
  NOW,
  noes,
  type OpenFixture,
  officers,
  openVault,
  policy,
  proposal,
  rejection,
  request,
  rule,
  sealedVault,
  toSign,
  under,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';

const { ben } = officers;
const everyday = rule({ maxAmount: null, window: { seconds: 3600, max: iota(250) } });
const hourly = policy({ rules: [everyday] });
const signHourly = (opened: OpenFixture, of: Proposal) => signUnder(hourly, opened, of);

/** The `number`th payment: own request, own coin. */
const payment = (number: number, amount = 100): Proposal =>
  proposal({
    requests: [request({ id: uuid(0x500 + number), amount: iota(amount) })],
    coins: [coin(100 + number)],
  });

/** With an approval under the policy that is sealed in these tests. */
const signUnder = (sealed: Policy, { vault, clock }: OpenFixture, of: Proposal) =>
  vault.sign(toSign(of, approval(of, ben, { ...under(sealed), expiresAt: clock.now + 1000 })));
const sign = (opened: OpenFixture, of: Proposal) => signUnder(policy(), opened, of);

describe('what the signer gives', () => {
  it("is the vault's signature over exactly the approved bytes", async () => {
    const of = proposal();
    const signed = unwrap(await sign(await sealedVault(), of));
    expect(iotaChain.verify(intentBytes(of), signed.signature)).toEqual({ ok: true, value: [hot.address] });
    expect(signed).toMatchObject({
      digest: iotaChain.digest(intentBytes(of)),
      transactionId: iotaChain.transactionId(intentBytes(of)),
      fields: null,
      ruleId: 'everyday',
      counter: 2,
      approvers: [ben.id],
      signedAt: NOW,
    });
  });

  it('was remembered on disk before', async () => {
    const opened = await sealedVault();
    opened.stateFile.append = async () => {
      throw new Error('disk full');
    };
    await expect(sign(opened, proposal())).rejects.toThrow('disk full');
    expect(opened.vault.mark.counter).toBe(1);
  });
});

describe('the same proposal again', () => {
  it('gives the same signature and is remembered once', async () => {
    const opened = await sealedVault();
    const first = unwrap(await sign(opened, proposal()));
    const { writes } = opened.stateFile;
    opened.clock.now += 1000;
    expect(unwrap(await sign(opened, proposal()))).toEqual(first);
    expect(opened.stateFile.writes).toBe(writes);
  });

  it('does not count twice against a window', async () => {
    const opened = await sealedVault(hourly);
    for (let times = 0; times < 4; times++)
      expect(codeOf(await signHourly(opened, payment(1)))).toBe('accepted');
    expect(codeOf(await signHourly(opened, payment(2)))).toBe('accepted');
    expect(codeOf(await signHourly(opened, payment(3)))).toBe('policy-no-rule');
    expect(codeOf(await signHourly(opened, payment(1))), 'still, though the window is spent').toBe(
      'accepted',
    );
  });

  it('gives the same signature when the approvals have expired meanwhile: it decided then', async () => {
    const opened = await sealedVault();
    const of = proposal();
    const first = unwrap(await sign(opened, of));
    opened.clock.now += 1_800_000;
    expect(unwrap(await opened.vault.sign(toSign(of, approval(of))))).toEqual(first);
    expect(unwrap(opened.vault.recall({ proposal: of })).signed).toEqual(first);
    expect(opened.vault.mark.counter, 'and remembers nothing more').toBe(first.counter);
  });

  it('and expired approvals get nothing else signed', async () => {
    const opened = await sealedVault();
    await sign(opened, proposal());
    opened.clock.now += 1_800_000;
    const others: [string, Proposal][] = [
      ['another payment', payment(1)],
      ['the same request with another coin', proposal({ coins: [coin(2)] })],
      ['the same with another gas budget', proposal({ transfer: { gasBudget: 9_999_999n } })],
    ];
    for (const [name, of] of others) {
      expect(codeOf(await opened.vault.sign(toSign(of, approval(of)))), name).not.toBe('accepted');
      expect(unwrap(opened.vault.recall({ proposal: of })).signed, name).toBeNull();
    }
  });

  it('gives nothing to a proposal that only carries the same bytes', async () => {
    const opened = await sealedVault();
    const of = proposal();
    await sign(opened, of);
    const changed: [string, string, Partial<Proposal>][] = [
      ['vault-unknown', 'for another vault', { vaultId: uuid(0xdead) }],
      [
        'sender-foreign',
        'from another path',
        { sources: [{ address: hot.address, path: { account: 1, change: 0, index: 0 } }] },
      ],
      ['input-already-signed', 'for another request', { requests: [request({ id: uuid(0x777) })] }],
      ['evidence-missing', 'with the evidence of another coin', { evidence: [evidenceOfCoin(coin(9))] }],
      ['network-wrong', 'on another chain', { network: { ...of.network, genesis: 'deadbeef' } }],
    ];
    for (const [code, name, beside] of changed) {
      const ask = { proposal: { ...of, ...beside } };
      expect(codeOf(opened.vault.recall(ask)), name).toBe(code);
      expect(
        codeOf(
          await opened.vault.sign({
            ...ask,
            approvals: [approval(of)],
            fields: null,
            epoch: EPOCH.toString(),
            journal: null,
          }),
        ),
        name,
      ).toBe(code);
    }
  });

  it('gives nothing once it was rejected', async () => {
    const opened = await sealedVault();
    const of = proposal();
    await sign(opened, of);
    unwrap(await opened.vault.sealEnds(noes(rejection(of))));
    expect(codeOf(opened.vault.recall({ proposal: of }))).toBe('approval-voided');
    expect(codeOf(await sign(opened, of))).toBe('approval-voided');
  });

  it('gives the same signature after the vault was closed and opened', async () => {
    const opened = await sealedVault();
    const first = unwrap(await sign(opened, proposal()));
    opened.vault.close();
    const again = unwrap(await openVault({ stateFile: opened.stateFile, journalCounter: first.counter }));
    expect(unwrap(await sign(again, proposal()))).toEqual(first);
    expect(again.vault.mark.counter).toBe(first.counter);
  });
});

describe('a rolling window', () => {
  it('counts to the last nano', async () => {
    const opened = await sealedVault(hourly);
    expect(codeOf(await signHourly(opened, payment(1, 249.999)))).toBe('accepted');
    expect(codeOf(await signHourly(opened, payment(2, 0.002)))).toBe('policy-no-rule');
    expect(codeOf(await signHourly(opened, payment(3, 0.001)))).toBe('accepted');
    expect(codeOf(await signHourly(opened, payment(4, 0.001)))).toBe('policy-no-rule');
  });

  it('opens again at the millisecond in which a spend is as old as it', async () => {
    const opened = await sealedVault(hourly);
    await signHourly(opened, payment(1, 250));
    opened.clock.now = NOW + 3_600_000 - 1;
    expect(codeOf(await signHourly(opened, payment(2, 250)))).toBe('policy-no-rule');
    opened.clock.now = NOW + 3_600_000;
    expect(codeOf(await signHourly(opened, payment(2, 250)))).toBe('accepted');
  });

  it('does not open by turning the clock back', async () => {
    const opened = await sealedVault(hourly);
    opened.clock.now = NOW + 7_200_000;
    await signHourly(opened, payment(1, 250));
    opened.clock.now = NOW;
    expect(codeOf(await signHourly(opened, payment(2, 250)))).toBe('clock-behind-seal');
  });

  it('survives closing and opening', async () => {
    const opened = await sealedVault(hourly);
    await signHourly(opened, payment(1, 200));
    opened.vault.close();
    const again = unwrap(await openVault({ stateFile: opened.stateFile, journalCounter: 2 }));
    expect(codeOf(await signHourly(again, payment(2, 51)))).toBe('policy-no-rule');
    expect(codeOf(await signHourly(again, payment(3, 50)))).toBe('accepted');
  });

  it('does not dead-end: what is above it goes on to the next rule and its quorum', async () => {
    const next = rule({ id: 'large', approvals: 2 });
    const both = policy({ rules: [everyday, next] });
    const opened = await sealedVault(both);
    await signUnder(both, opened, payment(1, 200));
    const above = payment(2, 100);
    expect(codeOf(await signUnder(both, opened, above))).toBe('approvals-too-few');
    const approvals = [ben, officers.chiara].map((by) => approval(above, by, under(both)));
    expect(unwrap(await opened.vault.sign(toSign(above, ...approvals))).ruleId).toBe('large');
    expect(codeOf(await signUnder(both, opened, payment(3, 50))), "another rule's spend does not count").toBe(
      'accepted',
    );
  });
});

describe('a vault without a policy', () => {
  it('signs nothing, no address either', async () => {
    const { vault } = unwrap(await openVault());
    const of = proposal();
    expect(codeOf(vault.addresses({ account: 0, change: 0, from: 0, count: 2 }))).toBe('state-missing');
    expect(codeOf(await vault.sign(toSign(of, approval(of))))).toBe('state-missing');
    expect(codeOf(vault.inspect({ proposal: of }))).toBe('state-missing');
    expect(codeOf(vault.recall({ proposal: of }))).toBe('state-missing');
  });
});

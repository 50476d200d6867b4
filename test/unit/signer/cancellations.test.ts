import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { createRegistry } from '../../../electron/chains/registry.ts';
import { intentBytes, type Proposal } from '../../../electron/core/proposal/proposal.ts';
import type { RequestStatement } from '../../../electron/core/proposal/request.ts';
import { OpenOfficer } from '../../../electron/signer/open-officer.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import {
  address,
  approval,
  codeOf,
  coin,
  cold,
  EPOCH,
  hot,
  iota,
  type OpenFixture,
  officers,
  type ProposalParts,
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
} from '../../support/signer-fixture.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const coins = [coin(1), coin(2)];
const payment = proposal({ coins, requests: [request({ amount: iota(1500) })] });
const digestOf = (of: Proposal) => iotaChain.digest(intentBytes(of));

const asking = (overrides: Partial<RequestStatement> = {}) =>
  request({
    kind: 'cancellation',
    id: uuid(0xca11),
    source: hot.address,
    recipient: hot.address,
    amount: iota(1500),
    cancels: digestOf(payment),
    ...overrides,
  });

/** The cancellation of the payment, but for what the parts say. */
const cancelling = ({ transfer, requests = [asking()], ...parts }: ProposalParts = {}) =>
  proposal({ coins, requests, transfer: { payments: [], ...transfer }, ...parts });

const approvedByTwo = (of: Proposal) => toSign(of, approval(of), approval(of, officers.chiara));

/** A vault that has signed the payment, by the rule that asks for two. */
async function paid(): Promise<OpenFixture> {
  const opened = await sealedVault();
  expect(unwrap(await opened.vault.sign(approvedByTwo(payment))).ruleId).toBe('large');
  return opened;
}

describe('a cancelling transaction', () => {
  it('is signed over the very coins of the payment, and pays nobody', async () => {
    const { vault } = await paid();
    const signed = unwrap(await vault.sign(approvedByTwo(cancelling())));
    expect(signed.ruleId).toBe('large');
    const view = unwrap(iotaChain.decode(intentBytes(cancelling())));
    expect(view).toMatchObject({ payments: [], payers: [hot.address], changeTo: hot.address });
  });

  it("is approved by the payment's rule, though it would pay nothing", async () => {
    const { vault } = await paid();
    const of = cancelling();
    expect(codeOf(await vault.sign(toSign(of, approval(of))))).toBe('approvals-too-few');
    expect(unwrap(vault.inspect({ proposal: of }))).toMatchObject({ ruleId: 'large', approvalsNeeded: 2 });
  });

  it('is signed for a payment that was signed again, once its earlier bytes are over: its coins do not stay bound', async () => {
    const { vault, clock } = await paid();
    clock.now += 1_000;
    const [epoch, end] = [EPOCH + 2n, { expirationEpoch: EPOCH + 3n }];
    const again = proposal({
      coins,
      requests: [request({ amount: iota(1500) })],
      transfer: end,
    });
    const later = (of: Proposal) => ({ ...approvedByTwo(of), epoch: epoch.toString() });
    unwrap(await vault.sign(later(again)));
    const requests = [asking({ cancels: digestOf(again) })];
    const void2 = cancelling({ requests, transfer: end });
    expect(codeOf(await vault.sign(later(void2)))).toBe('accepted');
    // The first bytes are over, and so is whatever voids them.
    const void1 = cancelling({ requests: [asking({ id: uuid(0xca13) })], transfer: end });
    expect(codeOf(await vault.sign(later(void1)))).toBe('input-already-signed');
  });

  it('counts in no window, and may be signed again in other bytes when it is over', async () => {
    const { vault, clock } = await paid();
    unwrap(await vault.sign(approvedByTwo(cancelling())));
    clock.now += 1_000;
    const again = cancelling({
      requests: [asking({ id: uuid(0xca12) })],
      transfer: { expirationEpoch: EPOCH + 3n },
    });
    const later = { ...approvedByTwo(again), epoch: (EPOCH + 2n).toString() };
    expect(codeOf(await vault.sign(later))).toBe('accepted');
  });

  it.each<[string, string, () => Proposal]>([
    [
      'with another output',
      'recipient-changed',
      () => cancelling({ transfer: { payments: [{ recipient: address(0xbad), amount: 1n }] } }),
    ],
    [
      'with an output to the payer beside the rest',
      'recipient-changed',
      () => cancelling({ transfer: { payments: [{ recipient: hot.address, amount: 1n }] } }),
    ],
    [
      'whose rest goes to somebody else',
      'change-foreign',
      () => cancelling({ transfer: { changeTo: address(0xbad) } }),
    ],
    [
      'whose rest goes to another own vault',
      'change-foreign',
      () => cancelling({ transfer: { changeTo: cold.address } }),
    ],
    ['without one of the coins', 'cancellation-other', () => cancelling({ coins: [coin(1)] })],
    ['with one coin more', 'cancellation-other', () => cancelling({ coins: [...coins, coin(3)] })],
    ['with another coin', 'cancellation-other', () => cancelling({ coins: [coin(1), coin(3)] })],
    [
      'with another version of a coin',
      'cancellation-other',
      () => cancelling({ coins: [coin(1), coin(2, { version: '8' })] }),
    ],
    [
      'of bytes that were never signed',
      'cancellation-other',
      () => cancelling({ requests: [asking({ cancels: 'ab'.repeat(32) })] }),
    ],
    ['of another amount', 'amount-changed', () => cancelling({ requests: [asking({ amount: iota(1) })] })],
    [
      'whose request names another receiver',
      'sender-foreign',
      () => cancelling({ requests: [asking({ recipient: address(0xbad) })] }),
    ],
    [
      'whose request names no payer',
      'sender-foreign',
      () => cancelling({ requests: [asking({ source: null })] }),
    ],
    [
      'beside another request',
      'request-duplicate',
      () => cancelling({ requests: [asking(), request({ id: uuid(0x99) })] }),
    ],
    ['without an end', 'expiration-missing', () => cancelling({ transfer: { expirationEpoch: null } })],
    [
      'that lives longer than its rule allows',
      'expiration-too-far',
      () => cancelling({ transfer: { expirationEpoch: EPOCH + 2n } }),
    ],
    [
      'that asks for no cancellation',
      'recipient-changed',
      () =>
        cancelling({ requests: [request({ id: uuid(0x99), recipient: hot.address, amount: iota(1500) })] }),
    ],
  ])('%s is refused, and nothing is remembered', async (_, code, attack) => {
    const { vault, stateFile } = await paid();
    const { writes } = stateFile;
    expect(codeOf(await vault.sign(approvedByTwo(attack())))).toBe(code);
    expect(stateFile.writes).toBe(writes);
  });

  it('of a cancellation is refused', async () => {
    const { vault } = await paid();
    const first = cancelling();
    unwrap(await vault.sign(approvedByTwo(first)));
    const second = cancelling({
      requests: [asking({ id: uuid(0xca12), cancels: digestOf(first) })],
      transfer: { gasBudget: 9_000_000n },
    });
    expect(codeOf(await vault.sign(approvedByTwo(second)))).toBe('cancellation-other');
  });

  it('of a payment whose rule is gone is refused', async () => {
    const { vault } = await paid();
    const [first] = [signPolicy(policy())];
    const without = policy({ rules: [rule({ id: 'everyday' })] });
    expect(codeOf(await vault.sealPolicies(hot.id, [first!, signPolicy(without)]))).toMatch(/^policy-/);
    const fresh = await sealedVault(without);
    const of = cancelling({ requests: [asking(under(without))] });
    expect(codeOf(await fresh.vault.sign(toSign(of, approval(of, officers.ben, under(without)))))).toBe(
      'cancellation-other',
    );
  });

  it('with another output is approved by no officer', () => {
    const ben = new OpenOfficer(new KeyTree(countingRandom('officer Ben')(64)), createRegistry([iotaChain]));
    const ask = (of: Proposal) =>
      codeOf(ben.signStatement({ kind: 'approval', proposal: of, statement: approval(of).statement }));
    expect(ask(cancelling())).toBe('accepted');
    expect(ask(cancelling({ transfer: { changeTo: address(0xbad) } }))).toBe('change-foreign');
    expect(ask(cancelling({ transfer: { payments: [{ recipient: address(0xbad), amount: 1n }] } }))).toBe(
      'recipient-changed',
    );
  });
});

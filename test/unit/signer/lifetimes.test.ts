import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { createRegistry } from '../../../electron/chains/registry.ts';
import { OpenOfficer } from '../../../electron/signer/open-officer.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import {
  approval,
  codeOf,
  EPOCH,
  iota,
  NOW,
  nanos,
  officers,
  type ProposalParts,
  policy,
  proposal,
  request,
  rule,
  sealedVault,
  toSign,
  under,
  uuid,
} from '../../support/signer-fixture.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const DAY = 86_400_000;

/** What the vault says to a proposal of these parts with Ben's approval, in an epoch. */
async function answerTo(parts: ProposalParts, epoch: bigint | null = EPOCH) {
  const { vault, stateFile } = await sealedVault();
  const { writes } = stateFile;
  const of = proposal(parts);
  const code = codeOf(await vault.sign({ ...toSign(of, approval(of)), epoch: epoch?.toString() ?? null }));
  return { code, remembered: stateFile.writes - writes };
}

const lives = (epochs: bigint): ProposalParts => ({ transfer: { expirationEpoch: EPOCH + epochs } });

describe('a transaction lives no longer than its rule allows', () => {
  it('and is signed to the last epoch that the rule allows', async () => {
    expect((await answerTo(lives(1n))).code).toBe('accepted');
    expect((await answerTo(lives(0n))).code).toBe('accepted');
  });

  it.each<[string, string, ProposalParts, bigint | null]>([
    ['without an end', 'expiration-missing', { transfer: { expirationEpoch: null } }, EPOCH],
    ['that lives an epoch longer than its rule allows', 'expiration-too-far', lives(2n), EPOCH],
    ['that lives longer than any rule may allow', 'expiration-too-far', lives(31n), EPOCH],
    [
      'that lives for ever by its number',
      'expiration-too-far',
      { transfer: { expirationEpoch: 2n ** 63n } },
      EPOCH,
    ],
    ['whose last epoch is over', 'bytes-expired', lives(-1n), EPOCH],
    ['whose last epoch was over long ago', 'bytes-expired', { transfer: { expirationEpoch: 0n } }, EPOCH],
    ['in an epoch that nobody names', 'epoch-unknown', lives(1n), null],
  ])('one %s is refused, and nothing is remembered', async (_, code, parts, epoch) => {
    expect(await answerTo(parts, epoch)).toEqual({ code, remembered: 0 });
  });

  it('one that no vault may sign without an end is approved by no officer either', () => {
    const ben = new OpenOfficer(new KeyTree(countingRandom('officer Ben')(64)), createRegistry([iotaChain]));
    const of = proposal({ transfer: { expirationEpoch: null } });
    expect(
      codeOf(ben.signStatement({ kind: 'approval', proposal: of, statement: approval(of).statement })),
    ).toBe('expiration-missing');
  });

  it('a rule for more people may let it live longer, and then needs them', async () => {
    const longer = policy({
      rules: [rule({ id: 'everyday' }), rule({ id: 'slow', approvals: 2, lifetime: 15 })],
    });
    const { vault } = await sealedVault(longer);
    const of = proposal(lives(15n));
    const ben = approval(of, officers.ben, under(longer));
    expect(codeOf(await vault.sign(toSign(of, ben)))).toBe('approvals-too-few');
    const chiara = approval(of, officers.chiara, under(longer));
    expect(codeOf(await vault.sign(toSign(of, ben, chiara)))).toBe('accepted');
  });

  it('an approval that lives longer than the transaction is refused', async () => {
    const patient = policy({ rules: policy().rules.map((each) => ({ ...each, review: 7 * 86_400 })) });
    const { vault } = await sealedVault(patient);
    const of = proposal(lives(1n));
    const until = (expiresAt: number) => approval(of, officers.ben, { ...under(patient), expiresAt });
    expect(codeOf(await vault.sign(toSign(of, until(NOW + 2 * DAY + 1))))).toBe('approval-expired');
    expect(codeOf(await vault.sign(toSign(of, until(NOW + 2 * DAY))))).toBe('accepted');
  });

  it('what was signed is given again after its end: it may have got out', async () => {
    const { vault } = await sealedVault();
    const of = proposal();
    expect(codeOf(await vault.sign(toSign(of, approval(of))))).toBe('accepted');
    const later = { ...toSign(of, approval(of)), epoch: (EPOCH + 50n).toString() };
    expect(codeOf(await vault.sign(later))).toBe('accepted');
    expect(codeOf(vault.recall({ proposal: of }))).toBe('accepted');
  });
});

describe('a lying node binds no real coin by a price or a budget that the network never takes', () => {
  it.each<[string, string, ProposalParts]>([
    ['a price below the least', 'fee-price', { transfer: { gasPrice: 999n } }],
    ['no price', 'fee-price', { transfer: { gasPrice: 0n } }],
    ['a price above the highest', 'fee-price', { transfer: { gasPrice: 100_001n } }],
    ['a price without bounds', 'fee-price', { transfer: { gasPrice: nanos(1) } }],
    ['a budget below the least', 'fee-too-low', { transfer: { gasBudget: 999_999n } }],
    ['a budget above 50 IOTA', 'fee-too-high', { transfer: { gasBudget: nanos(50) + 1n } }],
    ['a budget above the cap', 'fee-above-cap', { transfer: { gasBudget: nanos(0.1) + 1n } }],
  ])('%s', async (_, code, parts) => {
    expect(await answerTo(parts)).toEqual({ code, remembered: 0 });
  });

  it('the bounds themselves pass', async () => {
    const { vault } = await sealedVault();
    const dear = proposal({ transfer: { gasPrice: 100_000n, gasBudget: nanos(0.1) } });
    expect(codeOf(await vault.sign(toSign(dear, approval(dear))))).toBe('accepted');
    const cheap = await answerTo({
      requests: [request({ id: uuid(0x4e1), amount: iota(1) })],
      transfer: { gasPrice: 1000n, gasBudget: 1_000_000n },
    });
    expect(cheap.code).toBe('accepted');
  });
});

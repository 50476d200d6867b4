import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import type { FreezeWord } from '../../../electron/core/freeze/freeze.ts';
import { policyDigest } from '../../../electron/core/policy/policy.ts';
import { intentBytes, type Proposal } from '../../../electron/core/proposal/proposal.ts';
import { decideFreezes } from '../../../electron/signer/freezes.ts';
import { noFreezes } from '../../../electron/signer/freezes-held.ts';
import { policiesBehind } from '../../../electron/signer/officers-word.ts';
import { freezeOf, frozenBy, liftedBy } from '../../support/freeze-words.ts';
import {
  approval,
  codeOf,
  coin,
  cold,
  governedBy,
  hot,
  iota,
  NOW,
  noes,
  type OpenFixture,
  officers,
  openVault,
  policy,
  proposal,
  request,
  sealedVault,
  signPolicy,
  toSign,
  under,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';

const { ben, chiara } = officers;
const everything = freezeOf();
const ofHot = freezeOf({ id: uuid(0xf2), vaultId: hot.id });
const ofCold = freezeOf({ id: uuid(0xf3), vaultId: cold.id });

const tell = ({ vault }: Pick<OpenFixture, 'vault'>, ...freezes: readonly FreezeWord[]) =>
  vault.sealEnds({ ...noes(), freezes });
const told = async (...freezes: readonly FreezeWord[]): Promise<OpenFixture> => {
  const opened = await sealedVault();
  unwrap(await tell(opened, ...freezes));
  return opened;
};
const payment = (number: number, of = policy()): Proposal =>
  proposal({ coins: [coin(number)], requests: [request({ id: uuid(number), ...under(of) })] });
const pay = async ({ vault }: Pick<OpenFixture, 'vault'>, number: number, of = policy()) => {
  const asked = payment(number, of);
  return codeOf(await vault.sign(toSign(asked, approval(asked, ben, under(of)))));
};
const reopened = async ({ stateFile, clock, vault }: OpenFixture, compactFrom = 4096) =>
  unwrap(await openVault({ stateFile, clock, journalCounter: vault.mark.counter, compactFrom }));

describe('a frozen vault', () => {
  it.each([
    ['by a freeze of everything', everything],
    ['by one of its own', ofHot],
  ])('signs no payment, %s', async (_, freeze) => {
    const opened = await told(frozenBy(freeze));
    expect(await pay(opened, 1)).toBe('vault-frozen');
    expect(opened.vault.times.frozen).toHaveLength(1);
  });

  it('is not frozen by a freeze of another vault', async () => {
    expect(await pay(await told(frozenBy(ofCold)), 1)).toBe('accepted');
  });

  it('signs no sweep either, though it would stay in the treasury', async () => {
    const { vault } = await told(frozenBy(ofHot));
    const sweep = proposal({
      coins: [coin(1)],
      requests: [request({ kind: 'sweep', recipient: cold.address, amount: iota(10) })],
    });
    expect(codeOf(await vault.sign(toSign(sweep, approval(sweep))))).toBe('vault-frozen');
  });

  it('is frozen at its next unlocking too, also where its log was written anew', async () => {
    const opened = await told(frozenBy(ofHot));
    expect(await pay(await reopened(opened), 1)).toBe('vault-frozen');
    const anew = await reopened(opened, 1);
    expect(await pay(anew, 1)).toBe('vault-frozen');
    unwrap(await tell(anew, liftedBy(ofHot)));
    expect(await pay(anew, 1)).toBe('accepted');
  });

  it('gives a signature again that it made before: it decided then', async () => {
    const opened = await sealedVault();
    expect(await pay(opened, 1)).toBe('accepted');
    unwrap(await tell(opened, frozenBy(ofHot)));
    expect(await pay(opened, 1)).toBe('accepted');
    expect(unwrap(opened.vault.recall({ proposal: payment(1) })).signed).not.toBeNull();
    expect(await pay(opened, 2)).toBe('vault-frozen');
  });

  it('signs the cancellation of what it signed before, which pays nobody', async () => {
    const opened = await sealedVault();
    expect(await pay(opened, 1)).toBe('accepted');
    unwrap(await tell(opened, frozenBy(ofHot)));
    const cancelling = proposal({
      coins: [coin(1)],
      requests: [
        request({
          kind: 'cancellation',
          id: uuid(0xca11),
          source: hot.address,
          recipient: hot.address,
          cancels: iotaChain.digest(intentBytes(payment(1))),
        }),
      ],
      transfer: { payments: [] },
    });
    expect(codeOf(await opened.vault.sign(toSign(cancelling, approval(cancelling))))).toBe('accepted');
  });

  it('takes no forged freeze, and nothing that comes with it', async () => {
    const opened = await sealedVault();
    expect(codeOf(await tell(opened, frozenBy(everything, ben)))).toBe('freeze-bad');
    expect(await pay(opened, 1)).toBe('accepted');
  });
});

describe('a lift', () => {
  it('by two officers lets the vault sign again, told together with the freeze or later', async () => {
    expect(await pay(await told(frozenBy(ofHot), liftedBy(ofHot)), 1)).toBe('accepted');
    const opened = await told(frozenBy(ofHot));
    unwrap(await tell(opened, liftedBy(ofHot)));
    expect(await pay(opened, 1)).toBe('accepted');
  });

  it.each([
    ['by one', [ben]],
    ['by one officer twice', [ben, ben]],
  ])('%s leaves the vault frozen', async (_, by) => {
    const opened = await told(frozenBy(ofHot));
    unwrap(await tell(opened, liftedBy(ofHot, by)));
    expect(await pay(opened, 1)).toBe('vault-frozen');
  });

  it('for another vault, or of another freeze, leaves it frozen', async () => {
    const opened = await told(frozenBy(ofCold), frozenBy(ofHot), frozenBy(everything));
    unwrap(await tell(opened, liftedBy(ofCold), liftedBy(everything)));
    expect(await pay(opened, 1)).toBe('vault-frozen');
  });

  it('replayed after a second freeze lifts nothing; nor is the first freeze ever in force again', async () => {
    const again = freezeOf({ id: uuid(0xf4), vaultId: hot.id });
    const opened = await told(frozenBy(ofHot), liftedBy(ofHot), frozenBy(again));
    unwrap(await tell(opened, liftedBy(ofHot)));
    expect(await pay(opened, 1)).toBe('vault-frozen');
    unwrap(await tell(opened, liftedBy(again)));
    unwrap(await tell(await reopened(opened, 1), frozenBy(ofHot)));
    expect(await pay(await reopened(opened), 1)).toBe('accepted');
  });

  it('by an officer who was removed leaves the vault frozen; the freeze of one who was removed stays', () => {
    const first = policy();
    const second = {
      ...first,
      version: 2,
      previous: policyDigest(first),
      officers: first.officers.filter(({ id }) => id !== chiara.id && id !== officers.mara.id),
    };
    const policies = [signPolicy(first), signPolicy(second)];
    const { named } = policiesBehind(governedBy(second), policies, NOW);
    const decide = (...words: readonly FreezeWord[]) =>
      unwrap(
        decideFreezes(words, {
          vaultId: hot.id,
          policy: second,
          named,
          now: NOW,
          memory: { freezes: noFreezes },
        }),
      ).map(({ kind }) => kind);
    expect(decide(frozenBy(ofHot), liftedBy(ofHot))).toEqual(['frozen']);
    expect(decide(frozenBy(ofHot), liftedBy(ofHot, [ben, officers.erin]))).toEqual(['frozen', 'lifted']);
  });
});

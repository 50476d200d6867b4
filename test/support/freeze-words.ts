import {
  type Freeze,
  type FreezeLift,
  type FreezeWord,
  freezeDigest,
  freezeLiftDigest,
} from '../../electron/core/freeze/freeze.ts';
import { type Policy, policyReference } from '../../electron/core/policy/policy.ts';
import { NOW, officers, policy, signAs, type TestOfficer, uuid } from './signer-fixture.ts';

const headOf = (of: Policy) => ({
  treasuryId: of.treasuryId,
  network: of.network,
  policy: policyReference(of),
});

/** A freeze of every vault by Mara, but for what the changes say. */
export const freezeOf = (changes: Partial<Freeze> = {}, of: Policy = policy()): Freeze => ({
  ...headOf(of),
  id: uuid(0xf1),
  officerId: officers.mara.id,
  vaultId: null,
  reason: 'a strange payment',
  frozenAt: NOW,
  ...changes,
});

export const frozenBy = (freeze: Freeze, by: TestOfficer = officers.mara): FreezeWord => ({
  kind: 'freeze',
  document: { freeze, signature: signAs(by, freezeDigest(freeze)) },
});

/** The lift of a freeze, signed by these; each signature says whose it is. */
export function liftedBy(
  freeze: Freeze,
  by: readonly TestOfficer[] = [officers.ben, officers.chiara],
  changes: Partial<FreezeLift> = {},
): Extract<FreezeWord, { readonly kind: 'freeze-lift' }> {
  const lift: FreezeLift = { ...headOf(policy()), freeze: freezeDigest(freeze), liftedAt: NOW, ...changes };
  const signatures = by.map((each) => ({
    officerId: each.id,
    signature: signAs(each, freezeLiftDigest(lift)),
  }));
  return { kind: 'freeze-lift', document: { lift, signatures } };
}

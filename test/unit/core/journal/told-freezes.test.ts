import { describe, expect, it } from 'vitest';
import {
  type Freeze,
  type FreezeLift,
  freezeDigest,
  freezeLiftDigest,
} from '../../../../electron/core/freeze/freeze.ts';
import { policyReference } from '../../../../electron/core/policy/policy.ts';
import {
  cold,
  hot,
  NOW,
  network,
  officers,
  policy,
  signAs,
  stranger,
  type TestOfficer,
  uuid,
} from '../../../support/core-samples.ts';
import { type Event, journalOf, sealOf, verifyExport } from '../../../support/journal-samples.ts';

const { mara, ben, chiara } = officers;
const present = policy();
const head = { treasuryId: present.treasuryId, network, policy: policyReference(present) };

const freezeBy = (by: TestOfficer, changes: Partial<Freeze> = {}): Freeze => ({
  ...head,
  id: uuid(0xf1),
  officerId: by.id,
  vaultId: hot.id,
  reason: 'a strange payment',
  frozenAt: NOW,
  ...changes,
});
const freeze = freezeBy(mara);

const frozen = (of: Freeze = freeze, by: TestOfficer | null = mara, body: object = {}): Event => ({
  kind: 'vault-frozen',
  body: { freeze: freezeDigest(of), vaultId: of.vaultId, reason: of.reason, ...body },
  documents: [{ kind: 'freeze', document: { freeze: of, signature: signAs(by ?? mara, freezeDigest(of)) } }],
  by,
});

function lifted(
  signers: readonly TestOfficer[] = [ben, chiara],
  {
    lift: changes = {},
    by = ben,
    body = {},
  }: { lift?: Partial<FreezeLift>; by?: TestOfficer; body?: object } = {},
): Event {
  const lift: FreezeLift = { ...head, freeze: freezeDigest(freeze), liftedAt: NOW, ...changes };
  const signatures = signers.map((each) => ({
    officerId: each.id,
    signature: signAs(each, freezeLiftDigest(lift)),
  }));
  return {
    kind: 'freeze-lifted',
    body: { freeze: lift.freeze, vaultId: hot.id, ...body },
    documents: [{ kind: 'freeze-lift', document: { lift, signatures } }],
    by,
  };
}

function verified(...events: readonly Event[]): string {
  const entries = journalOf(events);
  return verifyExport(entries, sealOf(entries));
}

it('a freeze, its lift, and the same lift once more are accepted', () => {
  expect(verified(frozen())).toBe('accepted');
  expect(verified(frozen(), lifted(), lifted())).toBe('accepted');
});

describe('a journal is refused that has', () => {
  const all = freezeBy(mara, { vaultId: null });
  it.each<[string, string, readonly Event[]]>([
    ['a freeze that its officer has not signed', 'freeze-bad', [frozen(freeze, ben)]],
    ['a freeze by the station alone', 'freeze-bad', [frozen(freeze, null)]],
    ['a freeze by nobody of the policy', 'freeze-bad', [frozen(freezeBy(stranger), mara)]],
    ['a freeze without its document', 'freeze-bad', [{ ...frozen(), documents: [] }]],
    ['a freeze of one vault that was one of all', 'freeze-bad', [frozen(all, mara, { vaultId: hot.id })]],
    [
      'a freeze under the digest of another',
      'freeze-bad',
      [frozen(freeze, mara, { freeze: '0'.repeat(64) })],
    ],
    ['a freeze with another reason', 'freeze-bad', [frozen(freeze, mara, { reason: 'none' })]],
    ['a freeze of another treasury', 'freeze-bad', [frozen(freezeBy(mara, { treasuryId: uuid(0xbad) }))]],
    [
      'a freeze under a policy that never was',
      'freeze-bad',
      [frozen(freezeBy(mara, { policy: policyReference(policy({ createdAt: NOW - 2_000 })) }))],
    ],
    ['a freeze twice', 'freeze-bad', [frozen(), frozen()]],
    ['a lift of what nobody froze', 'freeze-lift-bad', [lifted()]],
    ['a lift by one officer', 'freeze-lift-bad', [frozen(), lifted([ben])]],
    ['a lift by one officer twice', 'freeze-lift-bad', [frozen(), lifted([ben, ben])]],
    ['a lift with a stranger', 'freeze-lift-bad', [frozen(), lifted([ben, stranger])]],
    [
      'a lift of two that a third one wrote',
      'freeze-lift-bad',
      [frozen(), lifted([ben, chiara], { by: mara })],
    ],
    [
      'a lift that says it is of another vault',
      'freeze-lift-bad',
      [frozen(), lifted([ben, chiara], { body: { vaultId: cold.id } })],
    ],
    [
      'a lift that says it is of another freeze',
      'freeze-lift-bad',
      [frozen(), lifted([ben, chiara], { body: { freeze: '0'.repeat(64) } })],
    ],
    ['a lift without its document', 'freeze-lift-bad', [frozen(), { ...lifted(), documents: [] }]],
  ])('%s', (_, code, events) => {
    expect(verified(...events)).toBe(code);
  });
});

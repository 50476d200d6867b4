import { describe, expect, it } from 'vitest';
import type { Approval, Rejection } from '../../../../electron/core/approval/approval.ts';
import { JournalVerifier } from '../../../../electron/core/journal/verify-journal.ts';
import { messageDigest, type SignedMessage } from '../../../../electron/core/message/message.ts';
import {
  address,
  approval,
  cold,
  hot,
  message,
  messageSubject,
  NOW,
  officers,
  rejection,
  stranger,
  type TestOfficer,
  uuid,
} from '../../../support/core-samples.ts';
import {
  accountCreated,
  type Event,
  journalOf,
  sealOf,
  verifyExport,
} from '../../../support/journal-samples.ts';
import { verifyDigest } from '../../../support/test-signatures.ts';

const { mara, ben, chiara, erin } = officers;
const of = message();
const digest = messageDigest(of.statement);

const asked = (what: SignedMessage = of, by: TestOfficer | null = mara, changes: object = {}): Event => ({
  kind: 'message-asked',
  body: { message: messageDigest(what.statement), vaultId: what.statement.vaultId, ...changes },
  documents: [{ kind: 'message', document: what }],
  by,
});
const yes = (by: TestOfficer, what = of, changes: object = {}): Approval =>
  approval(by, { subject: messageSubject(what), requestIds: [], ...changes });
const approved = (document: Approval, by: TestOfficer | null, changes: object = {}): Event => ({
  kind: 'message-approved',
  body: { message: digest, approvals: 1, needed: 2, ...changes },
  documents: [{ kind: 'approval', document }],
  by,
});
const no = (by: TestOfficer, what = of): Rejection =>
  rejection(by, { subject: messageSubject(what), requestIds: [] });
const refused = (document: Rejection, by: TestOfficer | null, changes: object = {}): Event => ({
  kind: 'message-refused',
  body: { message: digest, reason: 'not ours', ...changes },
  documents: [{ kind: 'rejection', document }],
  by,
});
const signed = (approvers: readonly TestOfficer[], changes: object = {}): Event => ({
  kind: 'message-signed',
  body: {
    message: digest,
    vaultId: hot.id,
    signature: 'AAAA',
    ruleId: 'large',
    approvers: approvers.map(({ id }) => id),
    signedAt: NOW,
    ...changes,
  },
  by: mara,
});

/** `accepted`, or the first refusal's code. */
function verified(...events: readonly Event[]): string {
  const entries = journalOf([accountCreated(), ...events]);
  const verifier = new JournalVerifier(verifyDigest);
  for (const entry of entries) {
    const added = verifier.add(entry);
    if (!added.ok) return added.code;
  }
  return verifyExport(entries, sealOf(entries));
}

it('a message with its approvals, its refusal or its signature is accepted', () => {
  const both = [asked(), approved(yes(ben), ben), approved(yes(chiara), chiara)];
  expect(verified(...both, signed([ben, chiara]))).toBe('accepted');
  expect(verified(...both, refused(no(chiara), chiara))).toBe('accepted');
  // Answers that came by envelope: the station says whose they are.
  expect(verified(asked(), approved(yes(ben), null, { approver: ben.id }))).toBe('accepted');
  expect(verified(asked(), refused(no(mara), null, { refuser: mara.id }))).toBe('accepted');
});

it('an approval that has expired since is no fault', () => {
  expect(verified(asked(), approved(yes(ben, of, { expiresAt: NOW - 1 }), ben))).toBe('accepted');
});

it('a message of a policy that was replaced while it was asked for is no fault: no vault takes it', () => {
  const under = { policy: { version: 2, digest: '0'.repeat(64) } };
  expect(verified(asked(message(under)))).toBe('accepted');
  expect(verified(asked(message(under, ben), ben))).toBe('message-other');
});

describe('a journal is refused that has', () => {
  const other = message({ text: 'another' });
  it.each<[string, readonly Event[]]>([
    ['a message under the digest of another', [asked(of, mara, { message: '0'.repeat(64) })]],
    ['a message for another vault than it says', [asked(of, mara, { vaultId: cold.id })]],
    ['a message twice', [asked(), asked()]],
    ['a message that somebody else asked for', [asked(of, erin)]],
    ['a message by the station alone', [asked(of, null)]],
    ['a message by nobody who may ask', [asked(message({}, ben), ben)]],
    ['a message by a stranger', [asked(message({}, stranger), mara)]],
    ['a message whose text was changed', [asked({ ...of, statement: other.statement })]],
    ['a message with hidden characters', [asked(message({ text: 'pay \u202enobody' }))]],
    ['an approval of what nobody asked for', [approved(yes(ben), ben)]],
    ['an approval of another message', [asked(), approved(yes(ben, other), ben)]],
    [
      'an approval by the maker',
      [asked(message({}, erin), erin), approved(yes(erin, message({}, erin)), erin)],
    ],
    ['an approval by no approver', [asked(), approved(yes(mara), mara)]],
    ['an approval in the name of another', [asked(), approved(yes(ben), chiara)]],
    ['an approval by nobody', [asked(), approved(yes(ben), null)]],
    [
      'an approval with a bad signature',
      [asked(), approved({ ...yes(ben), signature: '0'.repeat(128) }, ben)],
    ],
    ['a refusal of another message', [asked(), refused(no(chiara, other), chiara)]],
    [
      'a refusal that nobody signed',
      [asked(), refused({ ...no(chiara), signature: '0'.repeat(128) }, chiara)],
    ],
    ['a refusal of what nobody asked for', [refused(no(chiara), chiara)]],
    ['a signature of what nobody asked for', [signed([ben])]],
    ['a signature without an approval', [asked(), signed([])]],
    ['a signature with approvals that never came', [asked(), approved(yes(ben), ben), signed([ben, chiara])]],
    ['a signature of another vault', [asked(), approved(yes(ben), ben), signed([ben], { vaultId: cold.id })]],
  ])('%s', (_, events) => {
    expect(verified(...events)).toBe('message-other');
  });

  it('a message for an address that its vault has not signed for this place', () => {
    const foreign = [
      message({ address: address(9) }),
      message({ path: { account: 4, change: 0, index: 1 } }),
      message({ id: uuid(9), path: { account: 5, change: 0, index: 0 } }),
    ];
    for (const each of foreign) expect(verified(asked(each))).toBe('address-not-attested');
  });
});

import { describe, expect, it } from 'vitest';
import { inspectMessage, type MessageToSign } from '../../../../../electron/core/envelope/kinds/message.ts';
import type { SignedMessage } from '../../../../../electron/core/message/message.ts';
import {
  approval,
  codeOf,
  cold,
  message,
  messageSubject,
  NOW,
  officers,
  policy,
  stranger,
  uuid,
} from '../../../../support/core-samples.ts';
import { contents, messageAsked, ownParts } from '../../../../support/envelope-samples.ts';
import { must } from '../../../../support/must.ts';
import { verifyDigest } from '../../../../support/test-signatures.ts';

const sample: MessageToSign = contents.message;
const { asked } = contents.message;
const inspect = (of: MessageToSign, now = NOW) =>
  inspectMessage(of, { policy: policy(), now, verify: verifyDigest });
/** As a station packs another message, with the text and the address of that one outside. */
const carrying = (of: SignedMessage, changes: Partial<typeof asked> = {}): MessageToSign => {
  const { vaultId, address, path, text } = of.statement;
  return { vaultId, address, path, text, asked: { ...asked, message: of, approvals: [], ...changes } };
};
const again = (changes: Parameters<typeof message>[0], maker = officers.mara) =>
  message({ ...messageAsked.statement, actor: { kind: 'person', officerId: maker.id }, ...changes }, maker);

describe('a message to sign', () => {
  it('is what its maker asks for, with the approvals so far', () => {
    const { message: of, approvals, late } = must(inspect(sample));
    expect([of, approvals.length, late]).toEqual([messageAsked, 1, null]);
  });

  it('that came late is told so, and its approvals may be over', () => {
    const { late } = must(inspect(sample, messageAsked.statement.expiresAt));
    expect(late?.code).toBe('message-expired');
  });

  it('counts no approval that has expired on its way', () => {
    const over = Math.max(...asked.approvals.map(({ statement }) => statement.expiresAt));
    expect(must(inspect(sample, over - 1)).approvals).toHaveLength(1);
    expect(must(inspect(sample, over)).approvals).toEqual([]);
  });

  it('that nobody asks for is one of an earlier program', () => {
    const { asked: _, ...alone } = sample;
    expect(codeOf(inspect(alone))).toBe('envelope-outdated');
  });
});

describe('attacks on a message on its way', () => {
  const yes = (by = officers.ben, of = messageAsked) =>
    approval(by, { subject: messageSubject(of), requestIds: [] });
  it.each<[string, MessageToSign, string]>([
    ['another text beside it', { ...sample, text: 'another' }, 'envelope-malformed'],
    ['another address beside it', { ...sample, address: cold.address }, 'envelope-malformed'],
    [
      'another place beside it',
      { ...sample, path: { account: 1, change: 0, index: 0 } },
      'envelope-malformed',
    ],
    ['a vault of nobody', carrying(again({ vaultId: uuid(0xaf) })), 'envelope-other-vault'],
    ['another vault', carrying(again({ vaultId: cold.id })), 'address-not-attested'],
    ['another treasury', carrying(again({ treasuryId: uuid(8) })), 'treasury-wrong'],
    ['a stranger who asks', carrying(again({}, stranger)), 'request-signature-bad'],
    ['an approver who asks', carrying(again({}, officers.ben)), 'role-missing'],
    [
      'another policy',
      carrying(again({ policy: { version: 2, digest: '0'.repeat(64) } })),
      'message-other-policy',
    ],
    ['hidden characters', carrying(again({ text: 'a\u3164b' })), 'message-hidden-character'],
    [
      'an address that the vault has not signed',
      carrying(again({ address: cold.address })),
      'address-not-attested',
    ],
    [
      'an address at a place that the vault has not signed for it',
      carrying(again({ path: { account: 1, change: 0, index: 0 } })),
      'address-not-attested',
    ],
    ['no attestation', carrying(messageAsked, { attestations: [] }), 'address-not-attested'],
    [
      'an approval moved from another one',
      carrying(again({ id: uuid(9) }), { approvals: [yes()] }),
      'approval-other-digest',
    ],
    [
      'an approval by no approver',
      carrying(messageAsked, { approvals: [yes(officers.mara)] }),
      'approval-not-an-approver',
    ],
    [
      'an approval with another signature',
      carrying(messageAsked, { approvals: [{ ...yes(), signature: yes(officers.chiara).signature }] }),
      'approval-signature-bad',
    ],
  ])('with %s is refused', (_, of, code) => {
    expect(codeOf(inspect(of))).toBe(code);
  });

  it('an approval that lives longer than the policy allows is refused', () => {
    const review = Math.max(...policy().rules.map(({ review }) => review));
    const long = again({ expiresAt: NOW + 2 * review * 1000 });
    const until = (expiresAt: number) =>
      approval(officers.ben, { subject: messageSubject(long), requestIds: [], expiresAt });
    const longest = NOW + review * 1000;
    expect(codeOf(inspect(carrying(long, { approvals: [until(longest)] })))).toBe('accepted');
    expect(codeOf(inspect(carrying(long, { approvals: [until(longest + 1)] })))).toBe('approval-expired');
  });

  it('one with an address more is refused', () => {
    const more = { ...ownParts.addresses[0]!, address: cold.address };
    expect(codeOf(inspect(carrying(messageAsked, { addresses: [...ownParts.addresses, more] })))).toBe(
      'address-not-attested',
    );
  });
});

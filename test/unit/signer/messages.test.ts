import { Ed25519PublicKey } from '@iota/iota-sdk/keypairs/ed25519';
import { verifyPersonalMessageSignature, verifyTransactionSignature } from '@iota/iota-sdk/verify';
import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { productChains } from '../../../electron/chains/registry.ts';
import type { Approval, ApprovalStatement } from '../../../electron/core/approval/approval.ts';
import {
  MESSAGE_LIFETIME_MS,
  messageDigest,
  type SignedMessage,
} from '../../../electron/core/message/message.ts';
import { intentBytes } from '../../../electron/core/proposal/proposal.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import { OpenOfficer } from '../../../electron/signer/open-officer.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { mandate, mandateApproval, ownAddress, pathOf } from '../../support/mandate-fixture.ts';
import {
  bothApprove,
  message,
  messageApproval,
  messageRefusal,
  messageSubject,
} from '../../support/message-fixture.ts';
import {
  approval,
  codeOf,
  cold,
  headOf,
  NOW,
  network,
  noes,
  type OpenFixture,
  officers,
  openVault,
  policy,
  proposal,
  sealedVault,
  signAs,
  stranger,
  subjectOf,
  toSign,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const { mara, ben, chiara, erin } = officers;
const asked = message();
const answer = async (
  of: SignedMessage,
  approvals: readonly Approval[] = bothApprove(of),
  { vault }: Pick<OpenFixture, 'vault'> | { vault?: never } = {},
): Promise<string> =>
  codeOf((vault ?? (await sealedVault()).vault).signMessage({ message: of, approvals: [...approvals] }));
const utf8 = (text: string) => new TextEncoder().encode(text);

describe('a message that was approved', () => {
  it('is signed with the key of its address, as the official library verifies it', async () => {
    const { vault } = await sealedVault();
    const of = message({ address: ownAddress(7), path: pathOf(7) });
    const signed = unwrap(vault.signMessage({ message: of, approvals: bothApprove(of) }));
    expect(signed).toMatchObject({ digest: messageDigest(of.statement), ruleId: 'large', signedAt: NOW });
    expect(signed.approvers).toEqual([ben.id, chiara.id]);
    const key = await verifyPersonalMessageSignature(utf8(of.statement.text), signed.signature);
    expect(key).toBeInstanceOf(Ed25519PublicKey);
    expect(key.toIotaAddress()).toBe(ownAddress(7));
    expect(unwrap(iotaChain.messages!.verify(of.statement.text, signed.signature))).toBe(ownAddress(7));
  });

  it('is signed again the same, and leaves no trace in the sealed state', async () => {
    const { vault, stateFile } = await sealedVault();
    const writes = stateFile.writes;
    const ask = { message: asked, approvals: bothApprove(asked) };
    expect(unwrap(vault.signMessage(ask))).toEqual(unwrap(vault.signMessage(ask)));
    expect(stateFile.writes).toBe(writes);
  });

  it('is another text for the library where one character is another', async () => {
    const { vault } = await sealedVault();
    const { signature } = unwrap(vault.signMessage({ message: asked, approvals: bothApprove(asked) }));
    const other = asked.statement.text.replace('7f3a', '7f3b');
    await expect(verifyPersonalMessageSignature(utf8(other), signature)).rejects.toThrow();
    expect(codeOf(iotaChain.messages!.verify(other, signature))).toBe('request-signature-bad');
  });
});

describe('attacks on messages', () => {
  it('a text that is the bytes of a transaction signs no transaction', async () => {
    const { vault } = await sealedVault();
    const bytes = intentBytes(proposal());
    // The bytes themselves have characters that no screen shows.
    expect(await answer(message({ text: Buffer.from(bytes).toString('latin1') }))).toBe(
      'message-hidden-character',
    );
    const written = message({ text: Buffer.from(bytes).toString('base64') });
    const { signature } = unwrap(vault.signMessage({ message: written, approvals: bothApprove(written) }));
    await expect(verifyTransactionSignature(bytes, signature)).rejects.toThrow();
    expect(codeOf(iotaChain.verify(bytes, signature))).toBe('request-signature-bad');
    // Nor where the form of messages is asked for the very bytes.
    const scoped = iotaChain.messages!.signingMessage(Buffer.from(bytes).toString('latin1'));
    expect(scoped).not.toEqual(iotaChain.signingMessage(bytes, 0));
  });

  it('the signature of a transaction is none of a text', async () => {
    const { vault } = await sealedVault();
    const paying = proposal();
    const { signature } = unwrap(await vault.sign(toSign(paying, approval(paying))));
    const text = Buffer.from(intentBytes(paying)).toString('latin1');
    expect(codeOf(iotaChain.messages!.verify(text, signature))).toBe('request-signature-bad');
  });

  const moved = (from: SignedMessage) => [messageApproval(from), messageApproval(from, chiara)];
  it.each([
    ['approvals of another text', moved(message({ text: 'another' })), 'approval-other-digest'],
    [
      'approvals of another address',
      moved(message({ address: ownAddress(1), path: pathOf(1) })),
      'approval-other-digest',
    ],
    [
      'approvals of the same text, asked for once more',
      moved(message({ id: uuid(0x3f) })),
      'approval-other-digest',
    ],
    [
      'approvals of a screen that showed something else',
      [messageApproval(asked, ben, { subject: { ...messageSubject(asked), viewDigest: '0'.repeat(64) } })],
      'approval-other-view',
    ],
    ['approvals of a mandate', [mandateApproval(mandate())], 'approval-subject'],
    ['approvals of a payment', [approval(proposal())], 'approval-subject'],
    ['nobody', [], 'approvals-too-few'],
    ['one officer alone', [messageApproval(asked)], 'approvals-too-few'],
    ['one officer twice', [messageApproval(asked), messageApproval(asked)], 'approval-duplicate-officer'],
    ['an officer who approves nothing', [messageApproval(asked, officers.dev)], 'approval-not-an-approver'],
    ['a stranger', [messageApproval(asked, stranger)], 'approval-officer-unknown'],
    [
      'an officer in the name of another',
      [{ ...messageApproval(asked, ben), signature: messageApproval(asked, chiara).signature }],
      'approval-signature-bad',
    ],
    ['approvals that are over', [messageApproval(asked, ben, { expiresAt: NOW })], 'approval-expired'],
    [
      'approvals for another treasury',
      [messageApproval(asked, ben, { treasuryId: uuid(0x8) })],
      'approval-other-treasury',
    ],
    [
      'approvals for another network',
      [messageApproval(asked, ben, { network: { ...network, genesis: '00000000' } })],
      'approval-other-network',
    ],
  ])('by %s nothing is signed', async (_, approvals, code) => {
    expect(await answer(asked, approvals)).toBe(code);
  });

  it('the maker alone, and with another one, signs nothing', async () => {
    const own = message({}, erin);
    expect(await answer(own, [messageApproval(own, erin)])).toBe('approval-by-maker');
    expect(await answer(own, [messageApproval(own, ben), messageApproval(own, erin)])).toBe(
      'approval-by-maker',
    );
  });

  const { statement } = asked;
  it.each<[string, SignedMessage, string]>([
    ['that a stranger asks for', message({}, stranger), 'request-signature-bad'],
    ['that an approver asks for', message({}, ben), 'role-missing'],
    [
      'whose text was changed after the maker signed',
      { ...asked, statement: { ...statement, text: 'changed' } },
      'request-signature-bad',
    ],
    ['for another treasury', message({ treasuryId: uuid(0x8) }), 'treasury-wrong'],
    ['for another network', message({ network: { ...network, genesis: '00000000' } }), 'network-wrong'],
    ['for another vault', message({ vaultId: cold.id }), 'vault-unknown'],
    ['for no vault', message({ vaultId: uuid(0xaf) }), 'vault-unknown'],
    ['for an address at another path', message({ path: pathOf(1) }), 'message-other-address'],
    ['for an address of somebody else', message({ address: cold.address }), 'message-other-address'],
    ['with hidden characters', message({ text: 'pay \u202enobody' }), 'message-hidden-character'],
    ['without a text', message({ text: '' }), 'message-empty'],
    ['that never ends', message({ expiresAt: NOW + 2 * MESSAGE_LIFETIME_MS }), 'message-malformed'],
    ['whose time is over', message({ createdAt: NOW - 1000, expiresAt: NOW }), 'message-expired'],
    ['of tomorrow', message({ createdAt: NOW + 3_600_000 }), 'request-ahead'],
  ])('a message %s is not signed', async (_, of, code) => {
    expect(await answer(of)).toBe(code);
  });

  it('by a vault without a policy nothing is signed', async () => {
    expect(await answer(asked, bothApprove(asked), unwrap(await openVault()))).toBe('state-missing');
  });

  it('a message that an officer refused is not signed, whatever approvals there are', async () => {
    const open = await sealedVault();
    unwrap(await open.vault.sealEnds(noes(messageRefusal(asked))));
    expect(await answer(asked, bothApprove(asked), open)).toBe('approval-voided');
    const other = message({ id: uuid(0x3f) });
    expect(await answer(other, bothApprove(other), open)).toBe('accepted');
  });

  it('the approval of an officer who was removed since counts no more', async () => {
    const without = policy({ officers: policy().officers.filter(({ id }) => id !== chiara.id) });
    const open = await sealedVault(without);
    expect(await answer(asked, bothApprove(asked), open)).toBe('message-other-policy');
    const anew = message(headOf(mara, without));
    const under = (by: typeof ben) => messageApproval(anew, by, headOf(by, without));
    expect(await answer(anew, [under(ben), under(chiara)], open)).toBe('approval-officer-unknown');
    expect(await answer(anew, [under(ben), messageApproval(anew, erin)], open)).toBe('approval-other-policy');
    expect(await answer(anew, [under(ben), under(erin)], open)).toBe('accepted');
  });

  it('a clock that was put back revives nothing', async () => {
    const open = await sealedVault();
    open.clock.now = asked.statement.expiresAt;
    unwrap(await open.vault.sealEnds({ ...noes(), journal: { seq: 1, hash: 'ab'.repeat(32) } }));
    open.clock.now = NOW;
    expect(await answer(asked, bothApprove(asked), open)).toBe('clock-behind-seal');
  });
});

describe("an officer's signer asked to approve a message", () => {
  const officer = () => new OpenOfficer(new KeyTree(countingRandom('officer Ben')(64)), productChains);
  it.each<[string, string, Partial<ApprovalStatement>]>([
    ['the text that it read', 'accepted', {}],
    ['another message', 'approval-other-digest', { subject: messageSubject(message({ text: 'another' })) }],
    [
      'another view',
      'approval-other-view',
      { subject: { ...messageSubject(asked), viewDigest: '0'.repeat(64) } },
    ],
    ['a payment', 'approval-subject', { subject: subjectOf(proposal()) }],
    ['requests beside it', 'approval-other-request', { requestIds: [uuid(1)] }],
    ['another network', 'approval-other-network', { network: { ...network, genesis: '00000000' } }],
    ['another treasury', 'approval-other-treasury', { treasuryId: uuid(0x8) }],
    ['longer than it asks', 'message-expired', { expiresAt: asked.statement.expiresAt + 1 }],
  ])('for %s: %s', (_, code, overrides) => {
    const statement = { ...messageApproval(asked).statement, ...overrides };
    expect(codeOf(officer().signStatement({ kind: 'message-approval', message: asked, statement }))).toBe(
      code,
    );
  });

  it('signs no message with hidden characters, as maker or as approver', () => {
    const of = message({ text: 'pay \u200bnobody' });
    const statement = messageApproval(of).statement;
    expect(codeOf(officer().signStatement({ kind: 'message-approval', message: of, statement }))).toBe(
      'message-hidden-character',
    );
    expect(codeOf(officer().signStatement({ kind: 'message', statement: of.statement }))).toBe(
      'message-hidden-character',
    );
  });

  it('signs a message under a tag of its own', () => {
    const { signature } = unwrap(officer().signStatement({ kind: 'message', statement: asked.statement }));
    expect(verifySignature(ben.publicKey, messageDigest(asked.statement), signature)).toBe(true);
    expect(signAs(ben, messageDigest(asked.statement))).toBe(signature);
  });
});

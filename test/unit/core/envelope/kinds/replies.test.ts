import { describe, expect, it } from 'vitest';
import {
  type Asked,
  inspectReplies,
  type Replies,
  type RepliesContext,
} from '../../../../../electron/core/envelope/kinds/replies.ts';
import { mandateDigest, mandateViewDigest } from '../../../../../electron/core/mandate/mandate.ts';
import { policyWithVault } from '../../../../../electron/core/policy/with-vault.ts';
import { ok, refuse } from '../../../../../electron/core/result.ts';
import {
  address,
  approval,
  asset,
  codeOf,
  cold,
  hot,
  mandate,
  messageSubject,
  NOW,
  officers,
  policy,
  proposal,
  rejection,
  signPolicy,
  stranger,
  uuid,
} from '../../../../support/core-samples.ts';
import {
  approvalOf,
  contents,
  messageAsked,
  policies,
  subjectOf,
} from '../../../../support/envelope-samples.ts';
import { must } from '../../../../support/must.ts';
import { ed25519KeyPair, verifyDigest } from '../../../../support/test-signatures.ts';

type Reply = Replies['replies'][number];

const asked: Asked = {
  subject: subjectOf(proposal()),
  requestIds: proposal().requests.map(({ statement }) => statement.id),
  endsIds: proposal().requests.map(({ statement }) => statement.id),
  makerIds: [officers.mara.id],
  vaultId: hot.id,
  isVoid: false,
  endsBy: null,
  policyVersion: null,
};
const gather = mandate();
const sourceIds = gather.statement.sources.map(({ requestId }) => requestId);
const mandateSubject = {
  kind: 'mandate' as const,
  digest: mandateDigest(gather.statement),
  viewDigest: mandateViewDigest(gather.statement, asset),
};
const context: RepliesContext = {
  policies,
  inForce: 1,
  now: NOW,
  verify: verifyDigest,
  proposal: (id) => (id === proposal().id ? asked : null),
  mandate: (digest) =>
    digest === mandateSubject.digest
      ? { ...asked, subject: mandateSubject, requestIds: [], endsIds: sourceIds, vaultId: null }
      : null,
  message: (digest) =>
    digest === messageSubject(messageAsked).digest
      ? {
          ...asked,
          subject: messageSubject(messageAsked),
          requestIds: [],
          endsIds: [],
          vaultId: null,
          endsBy: messageAsked.statement.expiresAt,
          policyVersion: messageAsked.statement.policy.version,
        }
      : null,
  checkSigned: () => ok(undefined),
  checkMessageSigned: () => ok(undefined),
};
const about = { kind: 'proposal', id: proposal().id } as const;
const inspect = (replies: readonly Reply[], with_: Partial<RepliesContext> = {}) =>
  inspectReplies({ replies: [...replies] }, { ...context, ...with_ });
const approved = (of = approvalOf(proposal())): Reply => ({
  about,
  answer: { kind: 'approval', approval: of },
});
const rejected = (of = rejection(officers.chiara, { subject: subjectOf(proposal()) })): Reply => ({
  about,
  answer: { kind: 'rejection', rejection: of },
});
const ofKind = (kind: Reply['answer']['kind']): Reply => {
  const found = contents.replies.replies.find(({ answer }) => answer.kind === kind);
  if (!found) throw new Error('expected one');
  return found;
};

describe('replies', () => {
  it('of every kind are what they say, in any order', () => {
    for (const replies of [contents.replies.replies, contents.replies.replies.toReversed()]) {
      expect(must(inspect(replies))).toEqual(replies.map((reply) => ({ ...reply, late: null })));
    }
  });

  it('can approve and stop a mandate', () => {
    const ofMandate = { kind: 'mandate', digest: mandateSubject.digest } as const;
    const yes = approval(officers.ben, { subject: mandateSubject, requestIds: [] });
    const no = rejection(officers.chiara, { subject: mandateSubject, requestIds: sourceIds });
    const replies: readonly Reply[] = [
      { about: ofMandate, answer: { kind: 'approval', approval: yes } },
      { about: ofMandate, answer: { kind: 'rejection', rejection: no } },
    ];
    expect(must(inspect(replies)).map(({ late }) => late)).toEqual([null, null]);
  });

  const elsewhere = { kind: 'proposal', id: uuid(77) } as const;
  it.each([
    ['a proposal that was never given out', { ...approved(), about: elsewhere }],
    ['a signature of one', { ...ofKind('signature'), about: elsewhere }],
    [
      'a mandate that was never given out',
      { ...approved(), about: { kind: 'mandate', digest: 'ab'.repeat(32) } },
    ],
    [
      'a message that was never given out',
      { ...ofKind('message-signature'), about: { kind: 'message', digest: 'ab'.repeat(32) } },
    ],
    ['a proposal, with the signature of a message', { ...ofKind('message-signature'), about }],
    [
      'a message, with the signature of a transaction',
      { ...ofKind('signature'), about: { kind: 'message', digest: messageSubject(messageAsked).digest } },
    ],
    [
      'a mandate, with a signature',
      { ...ofKind('signature'), about: { kind: 'mandate', digest: mandateSubject.digest } },
    ],
  ] as const)('to %s are refused', (_, reply) => {
    expect(codeOf(inspect([reply as Reply]))).toBe('reply-unasked');
  });

  const other = proposal({ intent: Buffer.from('pay mallory').toString('base64') });
  const signature = ofKind('signature').answer;
  const refusal = ofKind('refusal').answer;
  it.each([
    ['an approval of another proposal, moved to this one', approved(approvalOf(other))],
    [
      'an approval of another view of the same bytes',
      approved(
        approval(officers.ben, {
          subject: { ...asked.subject, kind: 'transaction', viewDigest: 'ab'.repeat(32) },
        }),
      ),
    ],
    [
      'an approval of a mandate',
      approved(approval(officers.ben, { subject: mandateSubject, requestIds: [] })),
    ],
    [
      'an approval of a batch',
      approved(approval(officers.ben, { subject: { kind: 'batch', root: asked.subject.digest, count: 1 } })),
    ],
    ['a rejection of other bytes', rejected(rejection(officers.chiara, { subject: subjectOf(other) }))],
    [
      'a rejection of other requests',
      rejected(rejection(officers.chiara, { subject: subjectOf(proposal()), requestIds: [uuid(5)] })),
    ],
    [
      'a stop of a mandate that ends other requests',
      {
        about: { kind: 'mandate', digest: mandateSubject.digest },
        answer: {
          kind: 'rejection',
          rejection: rejection(officers.chiara, { subject: mandateSubject, requestIds: [uuid(5)] }),
        },
      },
    ],
    [
      'an approval of another mandate, moved to this one',
      {
        about: { kind: 'mandate', digest: mandateSubject.digest },
        answer: {
          kind: 'approval',
          approval: approval(officers.ben, {
            subject: { ...mandateSubject, digest: mandateDigest(mandate({ id: uuid(0x6b) }).statement) },
            requestIds: [],
          }),
        },
      },
    ],
    ['a rejection of no bytes', rejected(rejection(officers.chiara, { subject: null }))],
    ['a signature of other bytes', { about, answer: { ...signature, digest: 'ab'.repeat(32) } }],
    ['a signature of another vault', { about, answer: { ...signature, vaultId: cold.id } }],
    ['a refusal of other bytes', { about, answer: { ...refusal, digest: 'ab'.repeat(32) } }],
  ] as const)('with %s are refused', (_, reply) => {
    expect(codeOf(inspect([reply as Reply]))).toBe('reply-other-bytes');
  });

  it('one of which is forged are refused as a whole', () => {
    const forged = approved({ ...approvalOf(proposal()), signature: 'ab'.repeat(64) });
    expect(codeOf(inspect([approved(), forged]))).toBe('approval-signature-bad');
  });

  it.each([
    ['of a stranger', approved(approvalOf(proposal(), stranger)), 'approval-officer-unknown'],
    ['of its maker', approved(approvalOf(proposal(), officers.mara)), 'approval-not-an-approver'],
    [
      'under a policy that never was',
      approved(
        approval(officers.ben, {
          subject: subjectOf(proposal()),
          policy: { version: 4, digest: 'ab'.repeat(32) },
        }),
      ),
      'approval-other-policy',
    ],
    [
      'under another policy of this version',
      approved(
        approval(officers.ben, {
          subject: subjectOf(proposal()),
          policy: { version: 1, digest: 'ab'.repeat(32) },
        }),
      ),
      'approval-other-policy',
    ],
    [
      'of other requests',
      approved(approval(officers.ben, { subject: subjectOf(proposal()), requestIds: [] })),
      'approval-other-request',
    ],
    [
      'as a rejection by a stranger',
      rejected(rejection(stranger, { subject: subjectOf(proposal()) })),
      'approval-officer-unknown',
    ],
  ] as const)('with an approval %s are refused', (_, reply, code) => {
    expect(codeOf(inspect([reply]))).toBe(code);
  });

  it('with an approval that lives longer than its message are refused: no journal takes it', () => {
    const { expiresAt } = messageAsked.statement;
    const subject = messageSubject(messageAsked);
    const until = (end: number): Reply => ({
      about: { kind: 'message', digest: subject.digest },
      answer: {
        kind: 'approval',
        approval: approval(officers.ben, { subject, requestIds: [], expiresAt: end }),
      },
    });
    const now = expiresAt - 1000;
    expect(codeOf(inspect([until(expiresAt)], { now }))).toBe('accepted');
    expect(codeOf(inspect([until(expiresAt + 1)], { now }))).toBe('approval-expired');
  });

  it('with a no under a policy from before its message are refused: who has left refuses nothing new', () => {
    const subject = messageSubject(messageAsked);
    const no: Reply = {
      about: { kind: 'message', digest: subject.digest },
      answer: { kind: 'rejection', rejection: rejection(officers.ben, { subject, requestIds: [] }) },
    };
    const askedUnder = (policyVersion: number) => ({
      message: () => ({ ...asked, subject, endsIds: [], policyVersion }),
    });
    expect(codeOf(inspect([no], askedUnder(1)))).toBe('accepted');
    expect(codeOf(inspect([no], askedUnder(2)))).toBe('approval-other-policy');
  });

  it('with a no by somebody who only looks are refused; its maker may say no', () => {
    const by = (officer: typeof officers.dev) =>
      inspect([rejected(rejection(officer, { subject: subjectOf(proposal()) }))]);
    expect(codeOf(by(officers.dev))).toBe('role-missing');
    expect(codeOf(by(officers.mara))).toBe('accepted');
  });

  it('with a signature that the chain does not verify are refused', () => {
    const checkSigned = () => refuse('bytes-malformed', 'expected a signature');
    expect(codeOf(inspect([ofKind('signature')], { checkSigned }))).toBe('bytes-malformed');
  });
});

describe('a reply that comes late', () => {
  const late = (replies: readonly Reply[], with_: Partial<RepliesContext>) =>
    must(inspect(replies, with_)).map((each) => each.late?.code ?? null);

  it('an approval after a rejection changes nothing; a signature is one all the same', () => {
    const isVoid = { proposal: () => ({ ...asked, isVoid: true }) };
    expect(late([approved(), rejected(), ofKind('signature')], isVoid)).toEqual([
      'approval-voided',
      null,
      null,
    ]);
  });

  it('an approval that has expired counts no more', () => {
    const { expiresAt } = approvalOf(proposal()).statement;
    expect(late([approved()], { now: expiresAt - 1 })).toEqual([null]);
    expect(late([approved()], { now: expiresAt })).toEqual(['approval-expired']);
  });

  it('an approval under the policy of before counts no more; a rejection binds', () => {
    const vault = {
      id: uuid(0xa3),
      name: 'Cellar',
      kind: 'cold',
      receiveAddress: address(0xa3),
      attestationKey: ed25519KeyPair('attestations of the cellar').publicKey,
    } as const;
    const second = policyWithVault(policy(), { vault, rulesOf: null, createdAt: NOW });
    const both = [...policies, signPolicy(second, officers.dev, officers.ben, officers.chiara)];
    expect(late([approved(), rejected()], { policies: both, inForce: 2 })).toEqual([
      'approval-other-policy',
      null,
    ]);
    expect(late([approved()], { policies: both, inForce: 1 }), 'it counts while the next one waits').toEqual([
      null,
    ]);
  });
});

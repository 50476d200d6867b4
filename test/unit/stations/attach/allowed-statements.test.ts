import { describe, expect, it } from 'vitest';
import { productChains } from '../../../../electron/chains/registry.ts';
import { channels } from '../../../../electron/contract/contract.ts';
import type { SignerRequest } from '../../../../electron/signer/protocol.ts';
import { isAllowed } from '../../../../electron/stations/attach/allowed-statements.ts';
import type { AttachedTo, Cause } from '../../../../electron/stations/attach/said.ts';
import { must } from '../../../support/treasury-steps.ts';

type Statement = SignerRequest<'sign-statement'>;
type OfKind<K extends Statement['kind']> = Extract<Statement, { kind: K }>;

const MARA = '0193a3e0-0000-4000-8000-000000000001';
const BEN = '0193a3e0-0000-4000-8000-000000000002';
const TREASURY = '0193a3e0-0000-4000-8000-000000000003';
const VAULT = '0193a3e0-0000-4000-8000-000000000004';
const MOVEMENT = '0193a3e0-0000-4000-8000-000000000005';
const OTHER = '0193a3e0-0000-4000-8000-000000000006';
const COLD = '0193a3e0-0000-4000-8000-000000000007';
const HOT_ADDRESS = `0x${'70'.repeat(32)}`;
const COLD_ADDRESS = `0x${'c0'.repeat(32)}`;
const OUTSIDER = `0x${'0c'.repeat(32)}`;
const DIGEST = 'd1'.repeat(32);
const VIEW = 'd2'.repeat(32);

const network = { id: 'iota:practice', genesis: '0a1b2c3d' } as const;
const here = {
  treasuryId: TREASURY,
  network,
  policy: {
    vaults: [
      { id: COLD, receiveAddress: COLD_ADDRESS },
      { id: VAULT, receiveAddress: HOT_ADDRESS },
    ],
  },
  chain: must(productChains.chainOf(network.id)),
} as unknown as AttachedTo;

const head = {
  treasuryId: TREASURY,
  network,
  policy: { version: 1, digest: 'ab'.repeat(32) },
  actor: { kind: 'person', officerId: MARA },
} as const;

const withdrawal: OfKind<'request'>['statement'] = {
  ...head,
  kind: 'withdrawal',
  id: MOVEMENT,
  vaultId: VAULT,
  source: null,
  recipient: OUTSIDER,
  amount: { asset: 'IOTA', units: '12500000000' },
  memo: null,
  reference: 'W-1',
  createdAt: 1,
  expiresAt: 1 + 7 * 86_400_000,
};
const subject = { kind: 'transaction', digest: DIGEST, viewDigest: VIEW } as const;
const approval: OfKind<'approval'>['statement'] = {
  ...head,
  subject,
  requestIds: [MOVEMENT],
  expiresAt: 1,
};
const rejection: OfKind<'rejection'>['statement'] = {
  ...head,
  subject,
  requestIds: [MOVEMENT],
  reason: 'No',
  rejectedAt: 1,
};

const typed = { as: MARA, vaultId: VAULT, recipient: OUTSIDER, amount: '12.5', reference: 'W-1' };
const seen = { as: MARA, id: MOVEMENT, digest: DIGEST, viewDigest: VIEW };
const no = { as: MARA, id: MOVEMENT, reason: ' No ' };

/** Whether Mara's key signs while this call waits for its answer. */
const signs = (statement: Statement, verb: Cause, input: unknown): boolean =>
  isAllowed(MARA, statement, { pending: [{ verb, input }], here });

const request = (changes: Partial<typeof withdrawal> = {}): Statement => ({
  kind: 'request',
  statement: { ...withdrawal, ...changes },
});
/** The proposal is the signer's to prove. */
const approving = (changes: object = {}): Statement =>
  ({ kind: 'approval', proposal: {}, statement: { ...approval, ...changes } }) as unknown as Statement;
const rejecting = (changes: Partial<typeof rejection> = {}): Statement => ({
  kind: 'rejection',
  statement: { ...rejection, ...changes },
});
const mandated = (changes: Partial<OfKind<'mandate'>['statement']> = {}): Statement => ({
  kind: 'mandate',
  statement: {
    ...head,
    kind: 'gather',
    id: OTHER,
    vaultId: VAULT,
    destination: { vaultId: VAULT, address: HOT_ADDRESS },
    sources: [],
    createdAt: 1,
    expiresAt: 1 + 2 * 86_400_000,
    ...changes,
  },
});
const sweeping = { kind: 'sweep', destination: { vaultId: COLD, address: COLD_ADDRESS } } as const;
const gathered = { kind: 'gather', source: OUTSIDER, recipient: HOT_ADDRESS, reference: '' } as const;
const gathers = { as: MARA, vaultId: VAULT };
const gives = { as: MARA, vaultId: VAULT, address: HOT_ADDRESS, text: 'Nonce 7f3a' };
const messaging = (changes: Partial<OfKind<'message'>['statement']> = {}): Statement => ({
  kind: 'message',
  statement: {
    ...head,
    id: MOVEMENT,
    vaultId: VAULT,
    address: HOT_ADDRESS,
    path: { account: 0, change: 0, index: 0 },
    text: 'Nonce 7f3a',
    createdAt: 1,
    expiresAt: 1 + 7 * 86_400_000,
    ...changes,
  },
});
const ofMessage = { ...subject, kind: 'message' } as const;
/** The message is the signer's to read. */
const approvingMessage = (of: OfKind<'message-approval'>['statement']['subject'] = ofMessage): Statement =>
  ({
    kind: 'message-approval',
    message: {},
    statement: { ...approval, subject: of, requestIds: [] },
  }) as unknown as Statement;
const refusingMessage = (of: typeof ofMessage = ofMessage): Statement => ({
  kind: 'rejection',
  statement: { ...rejection, subject: of, requestIds: [] },
});

/** The mandate is the signer's to add up. */
const approvingMandate = (changes: object = {}): Statement =>
  ({
    kind: 'mandate-approval',
    mandate: {},
    statement: { ...approval, subject: { ...subject, kind: 'mandate' }, ...changes },
  }) as unknown as Statement;
const entry: Statement = { kind: 'journal', hash: DIGEST };
const settling = (changes: Partial<OfKind<'settlement'>['settlement']> = {}): Statement => ({
  kind: 'settlement',
  settlement: {
    treasuryId: TREASURY,
    network,
    policy: head.policy,
    follows: { seq: 1, hash: DIGEST },
    stationId: OTHER,
    stationKey: VIEW,
    retires: null,
    newer: null,
    spends: [],
    nothingUnderWay: false,
    refuseBefore: 1,
    signsFrom: 2,
    ...changes,
  },
});
const clock = (changes: Partial<OfKind<'clock'>['correction']> = {}): Statement => ({
  kind: 'clock',
  correction: {
    treasuryId: TREASURY,
    network,
    policy: head.policy,
    vaultId: VAULT,
    era: 'ab'.repeat(16),
    counter: 1,
    sealedAt: 2,
    at: 1,
    ...changes,
  },
});
const freezing = (changes: Partial<OfKind<'freeze'>['freeze']> = {}): Statement => ({
  kind: 'freeze',
  freeze: {
    treasuryId: TREASURY,
    network,
    policy: head.policy,
    id: OTHER,
    officerId: MARA,
    vaultId: VAULT,
    reason: 'No',
    frozenAt: 1,
    ...changes,
  },
});
const lifting = (changes: Partial<OfKind<'freeze-lift'>['lift']> = {}): Statement => ({
  kind: 'freeze-lift',
  lift: { treasuryId: TREASURY, network, policy: head.policy, freeze: DIGEST, liftedAt: 1, ...changes },
});
const freezes = { as: MARA, vaultId: VAULT, reason: ' No ' };
const lifts = { as: BEN, confirmedBy: MARA, freeze: DIGEST };
const right = { as: MARA, confirmedBy: BEN, vaultId: VAULT };
const settle = { as: MARA, confirmedBy: BEN, nothingUnderWay: false };

describe('what a call leads to is signed', () => {
  it.each<[string, Statement, Cause, object]>([
    ['a withdrawal as it was typed', request(), 'withdrawal.request', typed],
    [
      'one that was typed with spaces and zeros',
      request(),
      'withdrawal.request',
      {
        ...typed,
        recipient: ` ${OUTSIDER} `,
        amount: ' 0012.500',
        reference: ' W-1 ',
      },
    ],
    [
      'one that is meant beside an earlier one, as the call says',
      request({ repeats: OTHER, externalId: 'W-1' }),
      'withdrawal.request',
      { ...typed, repeats: OTHER, externalId: 'W-1' },
    ],
    ['one that repeats nothing any more', request(), 'withdrawal.request', { ...typed, repeats: OTHER }],
    [
      'a sweep to an own vault',
      request({ kind: 'sweep', source: OUTSIDER, recipient: COLD_ADDRESS, reference: '' }),
      'sweep.request',
      { as: MARA },
    ],
    ['a gather inside the vault that the call names', request(gathered), 'gather.request', gathers],
    ['the mandate of it', mandated(), 'gather.request', gathers],
    ['the mandate of a sweep', mandated(sweeping), 'sweep.request', { as: MARA }],
    ['the message as it was given', messaging(), 'message.ask', gives],
    ['an approval of the message that the screen showed', approvingMessage(), 'message.approve', seen],
    ['a refusal of it', refusingMessage(), 'message.refuse', { ...seen, reason: 'No' }],
    ['an approval of the mandate that the screen showed', approvingMandate(), 'movement.approve', seen],
    ['an approval of what the screen showed', approving(), 'movement.approve', seen],
    ['a rejection for the reason that was typed', rejecting(), 'movement.reject', no],
    ['a stop for the reason that was typed', rejecting(), 'movement.stop', no],
    ['a settlement with the choice that was made', settling(), 'treasury.settle', settle],
    ['one that she confirms', settling(), 'treasury.settle', { ...settle, as: BEN, confirmedBy: MARA }],
    ['a freeze of the vault that the call names', freezing(), 'vault.freeze', freezes],
    ['a freeze of every vault', freezing({ vaultId: null }), 'vault.freeze', { ...freezes, vaultId: null }],
    [
      'the lift of the freeze that the call names, as the second officer',
      lifting(),
      'vault.lift-freeze',
      lifts,
    ],
    ['a right clock of the vault that the call names', clock(), 'vault.correct-clock', right],
    ['the entry of a signing in', entry, 'admit', { as: MARA }],
    ['the entry of a call', entry, 'account.create', { as: MARA }],
  ])('%s', (_, statement, verb, input) => {
    expect(signs(statement, verb, input)).toBe(true);
  });

  it('also where other calls wait', () => {
    const pending = [
      { verb: 'app.read', input: { as: MARA } },
      { verb: 'movement.approve', input: { ...seen, as: BEN } },
      { verb: 'movement.approve', input: { ...seen, digest: VIEW } },
      { verb: 'movement.approve', input: seen },
    ] as const;
    expect(isAllowed(MARA, approving(), { pending, here })).toBe(true);
    expect(isAllowed(MARA, approving(), { pending: pending.slice(0, 3), here })).toBe(false);
  });
});

describe('a settlement is not signed', () => {
  it.each<[string, Statement, Cause, object]>([
    ['a freeze of another vault', freezing({ vaultId: OTHER }), 'vault.freeze', freezes],
    ['a freeze in the name of another officer', freezing({ officerId: BEN }), 'vault.freeze', freezes],
    ['a freeze for another reason', freezing({ reason: 'Yes' }), 'vault.freeze', freezes],
    ['a freeze of another treasury', freezing({ treasuryId: OTHER }), 'vault.freeze', freezes],
    ['the lift of another freeze', lifting({ freeze: VIEW }), 'vault.lift-freeze', lifts],
    ['a lift for another treasury', lifting({ treasuryId: OTHER }), 'vault.lift-freeze', lifts],
    ['a lift where a freeze was meant', lifting(), 'vault.freeze', { ...freezes, freeze: DIGEST }],
    ['for the clock of another vault', clock({ vaultId: OTHER }), 'vault.correct-clock', right],
    ['for a clock of another treasury', clock({ treasuryId: OTHER }), 'vault.correct-clock', right],
    ['for a clock where a settlement was asked for', clock(), 'treasury.settle', settle],
    ['with the other choice', settling({ nothingUnderWay: true }), 'treasury.settle', settle],
    ['of another treasury', settling({ treasuryId: OTHER }), 'treasury.settle', settle],
    [
      'on another network',
      settling({ network: { id: 'iota:practice', genesis: 'ffffffff' } }),
      'treasury.settle',
      settle,
    ],
    ['where others settle', settling(), 'treasury.settle', { ...settle, as: BEN, confirmedBy: OTHER }],
    ['for another call', settling(), 'movement.approve', seen],
  ])('%s', (_, statement, verb, input) => {
    expect(signs(statement, verb, input)).toBe(false);
  });
});

describe('nothing else is', () => {
  it.each<[string, Statement, Cause, unknown]>([
    [
      'a gather to another vault',
      request({ ...gathered, recipient: COLD_ADDRESS }),
      'gather.request',
      gathers,
    ],
    ['a gather to an outsider', request({ ...gathered, recipient: OUTSIDER }), 'gather.request', gathers],
    ['a gather in another vault', request({ ...gathered, vaultId: COLD }), 'gather.request', gathers],
    ['a gather where a sweep was asked for', request(gathered), 'sweep.request', { as: MARA }],
    ['another text', messaging({ text: 'another' }), 'message.ask', gives],
    ['a message for another vault', messaging({ vaultId: COLD }), 'message.ask', gives],
    ['a message for another address', messaging({ address: COLD_ADDRESS }), 'message.ask', gives],
    ['a message of another treasury', messaging({ treasuryId: OTHER }), 'message.ask', gives],
    [
      'a message that ends later than any',
      messaging({ expiresAt: 2 + 7 * 86_400_000 }),
      'message.ask',
      gives,
    ],
    ['a message for a withdrawal', messaging(), 'withdrawal.request', typed],
    [
      'an approval of another message',
      approvingMessage({ ...subject, kind: 'message', digest: VIEW }),
      'message.approve',
      seen,
    ],
    ['the approval of a transaction as that of a message', approving(), 'message.approve', seen],
    ['the approval of a message as that of a transaction', approvingMessage(), 'movement.approve', seen],
    [
      'the refusal of another message',
      refusingMessage({ ...subject, kind: 'message', digest: VIEW }),
      'message.refuse',
      { ...seen, reason: 'No' },
    ],
    [
      'the rejection of a movement as the refusal of a message',
      { kind: 'rejection', statement: rejection },
      'message.refuse',
      { ...seen, reason: 'No' },
    ],
    ['a mandate of another vault', mandated(), 'gather.request', { ...gathers, vaultId: COLD }],
    ['a sweep’s mandate where a gather was asked for', mandated(sweeping), 'gather.request', gathers],
    ['a gather’s mandate where a sweep was asked for', mandated(), 'sweep.request', { as: MARA }],
    [
      'a mandate to an outsider',
      mandated({ destination: { vaultId: VAULT, address: OUTSIDER } }),
      'gather.request',
      gathers,
    ],
    [
      'a gather’s mandate out of its vault',
      mandated({ destination: sweeping.destination }),
      'gather.request',
      gathers,
    ],
    [
      'a mandate that ends later than any',
      mandated({ expiresAt: 2 + 2 * 86_400_000 }),
      'gather.request',
      gathers,
    ],
    ['a mandate of another treasury', mandated({ treasuryId: OTHER }), 'gather.request', gathers],
    ['a mandate for a withdrawal', mandated(), 'withdrawal.request', typed],
    [
      'an approval of another mandate',
      approvingMandate({ subject: { ...subject, kind: 'mandate', digest: VIEW } }),
      'movement.approve',
      seen,
    ],
    [
      'the approval of a transaction as that of a mandate',
      approvingMandate({ subject }),
      'movement.approve',
      seen,
    ],
    [
      'the approval of a mandate as that of a transaction',
      approving({ subject: { ...subject, kind: 'mandate' } }),
      'movement.approve',
      seen,
    ],
    [
      'an approval of other bytes',
      approving({ subject: { ...subject, digest: VIEW } }),
      'movement.approve',
      seen,
    ],
    [
      'one of another view',
      approving({ subject: { ...subject, viewDigest: DIGEST } }),
      'movement.approve',
      seen,
    ],
    ['one of a batch', approving({ subject: { kind: 'batch', root: DIGEST } }), 'movement.approve', seen],
    ['one for another treasury', approving({ treasuryId: OTHER }), 'movement.approve', seen],
    [
      'one for another network',
      approving({ network: { ...network, id: 'iota:mainnet' } }),
      'movement.approve',
      seen,
    ],
    [
      'one by another officer',
      approving({ actor: { kind: 'person', officerId: BEN } }),
      'movement.approve',
      seen,
    ],
    [
      'one by the station',
      approving({ actor: { kind: 'station', stationId: OTHER } }),
      'movement.approve',
      seen,
    ],
    ['one where a rejection was meant', approving(), 'movement.reject', { ...seen, reason: 'No' }],
    ['a rejection where an approval was meant', rejecting(), 'movement.approve', { ...seen, reason: 'No' }],
    ['a rejection of another movement', rejecting({ requestIds: [OTHER] }), 'movement.reject', no],
    ['one for another reason', rejecting({ reason: 'Yes' }), 'movement.reject', no],
    ['a stop of another movement', rejecting({ requestIds: [OTHER] }), 'movement.stop', no],
    ['a request where an approval was meant', request(), 'movement.approve', { ...typed, ...seen }],
    ['a withdrawal where a sweep was meant', request(), 'sweep.request', { as: MARA }],
    [
      'a request that asks for longer',
      request({ expiresAt: 2 + 7 * 86_400_000 }),
      'withdrawal.request',
      typed,
    ],
    [
      'a sweep to somebody else',
      request({ kind: 'sweep', recipient: OUTSIDER }),
      'sweep.request',
      { as: MARA },
    ],
    [
      'a sweep where a withdrawal was meant',
      request({ kind: 'sweep', recipient: COLD_ADDRESS }),
      'withdrawal.request',
      typed,
    ],
    [
      'ten times the amount',
      request({ amount: { asset: 'IOTA', units: '125000000000' } }),
      'withdrawal.request',
      typed,
    ],
    [
      'one that repeats an earlier one, which nobody said is meant',
      request({ repeats: OTHER }),
      'withdrawal.request',
      typed,
    ],
    [
      'one that repeats another one than was said',
      request({ repeats: OTHER }),
      'withdrawal.request',
      { ...typed, repeats: MOVEMENT },
    ],
    [
      "another program's id",
      request({ externalId: 'W-2' }),
      'withdrawal.request',
      { ...typed, externalId: 'W-1' },
    ],
    [
      'a request without the id that was given',
      request(),
      'withdrawal.request',
      { ...typed, externalId: 'W-1' },
    ],
    ['an amount that was not typed as one', request(), 'withdrawal.request', { ...typed, amount: '12,5' }],
    ['a call of another officer', request(), 'withdrawal.request', { ...typed, as: BEN }],
    ['a call of nobody', request(), 'withdrawal.request', { ...typed, as: null }],
    ['a call without an input', request(), 'withdrawal.request', null],
    ['an entry while only something is read', entry, 'movement.read', { as: MARA, id: MOVEMENT }],
    ['an entry of a call of another officer', entry, 'account.create', { as: BEN }],
  ])('%s', (_, statement, verb, input) => {
    expect(signs(statement, verb, input)).toBe(false);
  });

  it('policies, transcripts and cards are not signed for another process, whatever is called', () => {
    for (const verb of [...channels, 'admit'] as const) {
      for (const [kind, member] of [
        ['policy', 'policy'],
        ['transcript', 'transcript'],
        ['officer-card', 'card'],
      ] as const) {
        const statement = { kind, [member]: head } as unknown as Statement;
        expect(signs(statement, verb, { ...typed, ...seen, reason: 'No' })).toBe(false);
      }
    }
  });

  it('no call, no signature', () => {
    for (const statement of [request(), approving(), rejecting(), entry]) {
      expect(isAllowed(MARA, statement, { pending: [], here })).toBe(false);
    }
  });
});

describe('a cancellation', () => {
  const asked = { as: MARA, id: MOVEMENT, reason: ' No ' };
  const cancelling = (changes: Partial<typeof withdrawal> = {}) =>
    request({ kind: 'cancellation', source: OUTSIDER, recipient: OUTSIDER, reference: 'No', ...changes });

  it('is signed as it was asked for', () => {
    expect(signs(cancelling(), 'movement.void', asked)).toBe(true);
  });

  it.each<[string, Statement, Cause]>([
    ['for a call that asks for something else', cancelling(), 'movement.stop'],
    ['that pays another', cancelling({ recipient: COLD_ADDRESS }), 'movement.void'],
    ['that is a withdrawal', cancelling({ kind: 'withdrawal' }), 'movement.void'],
    ['for another reason', cancelling({ reference: 'Yes' }), 'movement.void'],
    ['that asks for longer', cancelling({ expiresAt: 2 + 7 * 86_400_000 }), 'movement.void'],
  ])('is not signed %s', (_, statement, verb) => {
    expect(signs(statement, verb, asked)).toBe(false);
  });
});

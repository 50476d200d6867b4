import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { amountOf } from '../../../electron/core/amount.ts';
import type { SignedMandate } from '../../../electron/core/mandate/mandate.ts';
import {
  FEE,
  mandate,
  mandateApproval,
  ownAddress,
  pathOf,
  paying,
  source,
  toCold,
  toSignUnder,
} from '../../support/mandate-fixture.ts';
import {
  approval,
  codeOf,
  coin,
  cold,
  EPOCH,
  hot,
  iota,
  NOW,
  nanos,
  policy,
  request,
  rule,
  sealedVault,
  stranger,
  toSign,
  under,
  unwrap,
  uuid,
} from '../../support/signer-fixture.ts';
import {
  alienSource,
  answerTo,
  ben,
  changed,
  chiara,
  erin,
  foreign,
  gather,
  mara,
  one,
  three,
  two,
  withBytes,
} from './mandate-words.ts';

describe('a mandate that was approved once', () => {
  it('lets each of its sources pay, in a transaction of its own', async () => {
    const { vault, clock } = await sealedVault();
    for (const from of [one, two, three]) {
      clock.now += 1000;
      const signed = unwrap(await vault.sign(toSignUnder(gather, paying(gather, from))));
      expect(signed).toMatchObject({ ruleId: 'sweep', approvers: [ben.id] });
      expect(signed.signature).not.toBe('');
    }
  });

  it('goes on for the others where one of them fails', async () => {
    const { vault } = await sealedVault();
    const broken = paying(gather, two, { coin: { balance: '1' } });
    expect(codeOf(await vault.sign(toSignUnder(gather, broken)))).toBe('funds-insufficient');
    expect(codeOf(await vault.sign(toSignUnder(gather, paying(gather, three))))).toBe('accepted');
  });

  it('sweeps many addresses into the cold vault', async () => {
    const sweep = mandate(toCold);
    expect(await answerTo(toSignUnder(sweep, paying(sweep, two)))).toBe('accepted');
  });

  it('is asked for and approved by distinct people, as many as the rule for all of it asks', async () => {
    const many = mandate({ ...toCold, sources: [source(1, 600), source(2, 600)] });
    const two = policy({
      rules: [rule({ id: 'small', maxAmount: iota(1000) }), rule({ id: 'all', approvals: 2 })],
    });
    const of = mandate({ ...many.statement, ...under(two) });
    const [first] = of.statement.sources;
    if (!first) throw new Error('a mandate has sources');
    const asked = paying(of, first);
    const by = (...who: (typeof ben)[]) =>
      toSignUnder(of, asked, ...who.map((each) => mandateApproval(of, each, under(two))));
    // 600 alone would pass with one approval: the sum decides.
    expect(await answerTo(by(ben), two)).toBe('approvals-too-few');
    expect(await answerTo(by(ben, ben), two)).toBe('approval-duplicate-officer');
    expect(await answerTo(by(ben, chiara), two)).toBe('accepted');
  });
});

describe('the vault refuses, and remembers nothing of', () => {
  it.each<[string, string, ReturnType<typeof toSignUnder>]>([
    [
      'a mandate with a foreign destination',
      'recipient-changed',
      changed({ destination: { vaultId: hot.id, address: foreign } }),
    ],
    [
      'a gather into another own address than the one that the policy names',
      'recipient-changed',
      changed({ destination: { vaultId: hot.id, address: ownAddress(9) } }),
    ],
    ['a gather into another vault', 'mandate-malformed', changed({ ...toCold, kind: 'gather' })],
    ['a sweep into its own vault', 'mandate-malformed', changed({ kind: 'sweep' })],
    [
      'a sweep to a vault that is not in the policy',
      'recipient-changed',
      changed({ ...toCold, destination: { vaultId: uuid(0xa9), address: cold.address } }),
    ],
    ['a mandate of another vault', 'vault-unknown', changed({ ...toCold, vaultId: uuid(0xa9) })],
    ['a source of another vault', 'sender-foreign', changed({ sources: [alienSource] })],
    [
      'a source at the path of another one',
      'sender-foreign',
      toSignUnder(
        mandate({ sources: [source(1, 100, { path: pathOf(2) })] }),
        paying(mandate({ sources: [source(1, 100, { path: pathOf(2) })] }), one),
      ),
    ],
    [
      'the same source twice',
      'mandate-malformed',
      changed({ sources: [one, source(2, 1, { address: one.address })] }),
    ],
    [
      'the same request for two sources',
      'mandate-malformed',
      changed({ sources: [one, source(2, 1, { requestId: one.requestId })] }),
    ],
    [
      'a fee one unit above the cap',
      'fee-above-cap',
      changed({ sources: [source(1, 100, { feeAtMost: amountOf(FEE - 1n, iotaChain.asset) })] }),
    ],
    [
      'a mandate whose fees are above what the policy lets one transaction cost',
      'fee-above-cap',
      changed({ sources: [source(1, 100, { feeAtMost: iota(0.101) })] }),
    ],
    [
      'a transaction after the expiry',
      'mandate-expired',
      withBytes({ request: { expiresAt: NOW + 1000 } }, mandate({ expiresAt: NOW })),
    ],
    [
      'a mandate that asks for longer than any request may',
      'mandate-malformed',
      withBytes(
        { request: { expiresAt: NOW + 1000 } },
        mandate({ expiresAt: NOW - 60_000 + 7 * 86_400_000 + 1 }),
      ),
    ],
    ['a mandate that is dated ahead', 'request-ahead', changed({ createdAt: NOW + 121_000 })],
    [
      'a transaction with a second output',
      'recipient-changed',
      withBytes({
        transfer: {
          payments: [
            { recipient: hot.address, amount: nanos(100) },
            { recipient: foreign, amount: 1n },
          ],
        },
      }),
    ],
    ['what is left, sent to somebody else', 'change-foreign', withBytes({ transfer: { changeTo: foreign } })],
    [
      'bytes that pay one unit more than the mandate says',
      'amount-changed',
      withBytes({ transfer: { payments: [{ recipient: hot.address, amount: nanos(100) + 1n }] } }),
    ],
    [
      'a request for one unit more than the mandate says',
      'mandate-other',
      withBytes({ request: { amount: amountOf(nanos(100) + 1n, iotaChain.asset) } }),
    ],
    [
      'an input that is not proven',
      'evidence-mismatch',
      toSignUnder(gather, {
        ...paying(gather, one),
        evidence: paying(gather, one, { coin: { balance: nanos(5000).toString() } }).evidence,
      }),
    ],
    [
      'an input of an address that is no source',
      'input-foreign',
      withBytes({ coins: [coin(1, { owner: two.address })] }),
    ],
    [
      'a request that the mandate does not name',
      'mandate-other',
      withBytes({ request: { id: uuid(0x999) } }),
    ],
    ['a request of another kind', 'mandate-other', withBytes({ request: { kind: 'sweep' } })],
    [
      'a transaction without an end',
      'expiration-missing',
      withBytes({ transfer: { expirationEpoch: null } }),
    ],
    [
      'a transaction that lives longer than its rule allows',
      'expiration-too-far',
      withBytes({ transfer: { expirationEpoch: EPOCH + 2n } }),
    ],
    [
      'a mandate that nobody signed',
      'request-signature-bad',
      toSignUnder({ ...gather, signature: '0'.repeat(128) }, paying(gather, one)),
    ],
    [
      'a mandate of a stranger',
      'request-signature-bad',
      ((of) => toSignUnder(of, paying(of, one)))(mandate({}, stranger)),
    ],
    [
      'a mandate of an officer who is no maker',
      'role-missing',
      ((of) => toSignUnder(of, paying(of, one)))(mandate({}, ben)),
    ],
    [
      "another maker's request under it",
      'mandate-other',
      ((of) => toSignUnder(of, paying(of, one)))(mandate({}, erin)),
    ],
    [
      'an amount of another asset',
      'asset-wrong',
      changed({ sources: [source(1, 100, { amount: { asset: 'SMR', units: '1' } })] }),
    ],
  ])('%s', async (_, code, ask) => {
    expect(await answerTo(ask)).toBe(code);
  });

  it('a gather without its mandate, though this very transaction is approved', async () => {
    const asked = paying(gather, one);
    expect(await answerTo(toSign(asked, approval(asked)))).toBe('mandate-missing');
  });

  it('a cancellation under a mandate', async () => {
    const { vault } = await sealedVault();
    const signed = unwrap(await vault.sign(toSignUnder(gather, paying(gather, one))));
    const asked = paying(gather, one, {
      request: { kind: 'cancellation', cancels: signed.digest, recipient: one.address },
      transfer: { payments: [] },
    });
    expect(codeOf(await vault.sign(toSignUnder(gather, asked)))).toBe('mandate-other');
  });

  it.each<[string, string, (of: SignedMandate) => ReturnType<typeof mandateApproval>[]]>([
    ['no approval', 'approvals-too-few', () => []],
    [
      'the approval of another mandate',
      'approval-other-digest',
      () => [mandateApproval(mandate({ id: uuid(0x6b) }))],
    ],
    ['an approval of this very transaction', 'approval-subject', (of) => [approval(paying(of, one))]],
    [
      'an approval on a screen that showed something else',
      'approval-other-view',
      (of) => [
        mandateApproval(of, ben, {
          subject: { ...mandateApproval(of).statement.subject, viewDigest: '0'.repeat(64) } as never,
        }),
      ],
    ],
    [
      'an approval that names requests',
      'approval-other-request',
      (of) => [mandateApproval(of, ben, { requestIds: [one.requestId] })],
    ],
    ['an approval that outlives it', 'approval-expired', () => []],
    [
      'an approval that has expired',
      'approval-expired',
      (of) => [mandateApproval(of, ben, { expiresAt: NOW })],
    ],
    [
      'an approval by nobody of the policy',
      'approval-officer-unknown',
      (of) => [mandateApproval(of, stranger)],
    ],
    ['an approval by its maker', 'approval-not-an-approver', (of) => [mandateApproval(of, mara)]],
  ])('a mandate with %s', async (name, code, approvals) => {
    const of = name.endsWith('outlives it') ? mandate({ expiresAt: NOW + 1000 }) : gather;
    const given = name.endsWith('outlives it') ? [mandateApproval(of)] : approvals(of);
    expect(await answerTo({ ...toSign(paying(of, one), ...given), mandate: of })).toBe(code);
  });

  it('the approval of its maker, who is an approver too', async () => {
    const of = mandate({}, erin);
    const hers = request(
      { ...paying(of, one).requests[0]?.statement, actor: { kind: 'person', officerId: erin.id } },
      erin,
    );
    const proper = { ...paying(of, one), requests: [hers] };
    expect(await answerTo(toSignUnder(of, proper, mandateApproval(of, erin)))).toBe('approval-by-maker');
    expect(await answerTo(toSignUnder(of, proper, mandateApproval(of, ben)))).toBe('accepted');
  });
});

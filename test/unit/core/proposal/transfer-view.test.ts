import { describe, expect, it } from 'vitest';
import { moneyOf } from '../../../../electron/core/amount.ts';
import { digestTags, taggedDigest } from '../../../../electron/core/digest.ts';
import { type TransferView, totalsOf, viewDigest } from '../../../../electron/core/proposal/transfer-view.ts';
import { address, asset, codeOf, network, view } from '../../../support/core-samples.ts';
import { must } from '../../../support/must.ts';

const [payment] = view.payments as [TransferView['payments'][number]];
const [input] = view.inputs as [TransferView['inputs'][number]];

describe('the digest of a decoded view', () => {
  const changes: readonly Partial<TransferView>[] = [
    { chain: 'other' },
    { payers: [] },
    { payers: [address(1)] },
    { payers: [...view.payers, address(1)] },
    { payments: [] },
    { payments: [payment, payment] },
    { payments: [{ ...payment, amount: { ...payment.amount, units: payment.amount.units + 1n } }] },
    { payments: [{ ...payment, amount: { ...payment.amount, asset: 'OTHER' } }] },
    { payments: [{ ...payment, recipient: address(1) }] },
    { feeAtMost: { ...view.feeAtMost, units: view.feeAtMost.units + 1n } },
    { feeAtMost: { ...view.feeAtMost, asset: 'OTHER' } },
    { inputs: [] },
    { inputs: [{ ...input, key: 'in1:1' }] },
    { inputs: [{ ...input, reference: 'in2' }] },
    { changeTo: address(1) },
    { changeTo: null },
    { validUntil: { kind: 'epoch', epoch: '0' } },
    { validUntil: { kind: 'epoch', epoch: '1' } },
    { validUntil: { kind: 'time', at: 0 } },
    { validUntil: { kind: 'time', at: 1 } },
    { memo: '' },
    { memo: 'null' },
    { details: {} },
    { details: { feeRate: '1001' } },
    { details: { feeRate: '1000', feePayer: '' } },
    { details: { rate: '1000' } },
  ];

  it('changes with whatever the screen shows', () => {
    const digests = changes.map((change) => viewDigest(network, { ...view, ...change }));
    digests.push(viewDigest(network, view));
    digests.push(viewDigest({ ...network, genesis: '00000000' }, view));
    digests.push(viewDigest({ ...network, id: 'toy:mainnet' }, view));
    expect(new Set(digests).size).toBe(changes.length + 3);
  });

  it('covers every member of a view', () => {
    const covered = new Set(changes.flatMap((change) => Object.keys(change)));
    expect([...covered].sort()).toEqual(Object.keys(view).sort());
  });

  it('changes with the order of payments, of payers and of inputs', () => {
    const two = {
      ...view,
      payers: [address(1), address(2)],
      payments: [payment, { recipient: address(3), amount: moneyOf(1n, asset) }],
      inputs: [input, { key: 'in2:0', reference: 'in2' }],
    };
    for (const member of ['payers', 'payments', 'inputs'] as const) {
      const reversed = { ...two, [member]: two[member].toReversed() };
      expect(viewDigest(network, reversed), member).not.toBe(viewDigest(network, two));
    }
  });

  it('does not change with the order of the same members', () => {
    const { chain, payers, payments, feeAtMost, inputs, changeTo, validUntil, memo, details } = view;
    const reversed = { details, memo, validUntil, changeTo, inputs, feeAtMost, payments, payers, chain };
    expect(viewDigest({ genesis: network.genesis, id: network.id }, reversed)).toBe(
      viewDigest(network, view),
    );
  });
});

describe('the totals of a view', () => {
  const { feeAtMost } = view;

  it('are of all payments, without the fee, and the fee', () => {
    expect(must(totalsOf({ payments: [], feeAtMost }, asset))).toEqual({
      paid: 0n,
      feeAtMost: feeAtMost.units,
    });
    const more = { recipient: address(1), amount: moneyOf(2n ** 62n, asset) };
    expect(must(totalsOf({ payments: [payment, more], feeAtMost }, asset)).paid).toBe(
      payment.amount.units + 2n ** 62n,
    );
  });

  it.each<[string, Partial<TransferView>]>([
    ['a payment', { payments: [payment, { ...payment, amount: { asset: 'OTHER', units: 1n } }] }],
    ['the only payment', { payments: [{ ...payment, amount: { asset: 'OTHER', units: 1n } }] }],
    ['the fee', { feeAtMost: { asset: 'OTHER', units: 1n } }],
  ])('are never of several assets: %s of another one is refused', (_, change) => {
    expect(codeOf(totalsOf({ ...view, ...change }, asset))).toBe('asset-wrong');
  });
});

it('the digest of a view is of amounts as every signed document writes them', () => {
  const written = {
    network: { id: network.id, genesis: network.genesis },
    chain: view.chain,
    payers: view.payers,
    payments: [{ recipient: payment.recipient, amount: { asset: 'TOY', units: '100000000000' } }],
    feeAtMost: { asset: 'TOY', units: '10000000' },
    inputs: [{ key: input.key, reference: input.reference }],
    changeTo: view.changeTo,
    validUntil: null,
    memo: null,
    details: view.details,
  };
  expect(viewDigest(network, view)).toBe(taggedDigest(digestTags.view, written));
});

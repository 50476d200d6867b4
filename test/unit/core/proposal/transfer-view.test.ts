import { describe, expect, it } from 'vitest';
import {
  type TransferView,
  totalPaid,
  viewDigest,
} from '../../../../electron/core/proposal/transfer-view.ts';
import { address, network, view } from '../../../support/core-samples.ts';

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
    { payments: [{ ...payment, units: payment.units + 1n }] },
    { payments: [{ ...payment, recipient: address(1) }] },
    { feeAtMost: view.feeAtMost + 1n },
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
      payments: [payment, { recipient: address(3), units: 1n }],
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

describe('the sum of a view', () => {
  it('is of all payments, without the fee', () => {
    expect(totalPaid({ payments: [] })).toBe(0n);
    expect(totalPaid({ payments: [payment, { recipient: address(1), units: 2n ** 62n }] })).toBe(
      payment.units + 2n ** 62n,
    );
  });
});

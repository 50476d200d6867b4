import { describe, expect, it } from 'vitest';
import { sdkAgrees } from '../../../../electron/chains/iota/online/second-opinion.ts';
import { encodeTransfer } from '../../../../electron/chains/iota/pure/encode-transfer.ts';
import type { IotaTransfer } from '../../../../electron/chains/iota/pure/transfer.ts';
import { viewOfTransfer } from '../../../../electron/chains/iota/pure/view-of-transfer.ts';
import type { TransferView } from '../../../../electron/core/proposal/transfer-view.ts';
import { address, expectRefusal, planned } from './samples.ts';

const full = { ...planned(), changeTo: address(0xd), gasOwner: address(0xe), expirationEpoch: 12n };
const bytes = encodeTransfer(full);
const view = viewOfTransfer(full);

describe('the second opinion', () => {
  it('agrees with what the bytes say', () => {
    for (const transfer of [planned(), full]) {
      const agrees = sdkAgrees(encodeTransfer(transfer), viewOfTransfer(transfer));
      expect(agrees).toEqual({ ok: true, value: undefined });
    }
  });

  it.each<[string, Partial<IotaTransfer>, string]>([
    ['sender', { sender: address(1) }, 'bytes-not-canonical'],
    ['gas owner', { gasOwner: address(1) }, 'bytes-not-canonical'],
    ['gas price', { gasPrice: 1n }, 'bytes-not-canonical'],
    ['gas budget', { gasBudget: 1n }, 'bytes-not-canonical'],
    [
      'a coin more',
      { inputs: [...full.inputs, { ...full.inputs[0]!, id: address(1) }] },
      'bytes-not-canonical',
    ],
    ['a coin less', { inputs: full.inputs.slice(1) }, 'bytes-not-canonical'],
    [
      'version of a coin',
      { inputs: full.inputs.map((i) => ({ ...i, version: '1' })) },
      'bytes-not-canonical',
    ],
    ['expiration', { expirationEpoch: null }, 'bytes-not-canonical'],
    ['payments', { payments: full.payments.slice(1) }, 'bytes-not-canonical'],
    [
      'recipient',
      { payments: full.payments.map((p) => ({ ...p, recipient: address(1) })) },
      'recipient-changed',
    ],
    ['amount', { payments: full.payments.map((p) => ({ ...p, amount: 3n })) }, 'amount-changed'],
    ['receiver of the rest', { changeTo: full.gasOwner }, 'recipient-changed'],
  ])('disagrees with another %s', (_, change, code) => {
    expectRefusal(sdkAgrees(bytes, viewOfTransfer({ ...full, ...change })), code);
  });

  it.each<[string, Partial<TransferView>]>([
    ['of another chain', { chain: 'toy' }],
    ['with a memo', { memo: 'paid' }],
    ['with a second payer', { payers: [full.sender, address(1)] }],
    ['without a gas price', { details: { gasOwner: full.gasOwner } }],
    ['with a detail that no bytes say', { details: { ...view.details, priority: 'high' } }],
    ['whose fee is of another asset', { feeAtMost: { ...view.feeAtMost, asset: 'OTHER' } }],
    ['with a time limit', { validUntil: { kind: 'time', at: 12 } }],
  ])('disagrees with a view %s', (_, change) => {
    expectRefusal(sdkAgrees(bytes, { ...view, ...change }), 'bytes-not-canonical');
  });

  it('disagrees with a view whose payments are of another asset', () => {
    const payments = view.payments.map((p) => ({ ...p, amount: { ...p.amount, asset: 'OTHER' } }));
    expectRefusal(sdkAgrees(bytes, { ...view, payments }), 'amount-changed');
  });

  it('disagrees about trailing bytes, and about bytes that the SDK cannot read', () => {
    expectRefusal(sdkAgrees(Uint8Array.from([...bytes, 0]), view), 'bytes-not-canonical');
    expectRefusal(sdkAgrees(bytes.subarray(0, 50), view), 'bytes-malformed');
  });
});

import { moneyOf } from '../../../core/amount.ts';
import type { TransferView } from '../../../core/proposal/transfer-view.ts';
import { coinKey } from './coin-evidence.ts';
import { iotaAsset } from './iota-asset.ts';
import type { IotaTransfer } from './transfer.ts';

/** A decoded transfer in the general words. The gas owner is named where it is not the sender, which nobody signs. */
export function viewOfTransfer(transfer: IotaTransfer): TransferView {
  const { sender, gasOwner, gasPrice, gasBudget, inputs, payments, changeTo, expirationEpoch } = transfer;
  return {
    chain: 'iota',
    payers: [sender],
    payments: payments.map(({ recipient, amount }) => ({ recipient, amount: moneyOf(amount, iotaAsset) })),
    feeAtMost: moneyOf(gasBudget, iotaAsset),
    inputs: inputs.map((input) => ({ key: coinKey(input), reference: input.digest })),
    changeTo,
    validUntil: expirationEpoch === null ? null : { kind: 'epoch', epoch: expirationEpoch.toString() },
    memo: null,
    details: {
      gasPrice: gasPrice.toString(),
      ...(gasOwner === sender ? {} : { gasOwner }),
    },
  };
}

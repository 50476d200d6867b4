import { describe, expect, it } from 'vitest';
import { buildTransfer, type IotaPlan } from '../../../../electron/chains/iota/pure/build-transfer.ts';
import { coinReference } from '../../../../electron/chains/iota/pure/coin-object.ts';
import { encodeTransfer } from '../../../../electron/chains/iota/pure/encode-transfer.ts';
import { iotaTerms } from '../../../../electron/chains/iota/pure/fee-terms.ts';
import { transferGasBudget } from '../../../../electron/chains/iota/pure/gas-budget.ts';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { checkForm } from '../../../../electron/practice/check-transaction.ts';
import { parseTransaction } from '../../../../electron/practice/transaction.ts';
import { address, coin, expectRefusal, plan, planned, unwrap } from './samples.ts';

const rich = (count: number) =>
  Array.from({ length: count }, (_, index) => coin(index + 1, { balance: '1000000000000' }));
const payments = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ recipient: address(index + 1), amount: 1n }));
const IOTA_50 = 50_000_000_000n;

/** What a signer says of bytes that somebody else has built. */
function signed(of: Partial<IotaPlan>): string {
  const view = iotaChain.decode(encodeTransfer(planned(plan({ coins: rich(1), ...of }))));
  if (!view.ok) return view.code;
  const fee = iotaChain.checkFee(view.value);
  return fee.ok ? 'accepted' : fee.code;
}
const built = (of: Partial<IotaPlan>): string => {
  const bytes = buildTransfer(plan({ coins: rich(1), ...of }));
  return bytes.ok ? 'accepted' : bytes.code;
};

describe("the protocol's limits, at each and one above it", () => {
  it.each<[string, Partial<IotaPlan>, Partial<IotaPlan>, { built: string; signed: string }]>([
    [
      'a price of 100 000 nanos',
      { gasPrice: 100_000n, gasBudget: IOTA_50 },
      { gasPrice: 100_001n, gasBudget: IOTA_50 },
      { built: 'fee-price', signed: 'fee-price' },
    ],
    [
      'a price of 1000 nanos, the least',
      { gasPrice: 1_000n },
      { gasPrice: 999n },
      { built: 'fee-price', signed: 'fee-price' },
    ],
    [
      'a budget of 50 IOTA',
      { gasBudget: IOTA_50 },
      { gasBudget: IOTA_50 + 1n },
      { built: 'fee-too-high', signed: 'fee-too-high' },
    ],
    [
      'the least budget',
      { gasBudget: 1_000_000n },
      { gasBudget: 999_999n },
      { built: 'fee-too-low', signed: 'fee-too-low' },
    ],
    [
      '255 gas coins',
      { coins: rich(255) },
      { coins: rich(256) },
      { built: 'funds-spread', signed: 'bytes-too-large' },
    ],
    [
      '500 payments, so that no command has 512 arguments',
      { payments: payments(500) },
      { payments: payments(501) },
      { built: 'too-many-recipients', signed: 'too-many-recipients' },
    ],
  ])('%s: built and signed at it, neither beyond', (_, within, beyond, refused) => {
    expect({ built: built(within), signed: signed(within) }).toEqual({
      built: 'accepted',
      signed: 'accepted',
    });
    expect({ built: built(beyond), signed: signed(beyond) }).toEqual(refused);
  });

  it('131 072 bytes are read, one more are not', () => {
    expectRefusal(iotaChain.decode(new Uint8Array(131_072)), 'bytes-trailing');
    expectRefusal(iotaChain.decode(new Uint8Array(131_073)), 'bytes-too-large');
  });

  it('the largest transfer, at the highest price, is within all of them by the practice network', () => {
    const gasBudget = transferGasBudget({ coins: 255, payments: 500, gasPrice: 100_000n });
    expect(gasBudget).toBeLessThan(IOTA_50);
    const most = plan({ coins: rich(255), payments: payments(500), gasPrice: 100_000n, gasBudget });
    const parsed = parseTransaction(unwrap(buildTransfer(most)));
    if (!parsed.ok) throw new Error(parsed.error.message);
    expect(checkForm(parsed.value, { number: 0, gasPrice: 1_000n })).toBeNull();
    expect(parsed.value.payment).toEqual(
      most.coins.map((each) => expect.objectContaining({ id: coinReference(each).id })),
    );
  });

  it('terms of a price above the highest are not believed', () => {
    expect(iotaChain.checkTerms(iotaTerms(100_000n)).ok).toBe(true);
    expectRefusal(iotaChain.checkTerms(iotaTerms(100_001n)), 'node-answer-malformed');
  });
});

import { describe, expect, it } from 'vitest';
import { buildTransfer } from '../../../../electron/chains/iota/pure/build-transfer.ts';
import { decodeTransfer } from '../../../../electron/chains/iota/pure/decode-transfer.ts';
import { transferGasBudget } from '../../../../electron/chains/iota/pure/gas-budget.ts';
import { MAX_UNITS } from '../../../../electron/core/money.ts';
import { address, coin, expectRefusal, plan, planned, sender, unwrap } from './samples.ts';

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => ({ recipient: address(index + 1), amount: BigInt(index + 1) }));

describe('building a transfer', () => {
  it('gives bytes that decode to the plan', () => {
    expect(unwrap(decodeTransfer(unwrap(buildTransfer(plan()))))).toEqual(planned());
  });

  it('keeps equal payments apart', () => {
    const payment = { recipient: address(0xb0b), amount: 5n };
    const of = plan({ payments: [payment, payment, payment] });
    expect(unwrap(decodeTransfer(unwrap(buildTransfer(of))))).toEqual(planned(of));
  });

  it('takes 500 recipients and 255 coins, within the size limit', () => {
    const of = plan({
      payments: many(500),
      coins: Array.from({ length: 255 }, (_, index) => coin(index)),
      gasBudget: 700_000_000n,
    });
    const bytes = unwrap(buildTransfer(of));
    expect(bytes.length).toBeLessThan(131_072);
    expect(unwrap(decodeTransfer(bytes))).toEqual(planned(of));
  });

  it('refuses 501 recipients, which the SDK would build', () => {
    expectRefusal(buildTransfer(plan({ payments: many(501) })), 'too-many-recipients');
  });

  it('refuses 256 coins', () => {
    const coins = Array.from({ length: 256 }, (_, index) => coin(index));
    expectRefusal(buildTransfer(plan({ coins })), 'funds-spread');
  });

  it('refuses coins that do not cover payments and gas, to the nano', () => {
    const exact = plan({ coins: [coin(1, { balance: '1510000002' })] });
    expect(buildTransfer(exact).ok).toBe(true);
    expectRefusal(buildTransfer(plan({ coins: [coin(1, { balance: '1510000001' })] })), 'funds-insufficient');
    expectRefusal(buildTransfer(plan({ coins: [] })), 'funds-insufficient');
  });

  it('refuses a coin of another owner', () => {
    const coins = [coin(1), coin(2, { owner: address(0xbad) })];
    expectRefusal(buildTransfer(plan({ coins })), 'input-foreign');
  });

  it('refuses a coin named twice', () => {
    expectRefusal(buildTransfer(plan({ coins: [coin(1), coin(1)] })), 'input-malformed');
  });

  it('refuses no payment, a payment of zero, and sums beyond 63 bits', () => {
    expectRefusal(buildTransfer(plan({ payments: [] })), 'input-malformed');
    expectRefusal(buildTransfer(plan({ payments: [{ recipient: sender, amount: 0n }] })), 'amount-zero');
    expectRefusal(
      buildTransfer(plan({ payments: [{ recipient: sender, amount: MAX_UNITS }] })),
      'amount-too-large',
    );
  });
});

describe('the gas budget', () => {
  it('covers what the network charges at most: one computation step, 129 bytes for each coin written', () => {
    for (const [coins, payments] of [
      [1, 1],
      [255, 1],
      [1, 500],
      [255, 500],
    ] as const) {
      const charged = 1_000_000n + BigInt(payments + 1) * 129n * 7600n;
      const budget = transferGasBudget({ coins, payments, gasPrice: 1000n });
      expect(budget).toBeGreaterThan((charged * 12n) / 10n);
      expect(budget).toBeLessThan(charged * 10n);
    }
  });

  it('follows the gas price', () => {
    const at = (gasPrice: bigint) => transferGasBudget({ coins: 1, payments: 1, gasPrice });
    expect(at(5000n) - at(1000n)).toBe(8_000_000n);
  });
});

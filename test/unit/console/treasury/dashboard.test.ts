import { describe, expect, it } from 'vitest';
import { float } from '../../../../electron/console/treasury/dashboard.ts';
import { ids, samplePolicy } from '../ceremony/samples.ts';

const amount = (units: bigint) => ({ asset: 'IOTA', units: units.toString() });
const policy = {
  vaults: samplePolicy.vaults,
  floatBand: { min: amount(100n), target: amount(200n), max: amount(400n) },
};
const figures = (vaultId: string, balance: bigint, reserved = 0n) => ({
  vaultId,
  balance,
  reserved,
  accounts: 1,
});

describe('the float', () => {
  it.each([
    [99n, 'below'],
    [100n, 'inside'],
    [400n, 'inside'],
    [401n, 'above'],
  ] as const)('of %i is %s its band', (balance, position) => {
    expect(float(policy, [figures(ids.hot, balance)]).hot).toMatchObject({
      balance: balance.toString(),
      position,
    });
  });

  it('is drawn on a scale of a thousand with a quarter above the band, or more where the balance needs it', () => {
    expect(float(policy, [figures(ids.hot, 250n)]).hot.scale).toEqual({
      balance: 500,
      free: 500,
      min: 200,
      target: 400,
      max: 800,
    });
    const high = float(policy, [figures(ids.hot, 10_000n)]).hot.scale;
    expect(high.balance).toBeLessThan(1_000);
    expect(high.balance).toBeGreaterThan(900);
  });

  it('adds up the hot vaults and the cold ones, each with their own; a vault without figures has nothing', () => {
    const two = {
      ...policy,
      vaults: [
        ...samplePolicy.vaults,
        {
          id: ids.made,
          name: 'Hot 2',
          kind: 'hot' as const,
          receiveAddress: 'x',
          attestationKey: 'a3'.repeat(32),
        },
      ],
    };
    const all = [figures(ids.hot, 1n, 1n), figures(ids.made, 2n, 2n), figures(ids.cold, 7n)];
    expect(float(two, all)).toMatchObject({
      hot: { balance: '3', reserved: '3' },
      cold: { balance: '7' },
    });
    const unproven = [
      { vaultId: ids.hot, all: 1n, existed: 0n },
      { vaultId: ids.made, all: 2n, existed: 1n },
    ];
    expect(float(two, all, unproven)).toMatchObject({
      hot: { unproven: '3', existed: '1' },
      cold: { unproven: '0', existed: '0' },
    });
    expect(float(two, [])).toMatchObject({
      hot: { balance: '0', position: 'below' },
      cold: { balance: '0' },
    });
  });

  it.each([
    ['inside its band, with every coin held', 150n, 150n, 'none', '0'],
    ['inside its band, with less than the minimum free', 150n, 51n, 'little', '99'],
    ['inside its band, with enough free', 150n, 50n, 'enough', '100'],
    ['below its band, with the rest free', 50n, 10n, 'enough', '40'],
    ['empty', 0n, 0n, 'enough', '0'],
  ] as const)('tells held from free: %s', (_, balance, held, spendable, free) => {
    const { hot } = float(policy, [figures(ids.hot, balance, held)]);
    expect(hot).toMatchObject({ spendable, free, reserved: held.toString() });
    expect(hot.scale.free).toBeLessThanOrEqual(hot.scale.balance);
  });

  it('of more than any number can be is exact', () => {
    const most = 2n ** 63n - 1n;
    const { hot } = float(policy, [figures(ids.hot, most * 3n)]);
    expect(hot.balance).toBe((most * 3n).toString());
    expect(hot.scale.balance).toBe(952);
  });
});

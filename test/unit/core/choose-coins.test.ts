import { describe, expect, it } from 'vitest';
import { chooseCoins, MAX_COINS } from '../../../electron/core/proposal/choose-coins.ts';
import type { CoinEvidence } from '../../../electron/core/proposal/proposal.ts';
import { address, codeOf, coin, unwrap } from '../../support/signer-fixture.ts';

const [a, b] = [address(0xa), address(0xb)];

/** Coins of one owner by their balances. */
const held = (owner: string, ...balances: number[]): [string, CoinEvidence[]] => [
  owner,
  balances.map((balance, i) => coin(Number.parseInt(owner, 16) * 1000 + i, { owner, balance: `${balance}` })),
];
const flat = (amount: number) => () => BigInt(amount);
const balances = (coins: readonly CoinEvidence[]) => coins.map(({ balance }) => Number(balance));

describe('the coins that pay', () => {
  it('are the largest first, as few as do', () => {
    const { coins } = unwrap(chooseCoins(new Map([held(a, 5, 50, 20, 1)]), flat(60), 0n));
    expect(balances(coins)).toEqual([50, 20]);
  });

  it('are all of one address: that with the least left over', () => {
    const free = new Map([held(a, 100, 100), held(b, 40, 30)]);
    expect(unwrap(chooseCoins(free, flat(60), 0n)).owner).toBe(b);
    expect(unwrap(chooseCoins(free, flat(80), 0n)).owner).toBe(a);
  });

  it('do not depend on the order in which they are known', () => {
    const free = new Map([held(a, 7, 7, 7), held(b, 7, 7, 7)]);
    const reversed = new Map([...free].reverse().map(([owner, coins]) => [owner, coins.toReversed()]));
    expect(chooseCoins(reversed, flat(14), 0n)).toEqual(chooseCoins(free, flat(14), 0n));
    expect(unwrap(chooseCoins(free, flat(14), 0n)).owner).toBe(a);
  });

  it('cost more gas the more they are', () => {
    const cost = (coins: number) => BigInt(10 + coins * 5);
    const { coins } = unwrap(chooseCoins(new Map([held(a, 12, 12, 12)]), cost, 0n));
    expect(balances(coins)).toEqual([12, 12]);
    expect(codeOf(chooseCoins(new Map([held(a, 4, 4, 4, 4)]), cost, 0n))).toBe('funds-spread');
  });

  it('are no more than one transaction takes', () => {
    const dust = new Map([held(a, ...Array.from({ length: MAX_COINS + 1 }, () => 1))]);
    expect(unwrap(chooseCoins(dust, flat(MAX_COINS), 0n)).coins).toHaveLength(MAX_COINS);
    expect(chooseCoins(dust, flat(MAX_COINS + 1), 0n).ok).toBe(false);
  });
});

describe('where none can pay, the reason is named', () => {
  it.each([
    ['nothing there', [], 0n, 'funds-insufficient'],
    ['too little', [held(a, 59)], 0n, 'funds-insufficient'],
    ['enough, but on several addresses', [held(a, 30), held(b, 30)], 0n, 'funds-spread'],
    ['enough, but held by payments on their way', [held(a, 30)], 30n, 'coin-reserved'],
    ['not enough even with those', [held(a, 30)], 29n, 'funds-insufficient'],
  ] as const)('%s', (_, owners, reserved, code) => {
    expect(codeOf(chooseCoins(new Map(owners), flat(60), reserved))).toBe(code);
  });

  it('too many coins of one address are not called several addresses, nor the other way round', () => {
    const messageOf = (...owners: [string, CoinEvidence[]][]) => {
      const choice = chooseCoins(new Map(owners), (coins) => BigInt(500 + coins), 0n);
      return choice.ok ? null : choice.message;
    };
    const dust = held(a, ...Array.from({ length: 600 }, () => 2));
    expect(messageOf(dust)).toBe(
      'one transaction takes 255 coins of one address at most; the largest 255 of 600 hold 0.00000051 IOTA, 0.000000755 are needed with their gas',
    );
    expect(messageOf(dust, held(b, 3))).toContain('the largest 255 of 600');
    expect(messageOf(held(a, 300), held(b, 300))).toBe(
      "0.000000501 IOTA with gas must come from one address; the vault's 0.0000006 IOTA lie on several",
    );
  });
});

import { expect } from 'vitest';
import type { IotaPlan } from '../../../../electron/chains/iota/pure/build-transfer.ts';
import type { Coin } from '../../../../electron/chains/iota/pure/coin-evidence.ts';
import { coinReference } from '../../../../electron/chains/iota/pure/coin-object.ts';
import type { IotaTransfer } from '../../../../electron/chains/iota/pure/transfer.ts';
import type { Result } from '../../../../electron/core/result.ts';

export const address = (number: number): string => `0x${number.toString(16).padStart(64, '0')}`;

/** Base58 of 31 zero bytes and one small byte. */
export const digestOf = (number: number): string =>
  '1'.repeat(31) + '123456789ABCDEFGHJKLMNPQRSTUVWXYZ'[number];

export const sender = address(0xa11ce);

export const coin = (number: number, overrides: Partial<Coin> = {}): Coin => ({
  id: address(0xc0000 + number),
  version: '7',
  owner: sender,
  balance: '100000000000',
  previousTransaction: digestOf(5),
  storageRebate: '980400',
  ...overrides,
});

export const plan = (overrides: Partial<IotaPlan> = {}): IotaPlan => ({
  sender,
  coins: [coin(1), coin(2)],
  payments: [
    { recipient: address(0xb0b), amount: 1_500_000_000n },
    { recipient: address(0xca201), amount: 2n },
  ],
  gasPrice: 1000n,
  gasBudget: 10_000_000n,
  lastEpoch: 7n,
  ...overrides,
});

/** The transfer that {@link plan} describes. */
export const planned = (of: IotaPlan = plan()): IotaTransfer => ({
  sender: of.sender,
  gasOwner: of.sender,
  gasPrice: of.gasPrice,
  gasBudget: of.gasBudget,
  inputs: of.coins.map(coinReference),
  payments: of.payments,
  changeTo: of.sender,
  expirationEpoch: of.lastEpoch,
});

export function unwrap<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result.value;
}

export function expectRefusal(result: Result<unknown>, code: string): void {
  expect(result.ok ? 'accepted' : result.code).toBe(code);
}

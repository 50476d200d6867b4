import { expect, it } from 'vitest';
import { checkForm } from '../../../electron/practice/check-transaction.ts';
import type { Argument, ObjectReference, Transaction } from '../../../electron/practice/transaction.ts';

const epoch = { number: 3, gasPrice: 1_000n };
const amount: Argument = { kind: 'input', index: 0 };
const reference: ObjectReference = { id: `0x${'0a'.repeat(32)}`, version: 1n, digest: 'digest' };
const times = <T>(count: number, of: T): T[] => Array.from({ length: count }, () => of);
const split = (count: number) =>
  ({ kind: 'split', coin: { kind: 'gas' }, amounts: times(count, amount) }) as const;

const transaction = (changes: Partial<Transaction>): Transaction => ({
  bytes: new Uint8Array(100),
  digestBytes: new Uint8Array(32),
  digest: 'digest',
  sender: `0x${'0b'.repeat(32)}`,
  inputs: [],
  commands: [split(1)],
  payment: [reference],
  gasPrice: 1_000n,
  gasBudget: 1_000_000_000n,
  expiresAfterEpoch: null,
  ...changes,
});

/** Each with the most that the network takes, and one more. */
it.each<[string, (count: number) => Partial<Transaction>, number, RegExp]>([
  ['bytes', (count) => ({ bytes: new Uint8Array(count) }), 131_072, /serialized transaction size/],
  ['commands', (count) => ({ commands: times(count, split(1)) }), 1_023, /maximum commands/],
  ['arguments', (count) => ({ commands: [split(count)] }), 511, /maximum arguments/],
  ['gas coins', (count) => ({ payment: times(count, reference) }), 255, /gas payment objects/],
  [
    'input objects, gas coins among them',
    (count) => ({ inputs: times(count - 1, { kind: 'object', reference }) }),
    2_048,
    /maximum input objects/,
  ],
  [
    'nanos for a unit of gas',
    (count) => ({ gasPrice: BigInt(count) }),
    100_000,
    /^Gas price cannot exceed 100000 nanos$/,
  ],
  [
    'nanos of budget',
    (count) => ({ gasBudget: BigInt(count) }),
    50_000_000_000,
    /is higher than max: 50000000000$/,
  ],
])('the network takes so many %s, and not one more', (_, of, most, words) => {
  expect(checkForm(transaction(of(most)), epoch)).toBeNull();
  expect(checkForm(transaction(of(most + 1)), epoch)).toMatchObject({
    kind: 'input',
    message: expect.stringMatching(words),
  });
});

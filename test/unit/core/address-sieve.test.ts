import { expect, it } from 'vitest';
import { AddressSieve, GrowingSieve } from '../../../electron/core/address-sieve.ts';

const addressAt = (number: number): string => `0x${number.toString(16).padStart(64, '0')}`;
const MANY = 20_000;

it('no address that was added is ever said to be none, however much the sieve has grown', () => {
  const sieve = new GrowingSieve();
  for (let number = 0; number < MANY; number++) sieve.add(addressAt(number));
  const read = new AddressSieve(sieve.memory);
  const lost = Array.from({ length: MANY }, (_, number) => addressAt(number)).filter(
    (address) => !read.mayHave(address),
  );
  expect(lost).toEqual([]);
});

it('strangers are said to be none', () => {
  const sieve = new GrowingSieve();
  for (let number = 0; number < MANY; number++) sieve.add(addressAt(number));
  const read = new AddressSieve(sieve.memory);
  const taken = Array.from({ length: MANY }, (_, number) => addressAt(MANY + number)).filter((address) =>
    read.mayHave(address),
  );
  expect(taken).toEqual([]);
});

it('what is added is seen by whoever reads the same memory, until it has grown', () => {
  const sieve = new GrowingSieve();
  const read = new AddressSieve(sieve.memory);
  expect(read.mayHave(addressAt(1))).toBe(false);
  sieve.add(addressAt(1));
  expect(read.mayHave(addressAt(1))).toBe(true);
  for (let number = 2; number < MANY; number++) sieve.add(addressAt(number));
  expect(read.mayHave(addressAt(MANY - 1))).toBe(false);
  expect(new AddressSieve(sieve.memory).mayHave(addressAt(MANY - 1))).toBe(true);
});

it('an address that is added twice takes one place', () => {
  const sieve = new GrowingSieve();
  const { memory } = sieve;
  for (let times = 0; times < MANY; times++) sieve.add(addressAt(7));
  expect(sieve.memory).toBe(memory);
});

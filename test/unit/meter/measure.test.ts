import { expect, test } from 'vitest';
import { GUESSED_WITHIN_A_DAY } from '../../../electron/core/password.ts';
import { measureFromSource } from '../../../electron/meter/measure.ts';

const guesses = (password: string) => measureFromSource(new TextEncoder().encode(password));

test.each(['hot', 'password1', 'Liverpool1', 'qwertyuiop[]', 'tigerlily9', 'Hunter2Hunter2'])(
  '%s would be guessed within a day by whoever has the file',
  async (password) => {
    expect(await guesses(password)).toBeLessThan(GUESSED_WITHIN_A_DAY);
  },
);

test.each(['ostrich velvet harbour nine', 'k7Hq2mZpX4vN', 'Приходи завтра к старой мельнице'])(
  '%s would not',
  async (password) => {
    expect(await guesses(password)).toBeGreaterThan(GUESSED_WITHIN_A_DAY);
  },
);

test('the password is left as it is, and any bytes are measured', async () => {
  const bytes = Uint8Array.of(0xff, 0xfe, 0x00, 0x41);
  expect(await measureFromSource(bytes)).toBeGreaterThan(0);
  expect(bytes).toEqual(Uint8Array.of(0xff, 0xfe, 0x00, 0x41));
  expect(await measureFromSource(new Uint8Array(0))).toBeLessThan(2);
});

import { expect, test } from 'vitest';
import { strengthOf } from '../../../electron/meter/strength.ts';

test.each([
  'password',
  'p4$$w0rd',
  'P@55w0rd1!',
  'm0nk3y!',
  '1l0v3y0u',
  'qwertyuiop',
  'aaaaaaaaaaaaaaaa',
  '20261121',
])('%s is told as easy to guess', (password) => {
  expect(strengthOf(password).score).toBeLessThan(2);
});

test.each(['correct horse battery staple', '8f3$Kd9!xZq2Lw7@Pn5^', 'canary-Kanarienvogel-7319'])(
  '%s is told as hard to guess',
  (password) => {
    expect(strengthOf(password).score).toBe(4);
  },
);

test('a password of 1000 characters is rated', () => {
  expect(strengthOf('ab1$'.repeat(250)).score).toBeLessThan(3);
});

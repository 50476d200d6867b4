import { expect, test } from 'vitest';
import { takeSecret, tryAgain, withSecret } from '../../../renderer/state/secret.ts';

test('taking a password empties its field at once', () => {
  const field = { value: 'pässword' };
  expect(takeSecret(field)).toEqual(new TextEncoder().encode('pässword'));
  expect(field.value).toBe('');
});

test('the bytes are wiped after use', async () => {
  const field = { value: 'practice' };
  let seen: Uint8Array = new Uint8Array();
  const length = await withSecret(field, async (bytes) => {
    seen = bytes;
    return bytes.length;
  });
  expect(length).toBe(8);
  expect([...seen]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
});

test('the bytes are wiped even if their use fails', async () => {
  const field = { value: 'practice' };
  let seen: Uint8Array = new Uint8Array();
  await expect(
    withSecret(field, async (bytes) => {
      seen = bytes;
      throw new Error('no bridge');
    }),
  ).rejects.toThrow('no bridge');
  expect(seen.every((byte) => byte === 0)).toBe(true);
  expect(field.value).toBe('');
});

test.each([
  ['in practice its password is filled in again', 'play money', 'play money'],
  ['else the field stays empty', '', ''],
])('after a wrong password %s, and the field has the keyboard', (_, defaultValue, value) => {
  const done: string[] = [];
  const field = {
    value: 'wrong',
    defaultValue,
    focus: () => done.push('focus'),
    select: () => done.push('select'),
  };
  takeSecret(field);
  tryAgain(field as unknown as HTMLInputElement);
  expect([field.value, ...done]).toEqual([value, 'focus', 'select']);
});

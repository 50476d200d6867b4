import { expect, test } from 'vitest';
import { createAddressClipboard } from '../../../electron/main/address-clipboard.ts';

const address = `0x${'a1'.repeat(32)}`;

test('a whole address goes onto the clipboard', () => {
  const written: string[] = [];
  expect(createAddressClipboard((text) => written.push(text)).copy(address)).toEqual({ ok: true, value: {} });
  expect(written).toEqual([address]);
});

test.each([
  ['seed words', 'abandon abandon abandon'],
  ['a shortened address', '0xa1a1…a1a1'],
  ['an address with a tail', `${address}\n`],
  ['an upper-case address', address.toUpperCase()],
  ['nothing', ''],
])('%s never goes onto the clipboard', (_name, text) => {
  const written: string[] = [];
  expect(createAddressClipboard((each) => written.push(each)).copy(text)).toMatchObject({
    ok: false,
    code: 'input-malformed',
  });
  expect(written).toEqual([]);
});

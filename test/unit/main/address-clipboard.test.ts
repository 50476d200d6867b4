import { expect, test } from 'vitest';
import { createAddressClipboard } from '../../../electron/main/address-clipboard.ts';

const address = `0x${'a1'.repeat(32)}`;

test('a whole address goes onto the clipboard', async () => {
  const written: string[] = [];
  const copied = await createAddressClipboard((text) => written.push(text)).copy(address);
  expect(copied).toEqual({ ok: true, value: {} });
  expect(written).toEqual([address]);
});

test.each([
  ['seed words', 'abandon abandon abandon'],
  ['a shortened address', '0xa1a1…a1a1'],
  ['an address with a tail', `${address}\n`],
  ['a text longer than any address', 'a'.repeat(121)],
  ['nothing', ''],
])('%s never goes onto the clipboard', async (_name, text) => {
  const written: string[] = [];
  const copied = await createAddressClipboard((each) => written.push(each)).copy(text);
  expect(copied).toMatchObject({ ok: false, code: 'input-malformed' });
  expect(written).toEqual([]);
});

import { expect, test } from 'vitest';
import { createGuardedClipboard } from '../../../electron/main/guarded-clipboard.ts';

const address = `0x${'a1'.repeat(32)}`;

test('a whole address goes onto the clipboard', async () => {
  const written: string[] = [];
  const copied = await createGuardedClipboard((text) => written.push(text)).copyAddress(address);
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
  const copied = await createGuardedClipboard((each) => written.push(each)).copyAddress(text);
  expect(copied).toMatchObject({ ok: false, code: 'input-malformed' });
  expect(written).toEqual([]);
});

const id = '7fRkD1gestOfATransaction8mQ2';
test('the id of a transaction goes onto the clipboard', async () => {
  const written: string[] = [];
  await createGuardedClipboard((text) => written.push(text)).copyTransaction(id);
  expect(written).toEqual([id]);
});

test.each([
  ["a payee's address", address],
  ['seed words', 'abandon abandon abandon'],
  ['an id with a tail', `${id}\n`],
  ['nothing', ''],
])('%s never goes onto the clipboard as the id of a transaction', async (_name, text) => {
  const written: string[] = [];
  const copied = await createGuardedClipboard((each) => written.push(each)).copyTransaction(text);
  expect(copied).toMatchObject({ ok: false, code: 'input-malformed' });
  expect(written).toEqual([]);
});

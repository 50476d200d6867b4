import { expect, it } from 'vitest';
import { compareOpinion, type KnownAddress } from '../../../electron/console/vaults/compare-opinion.ts';
import { hashOfAddress } from '../../../electron/official/address-hash.ts';
import { asStardust } from '../../support/fake-library.ts';

const address = `0x${'ab'.repeat(32)}`;
const known: KnownAddress = { path: { account: 1, change: 0, index: 4 }, address };

it('the same key is no difference, in either writing', () => {
  expect(compareOpinion('Reserve', [known], [asStardust(address)])).toEqual({ ok: true, value: [] });
  const old = { ...known, address: asStardust(address) };
  expect(compareOpinion('Reserve', [old], [asStardust(address)])).toEqual({ ok: true, value: [] });
});

it.each([
  ['another key', asStardust(`0x${'ac'.repeat(32)}`)],
  ['a changed letter', asStardust(address).replace(/.$/, (last) => (last === 'q' ? 'p' : 'q'))],
  ['no address', 'nonsense'],
  ['an empty text', ''],
  ['a very long one', 'q'.repeat(10_000)],
])('%s is a difference that names the path', (_, theirs) => {
  const told = compareOpinion('Reserve', [known], [theirs]);
  expect(told).toMatchObject({
    ok: true,
    value: [expect.stringContaining('Reserve, account 1, change 0, address 4')],
  });
});

it('a library that says a key in the place of an address says it to nobody', () => {
  const key = 'c0ffee'.repeat(10).padEnd(64, '0');
  for (const theirs of [asStardust(`0x${key}`), `0x${key}`, key]) {
    const told = JSON.stringify(compareOpinion('Reserve', [known], [theirs]));
    expect(told).toContain(address);
    expect(told).not.toContain('c0ffee');
    expect(told).not.toContain(theirs);
  }
});

it('fewer answers than questions are refused, not read as agreement', () => {
  expect(compareOpinion('Reserve', [known, known], [asStardust(address)])).toMatchObject({
    code: 'official-garbled',
  });
  expect(compareOpinion('Reserve', [known], [])).toMatchObject({ code: 'official-garbled' });
});

it('two texts that are no address are not equal to each other', () => {
  const odd = { ...known, address: 'nonsense' };
  expect(compareOpinion('Reserve', [odd], ['nonsense'])).toMatchObject({
    ok: true,
    value: [expect.any(String)],
  });
});

it('an alias or NFT address has no key, and so no hash', () => {
  expect(hashOfAddress('rms1pqzg4zmpmwzwr9h8rvjcm8d3xjw5t3k0l3vszc3m5v5fyh0w5rcrsrdslv')).toBeNull();
});

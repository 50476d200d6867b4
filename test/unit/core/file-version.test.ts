import { describe, expect, it } from 'vitest';
import { checkFileVersion, checkFormat } from '../../../electron/core/file-version.ts';
import { codeOf } from '../../support/core-samples.ts';

describe('a version that a file says it has', () => {
  it.each([
    [2, 'accepted'],
    [3, 'file-newer'],
    [999_999, 'file-newer'],
    [1, 'file-older'],
    [0, 'file-older'],
    [-1, 'file-older'],
  ])('%d, where 2 is known: %s', (found, code) => {
    expect(codeOf(checkFileVersion('books.sqlite', found, 2))).toBe(code);
  });

  it('is named in the refusal, with the file and what this program knows', () => {
    const refused = checkFileVersion('books.sqlite', 7, 5);
    expect(refused.ok ? '' : refused.message).toMatch(/^books\.sqlite has version 7, .* version 5; .*newer/);
  });
});

describe('a format', () => {
  const check = (format: unknown) =>
    codeOf(checkFormat('treasury.json', format, { name: 'treasury', version: 2 }));

  it.each([
    ['sallyport/treasury/2', 'accepted'],
    ['sallyport/treasury/3', 'file-newer'],
    ['sallyport/treasury/10', 'file-newer'],
    ['sallyport/treasury/1', 'file-older'],
  ])('%s: %s', (format, code) => expect(check(format)).toBe(code));

  it.each([
    ['nothing', undefined],
    ['a number', 2],
    ['a list of the format', ['sallyport/treasury/2']],
    ['an empty text', ''],
    ['the format of something else', 'sallyport/station-key/2'],
    ['a name that begins the same', 'sallyport/treasury-x/2'],
    ['no version', 'sallyport/treasury/'],
    ['version zero', 'sallyport/treasury/0'],
    ['a leading zero', 'sallyport/treasury/02'],
    ['a fraction', 'sallyport/treasury/2.0'],
    ['a negative version', 'sallyport/treasury/-2'],
    ['a version too long to be one', `sallyport/treasury/2${'0'.repeat(30)}`],
    ['white space', 'sallyport/treasury/2 '],
    ['a line end', 'sallyport/treasury/2\n'],
    ['other letters', 'Sallyport/treasury/2'],
  ])('with %s is no format of that file', (_, format) => {
    expect(check(format)).toBe('input-malformed');
  });
});

import { closeSync, mkdtempSync, openSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { NoSecret, withSecrets } from '../../../electron/cli/secrets.ts';
import { utf8 } from '../../support/treasury-steps.ts';

/**
 * A descriptor on which these bytes come. It stays open to the end of the process: what was read from a number is known
 * by that number.
 */
function descriptorOf(content: string | Uint8Array): number {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-secret-'));
  const file = path.join(folder, 'secret');
  writeFileSync(file, content);
  const fd = openSync(file, 'r');
  rmSync(folder, { recursive: true });
  return fd;
}

const refused = (value: unknown) => expect(withSecrets(value)).rejects.toBeInstanceOf(NoSecret);

describe('a secret on a descriptor', () => {
  it.each([
    ['as it is', 'play money', 'play money'],
    ['without its last line end', 'play money\n', 'play money'],
    ['with every other one', '\nplay\n\n', '\nplay\n'],
    ['with a carriage return, which is its own', 'play\r\n', 'play\r'],
    ['with spaces around it', ' play ', ' play '],
    ['with nothing in it, for the check of passwords', '', ''],
  ])('is read %s', async (_, content, password) => {
    expect(await withSecrets({ $fd: descriptorOf(content) })).toEqual(utf8(password));
  });

  it('is found wherever a line names it, and leaves the rest as it is', async () => {
    const fd = descriptorOf('secret');
    const input = { a: [{ password: { $fd: fd } }], b: null, c: 'text', words: { $numbers: [1, 2047] } };
    expect(await withSecrets(input)).toEqual({
      a: [{ password: utf8('secret') }],
      b: null,
      c: 'text',
      words: Uint16Array.of(1, 2047),
    });
  });

  it('serves again where it is named again; each one is a copy, for whoever wipes it', async () => {
    const fd = descriptorOf('secret');
    const first = await withSecrets({ $fd: fd });
    if (!(first instanceof Uint8Array)) throw new Error('expected bytes');
    first.fill(0);
    expect(await withSecrets({ $fd: fd })).toEqual(utf8('secret'));
  });

  it('may be as long as a password, and not one byte longer', async () => {
    const longest = 'x'.repeat(4096);
    expect(await withSecrets({ $fd: descriptorOf(longest) })).toEqual(utf8(longest));
    expect(await withSecrets({ $fd: descriptorOf(`${longest}\n`) })).toEqual(utf8(longest));
    await refused({ $fd: descriptorOf(`${longest}x`) });
    await refused({ $fd: descriptorOf(`${longest}x\n`) });
  });

  it.skipIf(process.platform === 'win32')('that never ends is refused', async () => {
    const fd = openSync('/dev/zero', 'r');
    onTestFinished(() => closeSync(fd));
    await refused({ $fd: fd });
  });

  it.each([0, 1, 2, -1, 3.5, 2 ** 31, Number.MAX_SAFE_INTEGER])('%d is none', async (fd) => {
    await refused({ $fd: fd });
  });

  it('that is a folder, or was closed, is refused without its content', async () => {
    const folder = openSync(tmpdir(), 'r');
    onTestFinished(() => closeSync(folder));
    await refused({ $fd: folder });
    const closed = descriptorOf('secret');
    closeSync(closed);
    await refused({ $fd: closed });
  });
});

describe('what names no secret', () => {
  it.each([
    ['text', 'play money'],
    ['bytes', { $bytes: 'cGxheQ==' }],
    ['a descriptor as text', { $fd: '3' }],
    ['a descriptor and more', { $fd: 3, more: 1 }],
    ['two names', { $fd: 3, $prompt: 'x' }],
    ['a prompt that is none', { $prompt: 1 }],
    ['numbers above 16 bits', { $numbers: [65_536] }],
    ['no numbers', { $numbers: ['1'] }],
    ['a member of every object', JSON.parse('{"__proto__": {"a": 1}}')],
  ])('stays as it is: %s', async (_, value) => {
    expect(await withSecrets({ password: value })).toEqual({ password: value });
  });
});

import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { BadLine, readLines } from '../../../electron/cli/read-lines.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sallyport-lines-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** The lines of a file, or the code and the place of what is wrong with it. */
async function read(content: string | Uint8Array, most = 1_000_000): Promise<unknown> {
  const file = path.join(folder, 'lines');
  writeFileSync(file, content);
  const lines: string[] = [];
  try {
    for await (const { number, text } of readLines(file, most, new Set())) {
      expect(number).toBe(lines.length + 1);
      lines.push(text);
    }
    return lines;
  } catch (error) {
    if (!(error instanceof BadLine)) throw error;
    return `${error.code} ${error.line}`;
  }
}

describe('lines', () => {
  it.each([
    ['none', '', []],
    ['an empty one', '\n', ['']],
    ['some', 'a\n\nb\n', ['a', '', 'b']],
    ['without the carriage returns of another system', 'a\r\nb\r\n', ['a', 'b']],
    ['without the mark of byte order', '\ufeffa\n\ufeffb\n', ['a', '\ufeffb']],
    ['with any other carriage return, which is theirs', 'a\rb\r\r\n', ['a\rb\r']],
    ['without the last line end', 'a\nb', ['a', 'b']],
  ])('%s', async (_, content, lines) => expect(await read(content)).toEqual(lines));

  it('of any length come whole, wherever the file is cut into parts', async () => {
    // 64 KiB are read at once: letters of several bytes lie across the cuts.
    const lines = [1, 65_535, 65_536, 65_537, 200_000].map((length) => '\u20ac'.repeat(length));
    expect(await read(`${lines.join('\n')}\n`)).toEqual(lines);
  });

  it('are UTF-8', async () => {
    expect(await read(Uint8Array.of(0x61, 0x0a, 0xff, 0x0a))).toBe('journal-malformed 2');
  });

  it('have as many bytes as allowed, and not one more', async () => {
    const most = 100_000;
    expect(await read(`${'x'.repeat(most)}\n`, most)).toHaveLength(1);
    expect(await read(`a\n${'x'.repeat(most + 1)}\n`, most)).toBe('journal-malformed 2');
    expect(await read('x'.repeat(most + 1), most)).toBe('journal-malformed 1');
    expect(await read(`${'x'.repeat(12)}\n`, 11)).toBe('journal-malformed 1');
  });
});

import { describe, expect, it } from 'vitest';
import { inputLines } from '../../../electron/cli/input-lines.ts';
import { fc } from '../../support/fast-check.ts';

async function* piecesOf(pieces: readonly Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* pieces;
}

/** The lines of these pieces, or the code in the place of one. */
async function read(pieces: readonly (Uint8Array | string)[], most?: number): Promise<readonly string[]> {
  const lines: string[] = [];
  const bytes = pieces.map((piece) => (typeof piece === 'string' ? new TextEncoder().encode(piece) : piece));
  for await (const line of inputLines(piecesOf(bytes), most)) lines.push(line.ok ? line.value : line.code);
  return lines;
}

describe('lines of the standard input', () => {
  it.each([
    ['none', [''], []],
    ['one', ['a\n'], ['a']],
    ['a last one without an end', ['a\nb'], ['a', 'b']],
    ['empty ones', ['\n\na\n'], ['', '', 'a']],
    ['in pieces', ['a', 'b', '', '\n', 'c\nd', '\n'], ['ab', 'c', 'd']],
    ['many in one piece', ['a\nb\nc\n'], ['a', 'b', 'c']],
    ['with what JavaScript calls a line end in a text', ['"a\u2028b\u2029c"\n'], ['"a\u2028b\u2029c"']],
  ])('%s', async (_, pieces, lines) => {
    expect(await read(pieces)).toEqual(lines);
  });

  it('are the same in any pieces, also cut within a letter', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.string({ unit: 'binary' }).filter((line) => !line.includes('\n') && line.isWellFormed()),
          {
            maxLength: 6,
          },
        ),
        fc.integer({ min: 1, max: 7 }),
        async (lines, size) => {
          const bytes = new TextEncoder().encode(lines.map((line) => `${line}\n`).join(''));
          const pieces: Uint8Array[] = [];
          for (let at = 0; at < bytes.length; at += size) pieces.push(bytes.subarray(at, at + size));
          expect(await read(pieces)).toEqual(lines.map((line) => line.replace(/^\ufeff/, '')));
        },
      ),
      { numRuns: 40 },
    );
  });

  it('have as many bytes as allowed, and not one more; the next one is read', async () => {
    expect(await read(['x'.repeat(8), '\n'], 8)).toEqual(['x'.repeat(8)]);
    expect(await read(['x'.repeat(9), '\nb\n'], 8)).toEqual(['input-malformed', 'b']);
    expect(await read(['x'.repeat(4), 'x'.repeat(4), 'x', 'x\n', 'b\n'], 8)).toEqual([
      'input-malformed',
      'b',
    ]);
    expect(await read(['x'.repeat(9)], 8)).toEqual(['input-malformed']);
    expect(await read(['\u20ac'.repeat(3), '\n'], 8), 'bytes, not letters').toEqual(['input-malformed']);
  });

  it('that are too long are not kept', async () => {
    const piece = new Uint8Array(1024 * 1024).fill(0x78);
    const before = process.memoryUsage().arrayBuffers;
    const lines = inputLines(piecesOf(Array.from({ length: 300 }, () => Uint8Array.from(piece))), 1000);
    const first = await lines.next();
    expect(first.value).toMatchObject({ ok: false });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(400 * 1024 * 1024);
  });

  it('that are no UTF-8 are refused', async () => {
    expect(await read([Uint8Array.of(0x22, 0xff, 0x22, 0x0a), 'b\n'])).toEqual(['input-malformed', 'b']);
  });

  it('are read one at a time: the next piece waits for the line before', async () => {
    let taken = 0;
    async function* endless(): AsyncGenerator<Uint8Array> {
      for (;;) {
        taken += 1;
        yield new TextEncoder().encode('a\n');
      }
    }
    const lines = inputLines(endless());
    await lines.next();
    await lines.next();
    expect(taken).toBe(2);
    await lines.return(undefined);
  });
});

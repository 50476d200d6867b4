import { describe, expect, it } from 'vitest';
import { MOST_FILE } from '../../../../electron/core/envelope/container.ts';
import { sourceOfDrop } from '../../../../renderer/screens/envelopes/read-source.ts';

const codeOf = async (files: readonly File[]) => {
  const answer = await sourceOfDrop(files);
  return answer.ok ? 'accepted' : answer.problem.code;
};

/** A file that says to be so large, and is not read. */
const ofSize = (size: number) =>
  Object.defineProperties(new File([], 'large.sallyport'), {
    size: { value: size },
    arrayBuffer: { value: () => Promise.reject(new Error('read')) },
  });

describe('a file that is dropped on the screen', () => {
  it('is given whole, byte for byte', async () => {
    const bytes = Uint8Array.from({ length: 70_000 }, (_, i) => (i * 7) % 256);
    const answer = await sourceOfDrop([new File([bytes], 'a.sallyport')]);
    expect(answer).toEqual({
      ok: true,
      value: { kind: 'bytes', bytes: Buffer.from(bytes).toString('base64') },
    });
  });

  it('larger than an envelope can be is refused, and not read into the page', async () => {
    expect(await codeOf([ofSize(MOST_FILE + 1)])).toBe('envelope-oversize');
  });

  it('that cannot be read, as a folder, is refused, and so is what is no file', async () => {
    expect(await codeOf([ofSize(MOST_FILE)])).toBe('file-not-read');
    expect(await codeOf([])).toBe('file-not-read');
  });
});

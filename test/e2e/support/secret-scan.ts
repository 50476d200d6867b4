import { createReadStream, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { ElectronApplication } from '@playwright/test';

/** How words of a run may be kept apart: in prose, lists, JSON, and as UTF-16. */
const separators = [' ', ', ', ',', '\n', '","', '", "', '\\n', '-'];

/** Every run of four words, in every writing that is looked for. */
export function runsOf(sheet: readonly string[]): readonly string[] {
  return sheet
    .slice(0, -3)
    .flatMap((_, i) => separators.map((separator) => sheet.slice(i, i + 4).join(separator)));
}

/**
 * Looks for many texts at once. Those that begin with the same word are looked for together: a sheet has hundreds of runs,
 * and few words with which they begin.
 * @param writing how a text stands in the content; it must write the beginning of a text as the beginning of what it writes
 */
export function finderOf(
  texts: readonly string[],
  writing: (text: string) => string,
): (content: string) => readonly string[] {
  const groups = Map.groupBy(texts, (text) => /^[a-z]+/.exec(text)?.[0] ?? text);
  const wanted = [...groups].map(([head, group]) => ({
    head: writing(head),
    group: group.map((text) => ({ text, written: writing(text) })),
  }));
  return (content) =>
    wanted.flatMap(({ head, group }) => {
      const left = new Set(group);
      for (let at = content.indexOf(head); at >= 0 && left.size > 0; at = content.indexOf(head, at + 1)) {
        for (const each of left) if (content.startsWith(each.written, at)) left.delete(each);
      }
      return group.filter((each) => !left.has(each)).map(({ text }) => text);
    });
}

const asJson = (text: string): string => JSON.stringify(text).slice(1, -1);
/** The bytes of a text in an encoding, each as one character. */
const asBytes =
  (encoding: 'utf8' | 'utf16le') =>
  (text: string): string =>
    Buffer.from(text, encoding).toString('latin1');

/** The files below a folder that hold one of the texts, in UTF-8 or UTF-16. */
export function filesHolding(folder: string, texts: readonly string[]): readonly string[] {
  const finders = (['utf8', 'utf16le'] as const).map((encoding) => finderOf(texts, asBytes(encoding)));
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const content = readFileSync(file, 'latin1');
      return finders.some((find) => find(content).length > 0);
    });
}

/** The texts that are in the heap of main or of its window, after a collection. The snapshots are files, of some 100 MB. */
export async function heapsHolding(
  app: ElectronApplication,
  texts: readonly string[],
): Promise<readonly string[]> {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-heap-'));
  try {
    const files = ['main', 'window'].map((heap) => path.join(folder, `${heap}.heapsnapshot`));
    await app.evaluate(async ({ BrowserWindow }, [main = '', window = '']) => {
      process.getBuiltinModule('node:v8').writeHeapSnapshot(main);
      // Not by the driver, which takes it in a hundred thousand pieces.
      await BrowserWindow.getAllWindows()[0]?.webContents.takeHeapSnapshot(window);
    }, files);
    const find = finderOf(texts, asJson);
    return (await Promise.all(files.map((file) => foundInSnapshot(file, find)))).flat();
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function foundInSnapshot(
  file: string,
  find: (content: string) => readonly string[],
): Promise<readonly string[]> {
  const held = new Set<string>();
  let tail = '';
  let whole = false;
  for await (const chunk of createReadStream(file, { encoding: 'utf8', highWaterMark: 2 ** 20 })) {
    const text = tail + chunk;
    whole ||= text.includes('"strings"');
    for (const found of find(text)) held.add(found);
    tail = text.slice(-400);
  }
  if (!whole) throw new Error('the heap snapshot is not whole');
  return [...held];
}

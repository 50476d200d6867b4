import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';

/** How words of a run may be kept apart: in prose, lists, JSON, and as UTF-16. */
const separators = [' ', ', ', ',', '\n', '","', '", "', '\\n', '-'];

/** Every run of four words, in every writing that is looked for. */
export function runsOf(sheet: readonly string[]): readonly string[] {
  return sheet
    .slice(0, -3)
    .flatMap((_, i) => separators.map((separator) => sheet.slice(i, i + 4).join(separator)));
}

/** The files below a folder that hold one of the texts, in UTF-8 or UTF-16. */
export function filesHolding(folder: string, texts: readonly string[]): readonly string[] {
  const needles = texts.flatMap((text) => [Buffer.from(text, 'utf8'), Buffer.from(text, 'utf16le')]);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => {
      const bytes = readFileSync(file);
      return needles.some((needle) => bytes.includes(needle));
    });
}

/** The texts that are in the renderer's heap, after a collection. */
export async function rendererHeapHolding(page: Page, texts: readonly string[]): Promise<readonly string[]> {
  const session = await page.context().newCDPSession(page);
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.collectGarbage');
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  const snapshot = chunks.join('');
  if (!snapshot.includes('"strings"')) throw new Error('the heap snapshot is not whole');
  return texts.filter((text) => snapshot.includes(JSON.stringify(text).slice(1, -1)));
}

/** The same for the main process. */
export async function mainHeapHolding(
  app: ElectronApplication,
  file: string,
  texts: readonly string[],
): Promise<readonly string[]> {
  await app.evaluate((_, target) => {
    process.getBuiltinModule('node:v8').writeHeapSnapshot(target);
  }, file);
  const held = new Set<string>();
  let tail = '';
  for await (const chunk of createReadStream(file, { encoding: 'utf8' })) {
    const text = tail + chunk;
    for (const wanted of texts) if (text.includes(JSON.stringify(wanted).slice(1, -1))) held.add(wanted);
    tail = text.slice(-400);
  }
  return [...held];
}

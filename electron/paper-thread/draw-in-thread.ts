import { Worker } from 'node:worker_threads';
import type { PaperFonts } from '../console/papers/paper-fonts.ts';
import { ok, type Result } from '../core/result.ts';
import { sourceThread } from '../threads/source-thread.ts';
import type { PaperJob } from './paper-job.ts';

/**
 * Draws a paper and gives the bytes of its PDF.
 * @param goOn told how many lines of a statement are drawn, from 0; what it refuses ends the drawing and is the answer
 */
export type DrawPaper = (
  job: PaperJob,
  fonts: PaperFonts,
  goOn?: (lines: number) => Promise<Result<void>>,
) => Promise<Result<Uint8Array>>;

type SpawnPapers = (work: { readonly job: PaperJob; readonly fonts: PaperFonts }) => Worker;

/** A thread each time: the library that draws is large, a statement holds its thread for a second, and people rarely print. */
export const drawIn =
  (spawn: SpawnPapers): DrawPaper =>
  async (job, fonts, goOn = async () => ok(undefined)) => {
    const thread = spawn({ job, fonts });
    try {
      return await new Promise<Result<Uint8Array>>((resolve, reject) => {
        thread.on('message', (said: unknown) => {
          if (said instanceof Uint8Array) resolve(ok(said));
          else if (typeof said !== 'number') reject(new Error('expected a number of lines or a paper'));
          else goOn(said).then((wanted) => wanted.ok || resolve(wanted), reject);
        });
        thread.once('error', reject);
        thread.once('exit', () => reject(new Error('the thread of papers has ended')));
      });
    } finally {
      await thread.terminate();
    }
  };

/** From the sources, for Node. */
export const drawFromSource = drawIn((work) =>
  sourceThread(new URL('./thread-entry.ts', import.meta.url), { ...work }),
);

/** From its own bundle, in the desktop. */
export const drawFromBundle = (bundle: string): DrawPaper =>
  drawIn((work) => new Worker(bundle, { workerData: work }));

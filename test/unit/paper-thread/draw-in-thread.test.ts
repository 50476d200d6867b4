import { Worker } from 'node:worker_threads';
import { expect, it } from 'vitest';
import { recoverySheetPdf } from '../../../electron/console/papers/recovery-sheet-pdf.ts';
import { ok, refuse } from '../../../electron/core/result.ts';
import { drawFromSource, drawIn } from '../../../electron/paper-thread/draw-in-thread.ts';
import type { PaperJob } from '../../../electron/paper-thread/paper-job.ts';
import { readSampleFonts } from '../../support/paper-font-samples.ts';

const sheet = {
  serial: 'SP-AAAA-BBBB',
  fingerprint: null,
  treasuryName: 'Harbor',
  vaultName: 'Reserve',
  content: { kind: 'words' },
  createdAt: 1_800_000_000_000,
} as const;
const job: PaperJob = { kind: 'sheet', sheet };
const calledOff = refuse('export-called-off', 'the file was called off');

/** A thread that says these things, and then waits for its end. */
const saying = (source: string) =>
  drawIn(
    () =>
      new Worker(`const { parentPort: port } = require('node:worker_threads'); ${source}`, { eval: true }),
  );

it('gives the same bytes as without a thread', async () => {
  const fonts = await readSampleFonts();
  expect(await drawFromSource(job, fonts)).toEqual(ok(await recoverySheetPdf(sheet, fonts)));
});

it('is given up in the middle when it is called off, and the thread ends', async () => {
  const fonts = await readSampleFonts();
  const waiting = saying('for (const n of [0, 5, 10]) port.postMessage(n); port.on("message", () => {});');
  const told: number[] = [];
  const drawn = await waiting(job, fonts, async (lines) => {
    told.push(lines);
    return told.length < 3 ? ok(undefined) : calledOff;
  });
  expect(drawn).toEqual(calledOff);
  expect(told).toEqual([0, 5, 10]);
});

it('fails where the thread ends or fails before it has drawn', async () => {
  const fonts = await readSampleFonts();
  await expect(saying('process.exit(0);')(job, fonts)).rejects.toThrow('has ended');
  await expect(saying('throw new Error("no memory");')(job, fonts)).rejects.toThrow('no memory');
  await expect(saying('port.postMessage("odd"); port.on("message", () => {});')(job, fonts)).rejects.toThrow(
    'expected a number',
  );
});

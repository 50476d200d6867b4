import { parentPort, workerData } from 'node:worker_threads';
import type { PaperFonts } from '../console/papers/paper-fonts.ts';
import { recoverySheetPdf } from '../console/papers/recovery-sheet-pdf.ts';
import { statementPdf } from '../console/papers/statement-pdf.ts';
import { transcriptPdf } from '../console/papers/transcript-pdf.ts';
import type { PaperJob } from './paper-job.ts';

/** Draws the one paper that it was started for, tells how many lines are drawn and in the end its bytes, and ends. */
const port = parentPort;
const { job, fonts } = workerData as { readonly job: PaperJob; readonly fonts: PaperFonts };
if (port === null || typeof job !== 'object') throw new Error('expected a thread of papers');
const bytes = await draw(job, (lines) => port.postMessage(lines));
port.postMessage(bytes, [bytes.buffer as ArrayBuffer]);

function draw(paper: PaperJob, tell: (lines: number) => void): Promise<Uint8Array> {
  switch (paper.kind) {
    case 'sheet':
      return recoverySheetPdf(paper.sheet, fonts);
    case 'transcript':
      return transcriptPdf(paper.file, fonts);
    case 'statement':
      return statementPdf(paper.statement, fonts, tell);
  }
}

import type { PrintedStatement } from '../console/papers/printed-statement.ts';
import type { RecoverySheet } from '../console/papers/recovery-sheet-pdf.ts';
import type { TranscriptFile } from '../core/ceremony/verify-transcript.ts';

/** One paper to draw. */
export type PaperJob =
  | { readonly kind: 'sheet'; readonly sheet: RecoverySheet }
  | { readonly kind: 'transcript'; readonly file: TranscriptFile }
  | { readonly kind: 'statement'; readonly statement: PrintedStatement };

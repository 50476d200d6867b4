import { writeFile } from 'node:fs/promises';
import { readCeremonyRecords } from '../console/ceremony/ceremony-record.ts';
import { type PaperFonts, readPaperFonts } from '../console/papers/paper-fonts.ts';
import { recoverySheetPdf } from '../console/papers/recovery-sheet-pdf.ts';
import { transcriptPdf } from '../console/papers/transcript-pdf.ts';
import type { Treasury } from '../console/treasury.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import type { Dialogs } from './dialogs.ts';

type Saved = Promise<Result<{ readonly file: string | null }>>;

/** The papers of ceremonies, saved where the person says. None of them holds a secret. */
export interface Papers {
  /** A blank sheet of the ceremony under way; `sheet` counts from 0. */
  saveSheet(treasury: Treasury, sheet: number): Saved;
  saveTranscript(
    treasury: Treasury,
    request: { readonly id: string; readonly format: 'pdf' | 'json' },
  ): Saved;
}

export function createPapers({
  dialogs,
  readAsset,
  now,
}: {
  readonly dialogs: Dialogs;
  readonly readAsset: (name: string) => Promise<Uint8Array>;
  readonly now: () => number;
}): Papers {
  let loaded: Promise<PaperFonts> | null = null;
  const fonts = () => {
    loaded ??= readPaperFonts((name) => readAsset(`fonts/${name}`));
    return loaded;
  };
  const save = async (name: string, kind: { name: string; extension: string }, bytes: Uint8Array): Saved => {
    const file = await dialogs.chooseSaveFile({ title: 'Save', name, kind });
    if (file === null) return ok({ file });
    try {
      await writeFile(file, bytes);
      return ok({ file });
    } catch {
      return refuse('file-not-written', `the paper could not be written to ${file}`);
    }
  };
  return {
    async saveSheet({ ceremonies, file: { name: treasuryName } }, place) {
      const session = ceremonies.session;
      const sheet = session?.sheets[place];
      if (!session || !sheet) return refuse('ceremony-step', 'there is no such sheet yet');
      const { serial, fingerprint, content } = sheet;
      const vaultName = session.vault?.name ?? '';
      const bytes = await recoverySheetPdf(
        { serial, fingerprint, treasuryName, vaultName, content, createdAt: now() },
        await fonts(),
      );
      return save(`sheet-${serial}.pdf`, { name: 'PDF', extension: 'pdf' }, bytes);
    },
    async saveTranscript({ folder }, { id, format }) {
      const records = await readCeremonyRecords(folder);
      if (!records.ok) return records;
      const file = records.value.find((record) => record.transcriptFile.transcript.id === id)?.transcriptFile;
      if (!file) return refuse('ceremony-over', 'no such ceremony was held');
      if (format === 'pdf') {
        return save(
          `ceremony-${id}.pdf`,
          { name: 'PDF', extension: 'pdf' },
          await transcriptPdf(file, await fonts()),
        );
      }
      const json = new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
      return save(`ceremony-${id}.json`, { name: 'JSON', extension: 'json' }, json);
    },
  };
}

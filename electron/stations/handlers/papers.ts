import { writeFile } from 'node:fs/promises';
import { readToldRecords } from '../../console/ceremony/told-records.ts';
import { type PaperFonts, readPaperFonts } from '../../console/papers/paper-fonts.ts';
import type { Station } from '../../console/station.ts';
import type { CallerPlace } from '../../contract/serve.ts';
import { ok, type Result, refuse } from '../../core/result.ts';
import type { DrawPaper } from '../../paper-thread/draw-in-thread.ts';
import type { PaperJob } from '../../paper-thread/paper-job.ts';
import { notWritten } from '../../stronghold/write-fault.ts';

type Saved = Promise<Result<{ readonly file: string | null }>>;

/** The papers of ceremonies, saved where the caller says. None of them has a secret in it. */
export interface Papers {
  /** A blank sheet of the ceremony under way; `sheet` counts from 0. */
  saveSheet(station: Pick<Station, 'treasury' | 'ceremonies'>, sheet: number, place: CallerPlace): Saved;
  saveTranscript(
    station: Pick<Station, 'treasury' | 'books' | 'hold'>,
    request: { readonly id: string; readonly format: 'pdf' | 'json' },
    place: CallerPlace,
  ): Saved;
}

/** @param readAsset bytes of a file that came with the program: the fonts of the papers */
export function createPapers(
  readAsset: (name: string) => Promise<Uint8Array>,
  { now, drawPaper }: { readonly now: () => number; readonly drawPaper: DrawPaper },
): Papers {
  let loaded: Promise<PaperFonts> | null = null;
  const fonts = () => {
    loaded ??= readPaperFonts((name) => readAsset(`fonts/${name}`));
    return loaded;
  };
  const draw = async (job: PaperJob, place: CallerPlace, name: string): Saved => {
    const drawn = await drawPaper(job, await fonts());
    return drawn.ok ? save(place, name, PDF, drawn.value) : drawn;
  };
  return {
    async saveSheet({ treasury, ceremonies }, index, place) {
      const session = ceremonies.session;
      const sheet = session?.sheets[index];
      if (!session || !sheet) return refuse('ceremony-step', 'there is no such sheet yet');
      const { serial, fingerprint, content } = sheet;
      const treasuryName = treasury.file().name;
      const vaultName = session.vault?.name ?? '';
      const blank = { serial, fingerprint, treasuryName, vaultName, content, createdAt: now() };
      return draw({ kind: 'sheet', sheet: blank }, place, `sheet-${serial}`);
    },
    async saveTranscript(station, { id, format }, place) {
      const records = await readToldRecords(station);
      if (!records.ok) return records;
      const file = records.value.find((record) => record.transcriptFile.transcript.id === id)?.transcriptFile;
      if (!file) return refuse('ceremony-over', 'there was no such ceremony');
      if (format === 'pdf') return draw({ kind: 'transcript', file }, place, `ceremony-${id}`);
      const json = new TextEncoder().encode(`${JSON.stringify(file, null, 2)}\n`);
      return save(place, `ceremony-${id}`, { name: 'JSON', extension: 'json' }, json);
    },
  };
}

const PDF = { name: 'PDF', extension: 'pdf' };

async function save(
  place: CallerPlace,
  name: string,
  kind: { readonly name: string; readonly extension: string },
  bytes: Uint8Array,
): Saved {
  const file = await place.chooseSaveFile({ title: 'Save', name: `${name}.${kind.extension}`, kind });
  if (file === null) return ok({ file });
  try {
    await writeFile(file, bytes);
    return ok({ file });
  } catch (error) {
    return notWritten(`the paper could not be written to ${file}`, error);
  }
}

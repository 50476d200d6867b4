import { createHash } from 'node:crypto';
import { open, rename, rm } from 'node:fs/promises';
import type { ExportKind } from '../../books/exports.ts';
import { ok, type Result, refuse } from '../../core/result.ts';

/** How far a file is. */
export interface ExportProgress {
  readonly what: ExportKind;
  readonly rows: number;
  readonly of: number;
}

/** Takes parts of a file, and says how many rows are in them. Refuses `export-called-off`. */
export type WritePart = (lines: Uint8Array, rows: number, of: number) => Promise<Result<void>>;

/** The one file that a station is writing, which can be called off. */
export class ExportRoom {
  readonly #changed: () => void;
  #progress: ExportProgress | null = null;
  #stopped = false;

  /** @param changed told when the progress is another */
  constructor(changed: () => void) {
    this.#changed = changed;
  }

  progress(): ExportProgress | null {
    return this.#progress;
  }

  stop(): void {
    this.#stopped = this.#progress !== null;
  }

  /**
   * Writes a file beside its place, and puts it there when it is whole and `written` has noted it; else nothing is left.
   * @param make writes all parts, and answers how many rows it has
   * @returns refuses `export-under-way`, `export-called-off`, `file-not-written`, and what `make` and `written` refuse
   */
  async write(
    { file, what, mark }: { readonly file: string; readonly what: ExportKind; readonly mark: string },
    make: (write: WritePart) => Promise<Result<number>>,
    written: (made: { readonly rows: number; readonly sha256: string }) => Promise<Result<void>>,
  ): Promise<Result<void>> {
    if (this.#progress !== null) return refuse('export-under-way', 'another file is being written');
    this.#stopped = false;
    this.#set({ what, rows: 0, of: 0 });
    const part = `${file}.${mark}.part`;
    try {
      const made = await this.#make(part, what, make);
      const noted = made.ok ? await written(made.value) : made;
      if (!noted.ok) return noted;
      await rename(part, file);
      return ok(undefined);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? String(error.code) : null;
      if (code === null) throw error;
      return refuse('file-not-written', `nothing could be written to ${file} (${code})`);
    } finally {
      await rm(part, { force: true }).catch(() => {});
      this.#set(null);
    }
  }

  async #make(
    part: string,
    what: ExportKind,
    make: (write: WritePart) => Promise<Result<number>>,
  ): Promise<Result<{ readonly rows: number; readonly sha256: string }>> {
    const hash = createHash('sha256');
    await using handle = await open(part, 'wx', 0o600);
    const rows = await make(async (lines, done, of) => {
      if (this.#stopped) return refuse('export-called-off', 'the file was called off');
      hash.update(lines);
      await handle.appendFile(lines);
      this.#set({ what, rows: done, of });
      return ok(undefined);
    });
    if (!rows.ok) return rows;
    if (this.#stopped) return refuse('export-called-off', 'the file was called off');
    await handle.sync();
    return ok({ rows: rows.value, sha256: hash.digest('hex') });
  }

  #set(progress: ExportProgress | null): void {
    this.#progress = progress;
    this.#changed();
  }
}

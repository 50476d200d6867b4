import type { OutsideMark, OutsideMarks } from './outside-marks.ts';

/** Writes marks outside of the folder, one after the other and only the newest: they may lag behind the books. */
export class OutsideKeeper {
  readonly #marks: OutsideMarks | null;
  readonly #report: () => void;
  #next: OutsideMark | null = null;
  #writing: Promise<void> | null = null;

  /** @param report called when a mark could not be written */
  constructor(marks: OutsideMarks | null, report: () => void) {
    this.#marks = marks;
    this.#report = report;
  }

  keep(mark: OutsideMark): void {
    if (this.#marks === null) return;
    this.#next = mark;
    this.#writing ??= this.#write(this.#marks).finally(() => {
      this.#writing = null;
    });
  }

  /** Waits until what was given is on disk, or could not be written. */
  async flushed(): Promise<void> {
    while (this.#writing !== null) await this.#writing;
  }

  async #write(marks: OutsideMarks): Promise<void> {
    while (this.#next !== null) {
      const mark = this.#next;
      this.#next = null;
      const written = await marks.write(mark);
      if (!written.ok) this.#report();
    }
  }
}

import { type FrameProgress, FrameReader } from '../../electron/core/envelope/fountain/frame-reader.ts';
import type { OtherCode } from '../../electron/core/envelope/fountain/other-code.ts';
import type { Seen } from './read-picture.ts';

/** What a person is told beside the progress. */
export type ScanNotice =
  /** No code for a while. */
  | { readonly kind: 'nothing-seen' }
  /** A code that is no envelope. */
  | { readonly kind: 'other-code'; readonly code: OtherCode }
  /** A frame of another envelope than the one that is farthest. */
  | { readonly kind: 'another-envelope' }
  /** All parts were there and made no whole. */
  | { readonly kind: 'spoilt' }
  | { readonly kind: 'oversize' };

/** How far a scan is. */
export interface ScanState {
  /** Pictures of the camera that were looked at. */
  readonly pictures: number;
  /** Codes that were read, whatever they said. */
  readonly codes: number;
  /** Codes that were seen and not read whole. */
  readonly torn: number;
  /** Null before the first part. */
  readonly progress: FrameProgress | null;
  readonly notice: ScanNotice | null;
  /** The bytes of a whole envelope; nothing is read after it. */
  readonly message: Uint8Array | null;
}

/** So long without a code and pictures are also read mirrored, milliseconds. */
const MIRROR_AFTER = 3000;
/** So long without a code and a person is told what may help. */
const QUIET_AFTER = 5000;

/** One scan, from a person's first picture to a whole envelope. It knows no camera: pictures come in as what was seen in them. */
export class Scan {
  readonly #reader = new FrameReader();
  #state: ScanState = { pictures: 0, codes: 0, torn: 0, progress: null, notice: null, message: null };
  /** When a code was read last, or the scan was started. */
  #heard: number;
  #mirrored = false;

  /** @param now milliseconds of any clock that never goes back */
  constructor(now: number) {
    this.#heard = now;
  }

  get state(): ScanState {
    return this.#state;
  }

  /** Whether the next picture is to be read mirrored: as the last code was, or in turn while there is none. */
  get mirrored(): boolean {
    return this.#mirrored;
  }

  /** Begins to look again, e.g. with another camera; what is there stays. */
  resume(now: number): void {
    this.#heard = now;
    this.#mirrored = false;
  }

  /** Takes in what was seen in a picture. */
  take(seen: Seen, now: number): ScanState {
    if (this.#state.message !== null) return this.#state;
    const before = this.#state;
    const looked = { ...before, pictures: before.pictures + 1 };
    this.#state =
      seen.kind === 'text' ? this.#heardText(looked, seen.text, now) : this.#quiet(looked, seen, now);
    return this.#state;
  }

  #heardText(before: ScanState, text: string, now: number): ScanState {
    this.#heard = now;
    const taken = this.#reader.take(text);
    const { progress } = this.#reader;
    const read = { ...before, codes: before.codes + 1, progress };
    switch (taken.kind) {
      case 'taken':
        return { ...read, notice: taken.another ? { kind: 'another-envelope' } : null };
      case 'known':
        return { ...read, notice: null };
      case 'whole':
        return { ...read, progress: before.progress, notice: null, message: taken.message };
      case 'damaged':
        return { ...read, torn: before.torn + 1 };
      case 'spoilt':
      case 'oversize':
        return { ...read, notice: { kind: taken.kind } };
      case 'other-code':
        return { ...read, notice: { kind: 'other-code', code: taken.code } };
    }
  }

  #quiet(before: ScanState, seen: Seen, now: number): ScanState {
    const quiet = now - this.#heard;
    if (quiet >= MIRROR_AFTER) this.#mirrored = !this.#mirrored;
    const torn = before.torn + (seen.kind === 'torn' ? 1 : 0);
    return { ...before, torn, notice: quiet >= QUIET_AFTER ? { kind: 'nothing-seen' } : before.notice };
  }
}

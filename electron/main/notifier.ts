import type { Settings } from '../contract/app.ts';
import type { ShownPlace } from '../contract/shown-place.ts';
import type { Topic } from '../contract/topics.ts';
import { countOf, nothingTold, whatToTell } from '../core/notifications/what-to-tell.ts';
import { type Words, wordsOf } from './notification-texts.ts';
import { placeOf } from './notified-place.ts';
import type { WatchedNow } from './read-watched.ts';

/** Changes within this time are looked at together, milliseconds. */
export const GATHER_MS = 1_000;

const topicsOfInterest: ReadonlySet<Topic> = new Set<Topic>(['app', 'movements', 'lock']);

/** What the system does for notifications. */
export interface NotifierParts {
  /** Null where it could not be read; it is read again with the next change. */
  readonly read: () => Promise<WatchedNow | null>;
  readonly wanted: () => Settings['notifications'];
  /** Whether a person has the window before them. */
  readonly isLooking: () => boolean;
  readonly now: () => number;
  /** @returns a function that calls it off */
  readonly after: (milliseconds: number, work: () => void) => () => void;
  /** Shows a notification. @returns a function that takes it away */
  readonly show: (words: Words, onClick: () => void) => () => void;
  /** Marks the program and its window with how much there is to look at; 0 for nothing. */
  readonly mark: (count: number) => void;
  /** Brings the window to the front, at this place. */
  readonly open: (place: ShownPlace) => void;
  readonly report: (error: unknown) => void;
}

/** Tells of what waits for officers who are signed in here, and of alarms: at most one notification is there at a time. */
export class Notifier {
  readonly #parts: NotifierParts;
  #told = nothingTold;
  /** Takes away what is shown. */
  #take: (() => void) | null = null;
  /** What is shown names what only an officer sees. */
  #isNamed = false;
  #ended = false;
  #callOff: (() => void) | null = null;
  #due = 0;
  #reading: Promise<void> | null = null;
  #again = false;
  /** Rises with every lock: what was read before it is not told after it. */
  #locks = 0;

  constructor(parts: NotifierParts) {
    this.#parts = parts;
  }

  /** Something has changed. A lock is looked at now, and takes away what was shown. */
  changed(topics: readonly Topic[]): void {
    if (topics.includes('lock')) {
      this.#locks += 1;
      this.#takeAway();
      this.#parts.mark(0);
      this.#look();
    } else if (topics.some((topic) => topicsOfInterest.has(topic))) {
      this.#lookIn(GATHER_MS);
    }
  }

  /** A person has the window before them now. */
  seen(): void {
    this.#takeAway();
    this.#look();
  }

  /** Nothing is told any more. */
  end(): void {
    this.#ended = true;
    this.#callOff?.();
    this.#takeAway();
  }

  #takeAway(): void {
    this.#take?.();
    this.#take = null;
  }

  /** What is to be looked at sooner than planned is; the plan for later is made anew then. */
  #lookIn(milliseconds: number): void {
    const due = this.#parts.now() + milliseconds;
    if (this.#ended || (this.#callOff !== null && this.#due <= due)) return;
    this.#callOff?.();
    this.#due = due;
    this.#callOff = this.#parts.after(milliseconds, () => {
      this.#callOff = null;
      this.#look();
    });
  }

  #look(): void {
    if (this.#ended) return;
    if (this.#reading !== null) {
      this.#again = true;
      return;
    }
    const { report } = this.#parts;
    this.#reading = this.#readAndTell()
      .catch(report)
      .finally(() => {
        this.#reading = null;
        if (!this.#again) return;
        this.#again = false;
        this.#look();
      });
  }

  async #readAndTell(): Promise<void> {
    const { read, wanted, isLooking, now, mark } = this.#parts;
    const locks = this.#locks;
    const found = await read();
    if (found === null || locks !== this.#locks || this.#ended) return;
    const { watched, asset } = found;
    mark(countOf(watched));
    const { waits, alarms, node, amounts } = wanted();
    const decision = whatToTell(this.#told, watched, {
      now: now(),
      isLooking: isLooking(),
      wanted: { waits, alarms, node },
    });
    this.#told = decision.told;
    if (decision.againMs !== null) this.#lookIn(decision.againMs);
    const { notice } = decision;
    const isNamed = watched.waiting.size > 0;
    if (notice !== null || (this.#isNamed && !isNamed)) this.#takeAway();
    if (notice === null) return;
    this.#isNamed = isNamed;
    const words = wordsOf(notice, { isNamed, asset: amounts ? asset : null });
    this.#take = this.#parts.show(words, () => this.#parts.open(placeOf(notice)));
  }
}

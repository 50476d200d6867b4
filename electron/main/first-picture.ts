/** Loading the rest holds main, and with it pointer and keys, for about so long: nobody has reached for them by then. */
const MOMENT_MS = 100;

/**
 * Tells when the first picture stands, after which main may be held: the window is on the screen, and its page, which was
 * given its first answer, has drawn that. It tells so by reading code that the picture does not need, which it does
 * when it is idle (`renderer/shell/app.tsx`). No time says as much: a busy machine draws late.
 */
export class FirstPicture {
  readonly #stands = Promise.withResolvers<void>();
  readonly #wait: (milliseconds: number, then: () => void) => void;
  #isOnScreen = false;
  #isAnswered = false;
  #isIdle = false;

  constructor(
    wait: (milliseconds: number, then: () => void) => void = (ms, then) => void setTimeout(then, ms),
  ) {
    this.#wait = wait;
  }

  /** Resolves a moment after the picture stands, or at once when the page asks for more than that needs. */
  get stands(): Promise<void> {
    return this.#stands.promise;
  }

  /** The window is on the screen. */
  onScreen(): void {
    this.#isOnScreen = true;
    this.#look();
  }

  /** The page was given what its first picture shows. */
  answered(): void {
    this.#isAnswered = true;
  }

  /** The page asked for one of its files. */
  read(url: string): void {
    if (!this.#isAnswered || !url.endsWith('.js')) return;
    this.#isIdle = true;
    this.#look();
  }

  /** The page asked for something that its first picture does not need: somebody is at work. */
  askedForMore(): void {
    this.#stands.resolve();
  }

  #look(): void {
    if (this.#isOnScreen && this.#isIdle) this.#wait(MOMENT_MS, () => this.#stands.resolve());
  }
}

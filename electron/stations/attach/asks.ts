import { type Result, refuse } from '../../core/result.ts';

/** Questions that wait for the answer of another process, by number. */
export class Asks {
  readonly #waiting = new Map<number, (answer: Result<unknown>) => void>();
  #next = 1;
  #ended = false;

  /**
   * @param send sends the question under its number
   * @param unwanted when the answer is not waited for any more
   */
  ask(send: (number: number) => void, unwanted?: AbortSignal): Promise<Result<unknown>> {
    if (this.#ended) return Promise.resolve(gone());
    if (unwanted?.aborted) return Promise.resolve(late());
    const number = this.#next++;
    return new Promise((resolve) => {
      this.#waiting.set(number, resolve);
      unwanted?.addEventListener('abort', () => this.settle(number, late()), { once: true });
      send(number);
    });
  }

  settle(number: number, answer: Result<unknown>): void {
    this.#waiting.get(number)?.(answer);
    this.#waiting.delete(number);
  }

  /** The other process has gone: nothing is answered any more. */
  end(): void {
    this.#ended = true;
    for (const resolve of this.#waiting.values()) resolve(gone());
    this.#waiting.clear();
  }
}

const gone = () => refuse('attach-refused', 'the other process has ended this connection');
const late = () => refuse('attach-refused', 'the other process did not answer while that was of use');

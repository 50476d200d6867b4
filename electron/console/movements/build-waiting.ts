import type { Movement } from '../../books/rows.ts';
import { type Refusal, Refused, type Result, refuse } from '../../core/result.ts';
import { theStation } from '../actor.ts';
import type { MovingParts, Station } from '../station.ts';
import { buildQueued, noteProblem } from './build-proposal.ts';

type WaitingParts = MovingParts & Pick<Station, 'line' | 'check'>;

/** Without any event that could free it, each is tried again after so many milliseconds: prices fall, windows roll on. */
const RETRY_MS = 30_000;

/** Kinds that are built from a request as it stands. */
const built: readonly Movement['kind'][] = ['withdrawal', 'sweep', 'gather', 'cancellation'];

/**
 * Builds what waits, by the station's own rule: in the order of asking, when something has happened that could free it (money
 * came, a movement ended, the node is back, the books are checked), and now and then without. See `core/movement/turn.ts`
 * for who may pass whom.
 */
export class WaitingBuilds {
  readonly #station: WaitingParts;
  /** What the last round was tried with. */
  #tried = '';
  #triedAt = Number.NEGATIVE_INFINITY;

  constructor(station: WaitingParts) {
    this.#station = station;
  }

  /** Looks once. Each commit stands by itself: what a kill leaves queued, the next look builds. */
  async look(): Promise<void> {
    const { books, hold, effects } = this.#station;
    if (!hold.check().ok) return;
    const queued = (await books.movements.inState(['queued'])).filter(({ kind }) => built.includes(kind));
    if (queued.length === 0) return;
    const circumstances = await this.#circumstances(queued);
    const since = effects.now() - this.#triedAt;
    if (circumstances === this.#tried && since >= 0 && since < RETRY_MS) return;
    await this.#build(queued);
    // As they are after the round: what it has reserved itself frees nothing.
    this.#tried = await this.#circumstances(await books.movements.inState(['queued']));
    this.#triedAt = effects.now();
  }

  async #build(queued: readonly Movement[]): Promise<void> {
    let away: Refusal | null = null;
    for (const { id } of queued) {
      if (away !== null) {
        // A node that is away is not waited for once for each.
        if (await noteProblem(this.#station, id, away)) this.#station.effects.notify(['movements']);
        continue;
      }
      const done = await this.#buildOne(id);
      if (!done.ok && done.code.startsWith('node-')) away = done;
    }
  }

  /** A bug with one of them is noted on it, and keeps no other one from being built. */
  async #buildOne(id: string): Promise<Result<void>> {
    try {
      return await buildQueued(this.#station, theStation('request-built'), id);
    } catch (error) {
      if (error instanceof Refused) return error.refusal;
      const bug = refuse('internal-error', error instanceof Error ? error.message : String(error));
      if (await noteProblem(this.#station, id, bug)) this.#station.effects.notify(['movements']);
      return bug;
    }
  }

  /** All that a round depends on and that can change from one moment to the next. */
  async #circumstances(queued: readonly Pick<Movement, 'id'>[]): Promise<string> {
    const { books, line, check, policy } = this.#station;
    const figures = await books.figures.vaults();
    return JSON.stringify([
      queued.map(({ id }) => id),
      figures.map(({ vaultId, balance, reserved }) => [vaultId, `${balance}`, `${reserved}`]),
      line?.view().problem?.code ?? line?.view().state,
      check.view().state,
      policy.present().version,
    ]);
  }
}

import type { Result } from '../../core/result.ts';
import { type ConcludeParts, concludeIfDone } from './conclude.ts';

/**
 * Makes a use case wait for the one before it: asked twice at once, the second would rest on the step that the first
 * has just left behind, and pass over the next one. When the last step is done, what is to be signed is fixed.
 */
export const inTurn =
  <S extends ConcludeParts, A extends readonly unknown[], T>(
    useCase: (station: S, ...args: A) => Promise<Result<T>>,
  ): ((station: S, ...args: A) => Promise<Result<T>>) =>
  (station, ...args) => {
    const room = station.ceremonies;
    const turn = room.last.then(async () => {
      const done = await useCase(station, ...args);
      if (room.session && (await concludeIfDone(station, room.session))) station.effects.notify(['ceremony']);
      return done;
    });
    room.last = turn.catch(() => {});
    return turn;
  };

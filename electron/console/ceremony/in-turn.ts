import type { Result } from '../../core/result.ts';
import type { Treasury } from '../treasury.ts';
import { concludeIfHeld } from './conclude.ts';

/**
 * Makes a use case wait for the one before it: asked twice at once, the second would rest on the step that the first
 * has just left behind, and pass over the next one. When the last step is done, what is to be signed is fixed.
 */
export const inTurn =
  <A extends readonly unknown[], T>(
    useCase: (treasury: Treasury, ...args: A) => Promise<Result<T>>,
  ): ((treasury: Treasury, ...args: A) => Promise<Result<T>>) =>
  (treasury, ...args) => {
    const room = treasury.ceremonies;
    const turn = room.last.then(async () => {
      const done = await useCase(treasury, ...args);
      if (room.session && concludeIfHeld(treasury, room.session)) treasury.effects.notify(['ceremony']);
      return done;
    });
    room.last = turn.catch(() => {});
    return turn;
  };

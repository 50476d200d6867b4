import { ok, refuse } from '../core/result.ts';
import { channels } from '../ipc/contract.ts';
import type { Handlers } from '../ipc/serve.ts';
import type { HandlerDependencies } from './handler-dependencies.ts';

/** The handlers of a console that has no treasury open and opens none. */
export function createHandlers({ version, runtime, settings }: HandlerDependencies): Handlers {
  const noTreasury = async () => refuse('treasury-not-open', 'expected an open treasury');
  const refusing = Object.fromEntries(channels.map((channel) => [channel, noTreasury])) as unknown as Handlers;
  return {
    ...refusing,
    'app.read': async () =>
      ok({ version, runtime, settings: settings.read(), recent: [...settings.recent()], treasury: null }),
    'settings.write': async (input) => {
      settings.write(input);
      return ok({});
    },
    'station.lock': async () => ok({}),
    'treasury.close': async () => ok({}),
  };
}

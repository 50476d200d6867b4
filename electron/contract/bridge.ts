import { wipeBytes } from '../core/wipe.ts';
import { changeChannel, channelNames, isTopic, placeChannel } from './channels.ts';
import type { Bridge } from './contract.ts';
import { readPlace, type ShownPlace } from './shown-place.ts';
import type { Topic } from './topics.ts';

/** The part of `ipcRenderer` that is needed here, so that tests run without Electron. */
export interface Wire {
  invoke(channel: string, input: unknown): Promise<unknown>;
  /** @returns a function that ends the subscription */
  onMessage(channel: string, listener: (message: unknown) => void): () => void;
}

/** The topics that main told, or null for a message that is none of main's. */
function readTopics(message: unknown): readonly Topic[] | null {
  if (typeof message !== 'object' || message === null || !('topics' in message)) return null;
  const { topics } = message;
  return Array.isArray(topics) && topics.every(isTopic) ? topics : null;
}

/**
 * The only thing that a screen gets from outside: calls by the contract's names, and the news of what changed
 * and what a notification leads to. It hands no event object and no channel of another name through.
 */
export function createBridge(wire: Wire): Bridge {
  const call = async (channel: string, input: unknown): Promise<unknown> => {
    try {
      if (typeof channel !== 'string' || !channelNames.has(channel)) {
        return { ok: false, code: 'input-malformed', message: 'channel: expected a name of the contract' };
      }
      const answer = await wire.invoke(channel, input);
      // Words of a ceremony: the screen gets its own copy before the next turn.
      setTimeout(() => wipeBytes(answer), 0);
      return answer;
    } finally {
      // This is the preload's own copy; the screen's array is the screen's to wipe.
      wipeBytes(input);
    }
  };
  const onChange = (listener: (topics: readonly Topic[]) => void): (() => void) =>
    wire.onMessage(changeChannel, (message) => {
      const topics = readTopics(message);
      if (topics !== null) listener(topics);
    });
  const onPlace = (listener: (place: ShownPlace) => void): (() => void) =>
    wire.onMessage(placeChannel, (message) => {
      const place = readPlace(message);
      if (place !== null) listener(place);
    });
  // Main checks every answer against the contract before it leaves, so the contract's types are true here.
  return Object.freeze({ call, onChange, onPlace }) as Bridge;
}

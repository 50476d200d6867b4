import { ipcMain, type WebContents } from 'electron';
import { changeChannel, channelList, placeChannel } from '../contract/channels.ts';
import type { Caller, Register } from '../contract/serve.ts';
import type { ShownPlace } from '../contract/shown-place.ts';
import type { Topic } from '../contract/topics.ts';
import { earlyCalls } from './early-calls.ts';

/**
 * The only use of `ipcMain`: one handler for each channel of the contract, from now on.
 * @param meanwhile answers calls that come before their channel is registered and need not wait for that
 */
export function takeCalls(meanwhile: Parameters<typeof earlyCalls>[1]): Register {
  const { answer, register } = earlyCalls(channelList, meanwhile);
  for (const channel of channelList) {
    ipcMain.handle(channel, (event, input: unknown) => answer(channel, callerOf(event), input));
  }
  return register;
}

function callerOf({
  sender,
  senderFrame: frame,
}: Parameters<Parameters<typeof ipcMain.handle>[1]>[0]): Caller {
  return {
    contentsId: sender.id,
    frame:
      frame === null || frame.isDestroyed()
        ? null
        : {
            origin: frame.origin,
            url: frame.url,
            isTop: frame.parent === null && frame === sender.mainFrame,
          },
  };
}

/** electron-store answers every renderer's question for the folder of user data; no page of ours has that question. */
export function closeForeignChannels(): void {
  ipcMain.removeAllListeners('electron-store-get-data');
}

/** Tells a page what has changed. */
export function pushChange(contents: WebContents, topics: readonly Topic[]): void {
  if (!contents.isDestroyed()) contents.send(changeChannel, { topics: [...topics] });
}

/** Asks a page to show a place. */
export function pushPlace(contents: WebContents, place: ShownPlace): void {
  if (!contents.isDestroyed()) contents.send(placeChannel, { ...place });
}

import { ipcMain, type WebContents } from 'electron';
import { changeChannel, placeChannel } from '../contract/channels.ts';
import type { Caller, Register } from '../contract/serve.ts';
import type { ShownPlace } from '../contract/shown-place.ts';
import type { Topic } from '../contract/topics.ts';

/** The only use of `ipcMain`: one handler for each channel of the contract. */
export const register: Register = (channel, answer) => {
  ipcMain.handle(channel, (event, input: unknown) => {
    const frame = event.senderFrame;
    const caller: Caller = {
      contentsId: event.sender.id,
      frame:
        frame === null || frame.isDestroyed()
          ? null
          : {
              origin: frame.origin,
              url: frame.url,
              isTop: frame.parent === null && frame === event.sender.mainFrame,
            },
    };
    return answer(caller, input);
  });
};

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

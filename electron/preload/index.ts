import { contextBridge, ipcRenderer } from 'electron';
import { createBridge } from '../contract/bridge.ts';

contextBridge.exposeInMainWorld(
  'sallyport',
  createBridge({
    invoke: (channel, input) => ipcRenderer.invoke(channel, input),
    onMessage(channel, listener) {
      const forward = (_event: unknown, message: unknown) => listener(message);
      ipcRenderer.on(channel, forward);
      return () => {
        ipcRenderer.off(channel, forward);
      };
    },
  }),
);

import { none } from './shared.ts';

/** The way to this computer's cameras, for the page that reads QR codes; it needs no officer, as choosing a file needs none. */
export const cameraVerbs = {
  /** The page may use a camera from now on, until `camera.close`, a lock, or its end. Refuses `camera-missing` where the caller has no page. */
  'camera.open': { input: none, output: none },
  'camera.close': { input: none, output: none },
} as const;

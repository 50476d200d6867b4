import type { cameraVerbs } from '../../contract/camera.ts';
import type { CallerPlace, Handlers } from '../../contract/serve.ts';
import { ok, refuse } from '../../core/result.ts';

const letCamera = ({ letCamera }: CallerPlace, open: boolean) => {
  if (letCamera === undefined) return refuse('camera-missing', 'expected a caller with a page');
  letCamera(open);
  return ok({});
};

/** The way to the cameras: the caller's own place opens it. */
export const cameraHandlers: Pick<Handlers, keyof typeof cameraVerbs> = {
  'camera.open': async (_, { place }) => letCamera(place, true),
  'camera.close': async (_, { place }) => letCamera(place, false),
};

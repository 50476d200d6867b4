import type { Answer, Problem } from '../state/call.ts';

/** A camera of this computer, as the system names it. */
export interface Camera {
  readonly id: string;
  readonly name: string;
}

/** The part of a browser that has the cameras; tests pass their own. */
export type CameraDevices = Pick<MediaDevices, 'getUserMedia' | 'enumerateDevices'>;

/** A code of 93 modules fills 43 % of the height of 1080 rows where each has five pixels; of 720 rows it needs 65 %. */
const wanted = { width: { ideal: 1920 }, height: { ideal: 1080 }, frameRate: { ideal: 30 } } as const;

/**
 * Starts a camera; its picture alone, never its sound.
 * @param id null for the one that the system prefers
 * @returns refuses `camera-denied`, `camera-missing`, `camera-busy`
 */
export async function startCamera(devices: CameraDevices, id: string | null): Promise<Answer<MediaStream>> {
  const video = id === null ? wanted : { ...wanted, deviceId: { exact: id } };
  try {
    return { ok: true, value: await devices.getUserMedia({ video, audio: false }) };
  } catch (error) {
    return { ok: false, problem: problemOf(error) };
  }
}

/** Ends a camera: its light goes out. */
export function stopCamera(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

/** The cameras that are there. They have names once one of them was started. */
export async function listCameras(devices: CameraDevices): Promise<readonly Camera[]> {
  const all = await devices.enumerateDevices();
  return all
    .filter(({ kind, deviceId }) => kind === 'videoinput' && deviceId !== '')
    .map(({ deviceId, label }) => ({ id: deviceId, name: label }));
}

/** Why a camera did not start, by the names of the Media Capture specification. */
function problemOf(error: unknown): Problem {
  const name = error instanceof Error || error instanceof DOMException ? error.name : 'no error';
  const message = `the camera did not start: ${name}`;
  switch (name) {
    case 'NotAllowedError':
    case 'SecurityError':
      return { code: 'camera-denied', message };
    case 'NotFoundError':
    case 'OverconstrainedError':
      return { code: 'camera-missing', message };
    default:
      return { code: 'camera-busy', message };
  }
}

import { expect, test } from 'vitest';
import {
  type CameraDevices,
  listCameras,
  startCamera,
  stopCamera,
} from '../../../../renderer/camera/camera.ts';

const device = (kind: MediaDeviceKind, deviceId: string, label: string): MediaDeviceInfo => ({
  ...{ kind, deviceId, label, groupId: '' },
  toJSON: () => '',
});

/** Devices that answer as told, and keep what was asked of them. */
function devices(answer: () => Promise<MediaStream>) {
  const asked: (MediaStreamConstraints | undefined)[] = [];
  const all: CameraDevices = {
    getUserMedia(constraints) {
      asked.push(constraints);
      return answer();
    },
    enumerateDevices: async () => [
      device('audioinput', 'm', 'Microphone'),
      device('videoinput', 'a', 'Built-in'),
      device('videoinput', '', ''),
      device('videoinput', 'b', 'On the table'),
    ],
  };
  return { all, asked };
}

const stream = {} as MediaStream;

test('a camera is asked for its picture alone, never for sound', async () => {
  const { all, asked } = devices(async () => stream);
  expect(await startCamera(all, null)).toEqual({ ok: true, value: stream });
  await startCamera(all, 'b');
  expect(asked).toMatchObject([
    { video: { width: { ideal: 1920 } }, audio: false },
    { video: { deviceId: { exact: 'b' } }, audio: false },
  ]);
});

test.each([
  ['the system or its person says no', 'NotAllowedError', 'camera-denied'],
  ['there is none', 'NotFoundError', 'camera-missing'],
  ['the chosen one was taken away', 'OverconstrainedError', 'camera-missing'],
  ['another program has it', 'NotReadableError', 'camera-busy'],
  ['it fails for another reason', 'AbortError', 'camera-busy'],
])('where %s, it is said by its code', async (_, name, code) => {
  const { all } = devices(() => Promise.reject(new DOMException('hidden detail', name)));
  const started = await startCamera(all, null);
  expect(started).toMatchObject({ ok: false, problem: { code } });
  expect(JSON.stringify(started)).not.toContain('hidden detail');
});

test('of all devices the cameras are listed, by the names that the system gives them', async () => {
  expect(await listCameras(devices(async () => stream).all)).toEqual([
    { id: 'a', name: 'Built-in' },
    { id: 'b', name: 'On the table' },
  ]);
});

test('a stopped camera has every track stopped', () => {
  let stopped = 0;
  const track = { stop: () => (stopped += 1) } as unknown as MediaStreamTrack;
  stopCamera({ getTracks: () => [track, track] } as unknown as MediaStream);
  expect(stopped).toBe(2);
});

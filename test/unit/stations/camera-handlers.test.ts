import { expect, test } from 'vitest';
import type { CallContext } from '../../../electron/contract/serve.ts';
import { CameraGate } from '../../../electron/main/camera-gate.ts';
import { cameraHandlers } from '../../../electron/stations/handlers/camera-handlers.ts';

const place = {} as CallContext['place'];

test('a window opens the way to the camera for itself, and closes it', async () => {
  const gate = new CameraGate();
  const letCamera = (open: boolean) => (open ? gate.open(7) : gate.close());
  const context: CallContext = { callerId: 'window 7', place: { ...place, letCamera } };
  expect(await cameraHandlers['camera.open']({}, context)).toMatchObject({ ok: true });
  expect([gate.lets(7), gate.lets(8)]).toEqual([true, false]);
  expect(await cameraHandlers['camera.close']({}, context)).toMatchObject({ ok: true });
  expect(gate.lets(7)).toBe(false);
});

test('a command line or an attached program that asks for the camera is refused', async () => {
  const context: CallContext = { callerId: 'program 1', place };
  expect(await cameraHandlers['camera.open']({}, context)).toMatchObject({ code: 'camera-missing' });
});

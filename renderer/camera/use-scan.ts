import { useCallback, useEffect, useRef, useState } from 'react';
import { call, type Problem } from '../state/call.ts';
import { type Camera, listCameras, startCamera, stopCamera } from './camera.ts';
import { picturesOf } from './pictures.ts';
import { readPicture } from './read-picture.ts';
import { Scan, type ScanState } from './scan.ts';

export interface CameraScan {
  readonly state: ScanState;
  /** What the preview shows; null while no camera runs. */
  readonly stream: MediaStream | null;
  readonly cameras: readonly Camera[];
  /** The one that runs, or ran last. */
  readonly cameraId: string | null;
  readonly starting: boolean;
  readonly problem: Problem | null;
  /** @param id of a camera; null for the one that the system prefers */
  readonly start: (id: string | null) => void;
  readonly stop: () => void;
}

/** Lets other work of the page go on between two pictures: keys, pointer, and what the screen shows. */
const breathe = () => new Promise<void>((resolve) => setTimeout(resolve, 0));

/**
 * Reads an envelope from a camera, from the first picture on and until the component goes. What was read stays when the camera
 * is stopped, changed or lost.
 * @param onMessage gets the bytes of a whole envelope, once; the camera is off by then
 */
export function useScan(onMessage: (message: Uint8Array) => void): CameraScan {
  const [scan] = useState(() => new Scan(performance.now()));
  const [state, setState] = useState(scan.state);
  const [stream, setStream] = useState<MediaStream | null>(null);
  const [cameras, setCameras] = useState<readonly Camera[]>([]);
  const [cameraId, setCameraId] = useState<string | null>(null);
  const [starting, setStarting] = useState(false);
  const [problem, setProblem] = useState<Problem | null>(null);
  const running = useRef<AbortController | null>(null);
  const found = useRef(onMessage);
  found.current = onMessage;

  const stop = useCallback(() => running.current?.abort(), []);
  const start = useCallback(
    (id: string | null) => {
      running.current?.abort();
      const run = new AbortController();
      running.current = run;
      void (async () => {
        setStarting(true);
        setProblem(null);
        const failed = await runCamera(scan, id, run.signal, {
          async onStarted(started) {
            setStream(started);
            setStarting(false);
            setCameraId(started.getVideoTracks()[0]?.getSettings().deviceId ?? id);
            setCameras(await listCameras(navigator.mediaDevices));
          },
          onState: setState,
        });
        if (running.current !== run) return;
        setStarting(false);
        setStream(null);
        setProblem(failed);
        if (scan.state.message !== null) found.current(scan.state.message);
      })();
    },
    [scan],
  );
  useEffect(() => {
    start(null);
    return () => {
      running.current?.abort();
      running.current = null;
      void call('camera.close', {});
    };
  }, [start]);
  return { state, stream, cameras, cameraId, starting, problem, start, stop };
}

interface Told {
  readonly onStarted: (stream: MediaStream) => Promise<void>;
  readonly onState: (state: ScanState) => void;
}

const gone = (why: string): Problem => ({ code: 'camera-gone', message: `the camera stopped: ${why}` });

/** Runs a camera until an envelope is whole, `signal`, or its end. @returns why it ended, where nobody wanted that */
async function runCamera(
  scan: Scan,
  id: string | null,
  signal: AbortSignal,
  { onStarted, onState }: Told,
): Promise<Problem | null> {
  const opened = await call('camera.open', {});
  if (!opened.ok) return opened.problem;
  if (signal.aborted) return null;
  const started = await startCamera(navigator.mediaDevices, id);
  if (!started.ok) return started.problem;
  const stream = started.value;
  try {
    const [track] = stream.getVideoTracks();
    if (signal.aborted || track === undefined) return null;
    await onStarted(stream);
    scan.resume(performance.now());
    for await (const picture of picturesOf(track, signal)) {
      const state = scan.take(readPicture(picture, scan.mirrored), performance.now());
      onState(state);
      if (state.message !== null) return null;
      await breathe();
    }
    return signal.aborted ? null : gone(`its track is ${track.readyState}`);
  } catch (error) {
    // A track that ends before its first picture, or pictures in no form that can be copied.
    return gone(error instanceof Error ? error.name : 'no error');
  } finally {
    stopCamera(stream);
  }
}

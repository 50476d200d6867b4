import type { Picture } from './read-picture.ts';

/** Chromium's way to the pictures of a track, newest first: TypeScript's library does not have it yet. */
interface TrackProcessor {
  readonly readable: ReadableStream<VideoFrame>;
}
declare const MediaStreamTrackProcessor: new (init: {
  readonly track: MediaStreamTrack;
  readonly maxBufferSize: number;
}) => TrackProcessor;

/** Forms of pixels that begin with the brightness of each, a byte each. */
const LUMA: ReadonlySet<string> = new Set(['I420', 'I420A', 'I422', 'I444', 'NV12']);

/**
 * The pictures of a camera, one after the other; what comes while one is worked on is let go. Ends when the camera ends, or at
 * `signal`.
 */
export async function* picturesOf(track: MediaStreamTrack, signal: AbortSignal): AsyncGenerator<Picture> {
  const reader = new MediaStreamTrackProcessor({ track, maxBufferSize: 1 }).readable.getReader();
  signal.addEventListener('abort', () => void reader.cancel(), { once: true });
  let buffer = new Uint8Array();
  while (!signal.aborted) {
    const { value: frame, done } = await reader.read();
    if (done) return;
    // A camera has few pictures at a time: each goes back as soon as it is copied.
    const picture = await copied(frame, buffer).finally(() => frame.close());
    buffer = picture.data;
    yield picture;
  }
}

/** Copies a picture into bytes of ours, the same ones where they are large enough. */
async function copied(frame: VideoFrame, buffer: Uint8Array<ArrayBuffer>) {
  const form = LUMA.has(frame.format ?? '') ? 'luma' : 'rgba';
  const options: VideoFrameCopyToOptions & { format?: string } = form === 'luma' ? {} : { format: 'RGBA' };
  const size = frame.allocationSize(options);
  const data = buffer.length === size ? buffer : new Uint8Array(size);
  await frame.copyTo(data, options);
  const { width, height } = frame.visibleRect ?? { width: frame.codedWidth, height: frame.codedHeight };
  return { width, height, form, data } as const;
}

import type { ErrorCode } from '../../../electron/core/error-code.ts';
import type { ErrorText } from './error-text.ts';

const NOTHING_READ = 'Nothing was read and nothing was taken in; no money has moved.';

/** The camera that reads codes from another screen. */
export const cameraErrors = {
  'camera-missing': {
    what: 'There is no camera here.',
    money: NOTHING_READ,
    next: 'Connect a camera and start again, or bring the envelope as a file.',
  },
  'camera-denied': {
    what: 'This computer does not let the console use its camera.',
    money: NOTHING_READ,
    next: 'Allow the camera for Sallyport in the settings of the system and start again, or bring the envelope as a file.',
  },
  'camera-busy': {
    what: 'The camera does not start. Another program may be using it.',
    money: NOTHING_READ,
    next: 'Close the program that uses the camera, or choose another camera, and start again. A file works too.',
  },
  'camera-gone': {
    what: 'The camera stopped while it was read: it was disconnected, or taken away by the system.',
    money: NOTHING_READ,
    next: 'Connect it again, or choose another camera, and start again. What was read before is not lost.',
  },
} as const satisfies Partial<Record<ErrorCode, ErrorText>>;

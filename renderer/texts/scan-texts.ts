import type { OtherCode } from '../../electron/core/envelope/fountain/other-code.ts';
import type { ScanNotice } from '../camera/scan.ts';
import { grouped } from './grouped.ts';

/** Reading an envelope from another screen, by camera. */
export const scanTexts = {
  scan: 'Read by camera',
  title: 'Read an envelope by camera',
  lead: 'Hold the camera to the code on the other screen. It is only read; nothing is taken in before you say so.',
  preview: 'What the camera sees',
  starting: 'The camera starts',
  off: 'The camera is off',
  camera: 'Camera',
  unnamed: (place: number) => `Camera ${place}`,
  mirror: 'Show it as in a mirror',
  start: 'Start',
  stop: 'Stop',
  progress: 'Parts of the envelope that are here',
  parts: (parts: number, count: number) => `${grouped(parts)} of ${grouped(count)} parts`,
  noParts: 'No part yet',
  counts: (pictures: number, codes: number, torn: number) =>
    `${grouped(pictures)} pictures: ${grouped(codes)} codes read, ${grouped(torn)} torn or blurred`,
} as const;

/** What a code is that is no envelope. */
export function otherCodeText(code: OtherCode): string {
  switch (code.kind) {
    case 'address':
      return 'This code is an address. Nobody was paid.';
    case 'web-page':
      return 'This code is the address of a web page. It was not opened.';
    case 'link':
      return `This code is a link of the kind "${code.scheme}". It was not opened.`;
    case 'resource':
      return `This code is of another program: a resource of the type "${code.type}".`;
    case 'other-animation':
      return 'This is an animated code of another program.';
    case 'text':
      return 'This code is a text that is no envelope.';
  }
}

/** What is said beside the progress, and what may help. */
export function scanNoticeText(notice: ScanNotice): string {
  switch (notice.kind) {
    case 'other-code':
      return `${otherCodeText(notice.code)} Show the code of an envelope.`;
    case 'nothing-seen':
      return 'No code is seen. Come nearer, enlarge the window of the other screen, or switch it to larger modules.';
    case 'another-envelope':
      return 'This is another envelope than the one before. Its parts are counted by themselves.';
    case 'spoilt':
      return 'The parts made no whole: one of them was of something else. They are read again.';
    case 'oversize':
      return 'The envelope on the other screen is too large for codes. Bring it as a file.';
  }
}

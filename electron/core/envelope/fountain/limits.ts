/** The type of our uniform resources: BCR-2020-006 leaves `x-` to everybody. */
export const ENVELOPE_UR = 'x-sallyport';

/** An envelope travels by QR up to here, bytes: 17 seconds at 10 frames a second of 400 bytes. What is larger goes as a file. */
export const MOST_BY_QR = 65_535;

/** A message has no more parts than this, whoever wrote it: 64 bytes a part of the largest. */
export const MOST_PARTS = 1024;

/** Bytes of a message in one frame. `fine` makes QR codes of version 17 (level L), `coarse` of version 11, for poor light. */
export const fragmentSizes = { fine: 400, coarse: 200 } as const;
export type FragmentSize = keyof typeof fragmentSizes;

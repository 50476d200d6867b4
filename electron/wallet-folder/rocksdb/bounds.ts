const MIB = 1024 * 1024;

/** How much of a folder is read at most. A wallet keeps each account in one value, with all of its history. */
export const folderBounds = {
  /** Files of any kind that lie in the folder. */
  files: 10_000,
  /** Bytes of one file, and of all that are read. */
  fileBytes: 160 * MIB,
  bytes: 256 * MIB,
  /** Bytes of the list of files, and its records. */
  manifestBytes: 16 * MIB,
  edits: 100_000,
  /** Tables that are listed at one time. */
  tables: 1000,
  /** Bytes of one block or record when it is unpacked, and of all blocks of a folder. */
  blockBytes: 64 * MIB,
  unpackedBytes: 256 * MIB,
  /** Records (a key with a value, or its removal) of all files. */
  entries: 1_000_000,
  /** A wallet's keys are below 64 bytes. */
  keyBytes: 256,
} as const;

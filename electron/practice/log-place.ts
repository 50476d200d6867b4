/** The end of a line of the log. */
export interface LogPlace {
  /** Bytes up to the beginning of the line, and up to its end. */
  readonly begin: number;
  readonly end: number;
  /** Its number, from 0. */
  readonly line: number;
  /** Its sixteen hex digits. */
  readonly chain: string;
}

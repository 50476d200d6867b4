import type { ErrorCode } from '../error-code.ts';

/** Where a throw came from, without its message, which may quote what was passed. */
export interface Fault {
  /** Name of the error's class. */
  readonly name: string;
  /** Function, file and place; no folder, whose names may be people's. */
  readonly frames: readonly string[];
}

/**
 * What is worth a line in the log. Nothing in it is free text: codes, names that this program gave, numbers. So there is
 * nothing to be blacked out afterwards.
 */
export type LogEvent =
  | { readonly kind: 'started'; readonly version: string; readonly platform: string }
  | { readonly kind: 'ended' }
  /** A call of the contract was refused. */
  | { readonly kind: 'refused'; readonly verb: string; readonly code: ErrorCode }
  /** The state of the node is another one. */
  | { readonly kind: 'node'; readonly state: string; readonly code: ErrorCode | null }
  | { readonly kind: 'fault'; readonly place: string; readonly fault: Fault };

const MOST_FRAMES = 12;
const MOST_NAME = 60;

/** A name of this program's own making, for a log; anything else becomes `?`. */
const plain = (name: string): string =>
  /^[A-Za-z][A-Za-z0-9_.:#<>-]*$/.test(name) && name.length <= MOST_NAME ? name : '?';

/** The frames of a stack in the form that {@link Fault} has. */
export function framesOf(stack: string): readonly string[] {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .slice(0, MOST_FRAMES)
    .map((line) => {
      const where = /[/\\(]([A-Za-z0-9_-]{1,32}\.(?:[cm]?[jt]sx?)):(\d+):(\d+)\)?$/.exec(line);
      const by = /^\s+at (?:async |new )?([A-Za-z0-9_.#<>]+) \(/.exec(line)?.[1];
      return `${by === undefined ? '' : `${plain(by)} `}${where ? `${where[1]}:${where[2]}:${where[3]}` : 'elsewhere'}`;
    });
}

/** What may be told of a throw. */
export const faultOf = (error: unknown): Fault =>
  error instanceof Error
    ? { name: plain(error.name), frames: framesOf(error.stack ?? '') }
    : { name: typeof error, frames: [] };

/** A fault as it came over a border: whatever it says, only plain names and places go on. */
export const cleanFault = ({ name, frames }: Fault): Fault => ({
  name: plain(name),
  frames: framesOf(frames.map((frame) => `    at ${frame}`).join('\n')),
});

/** The event as a line of the log. */
export function logText(event: LogEvent): string {
  switch (event.kind) {
    case 'started':
      return `started ${plain(`v${event.version}`)} on ${plain(event.platform)}`;
    case 'ended':
      return 'ended';
    case 'refused':
      return `refused ${plain(event.verb)}: ${event.code}`;
    case 'node':
      return `node ${plain(event.state)}${event.code === null ? '' : `: ${event.code}`}`;
    case 'fault':
      return [
        `fault in ${plain(event.place)}: ${event.fault.name}`,
        ...event.fault.frames.map((frame) => `    at ${frame}`),
      ].join('\n');
  }
}

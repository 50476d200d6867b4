import { parentPort } from 'node:worker_threads';
import type { Line, LineOptions } from '../chains/line.ts';
import { productLines } from '../chains/lines.ts';
import type { Result } from '../core/result.ts';
import { type Piece, piecesOf } from './pieces.ts';
import type { LineAnswer, LineCall } from './protocol.ts';

const port = parentPort;
if (!port) throw new Error('expected a thread of lines');

const lines = new Map<number, Line>();
/** What is still to be told of answers that were begun. */
const begun = new Map<number, { readonly line: Line; readonly rest: Iterator<Piece>; next: Piece }>();

port.on('message', (call: LineCall) => {
  if (call.verb === 'more') tell(call.id);
  else void ask(call);
});

type Asked = Exclude<LineCall, { verb: 'more' }>;
type Verb = (...args: readonly unknown[]) => Promise<Result<unknown>>;

async function ask({ id, line: number, options, verb, args }: Asked): Promise<void> {
  let nodeAt: number | null = null;
  try {
    const line = lineOf(number, options);
    // The caller's types have let it through: this thread is a part of the same program.
    const asked = line[verb] as Verb;
    const answer = await asked(...args);
    nodeAt = line.nodeTime();
    if (!answer.ok) return say({ id, nodeAt, kind: 'refused', refusal: answer });
    const rest = piecesOf(answer.value);
    begun.set(id, { line, rest, next: rest.next().value as Piece });
    tell(id);
  } catch (error) {
    say({ id, nodeAt, kind: 'thrown', message: error instanceof Error ? error.message : String(error) });
  }
}

/** Tells the next piece of an answer, and nothing more until it is asked for. */
function tell(id: number): void {
  const answer = begun.get(id);
  if (!answer) return;
  const piece = answer.next;
  const after = answer.rest.next();
  if (after.done) begun.delete(id);
  else answer.next = after.value;
  say({ id, nodeAt: answer.line.nodeTime(), kind: 'piece', piece, last: after.done === true });
}

function lineOf(number: number, options: Omit<LineOptions, 'fetch'>): Line {
  const known = lines.get(number);
  if (known) return known;
  const made = productLines.connect({ ...options, fetch });
  if (!made.ok) throw new Error(made.message);
  lines.set(number, made.value);
  return made.value;
}

function say(answer: LineAnswer): void {
  port?.postMessage(answer);
}

import { parentPort } from 'node:worker_threads';
import type { Line, LineOptions } from '../chains/line.ts';
import { productLines } from '../chains/lines.ts';
import type { Result } from '../core/result.ts';
import { hashFast } from '../hashing/wasm-blake2b.ts';
import { fetchByWay } from '../way/fetch-by-way.ts';
import { DIRECT } from '../way/line-way.ts';
import { type Piece, piecesOf } from './pieces.ts';
import type { LineAnswer, LineCall, Told } from './protocol.ts';

const port = parentPort;
if (!port) throw new Error('expected a thread of lines');

const lines = new Map<number, Line>();
/** What is still to be told of answers that were begun. */
const begun = new Map<number, { readonly line: Line; readonly rest: Iterator<Piece>; next: Piece }>();

// Nine tenths of what a proven checkpoint costs in plain JavaScript is hashing. Calls wait until this is there.
await hashFast();
port.on('message', (call: LineCall) => {
  if (call.verb === 'more') tell(call.id);
  else void ask(call);
});

type Asked = Exclude<LineCall, { verb: 'more' }>;
type Verb = (...args: readonly unknown[]) => Promise<Result<unknown>>;

async function ask({ id, line: number, options, verb, args }: Asked): Promise<void> {
  let told: Told = { nodeAt: null, lowest: null, quietMs: 0 };
  try {
    const line = lineOf(number, options);
    // The caller's types have let it through: this thread is a part of the same program.
    const asked = line[verb] as Verb;
    const answer = await asked(...args);
    told = toldBy(line);
    if (!answer.ok) return say({ id, told, kind: 'refused', refusal: answer });
    const rest = piecesOf(answer.value);
    begun.set(id, { line, rest, next: rest.next().value as Piece });
    tell(id);
  } catch (error) {
    say({ id, told, kind: 'thrown', message: error instanceof Error ? error.message : String(error) });
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
  say({ id, told: toldBy(answer.line), kind: 'piece', piece, last: after.done === true });
}

const toldBy = (line: Line): Told => ({
  nodeAt: line.nodeTime(),
  lowest: line.lowest(),
  quietMs: line.quietMs(),
});

function lineOf(number: number, options: Omit<LineOptions, 'fetch'>): Line {
  const known = lines.get(number);
  if (known) return known;
  const made = productLines.connect({
    ...options,
    fetch: fetchByWay(options.way ?? DIRECT, options.timeoutMs),
  });
  if (!made.ok) throw new Error(made.message);
  lines.set(number, made.value);
  return made.value;
}

function say(answer: LineAnswer): void {
  port?.postMessage(answer);
}

import { spawn } from 'node:child_process';
import type { Readable } from 'node:stream';
import { ok, type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import type { Limits, Start } from './enclosure.ts';
import { answerSchema, type ProcessAnswer, type Task } from './library.ts';

/**
 * Starts the library's process, gives it one task and takes its one answer. It has no environment, prints nowhere, and is
 * gone when this answers: ended by a signal that it cannot catch, with its whole group where it leads one. It has a
 * descriptor 4 then, which closes when this program ends.
 * @returns refuses `official-ended`, `official-late`, `official-garbled`, `official-oversize`; `official-ended` also once
 * `signal` says so
 */
export async function runLibrary(
  { command, args, leads }: Start,
  task: Task,
  limits: Pick<Limits, 'time' | 'answer'>,
  signal: AbortSignal,
): Promise<Result<ProcessAnswer>> {
  if (signal.aborted) return ended;
  const child = spawn(command, [...args], {
    cwd: '/',
    env: {},
    stdio: ['pipe', 'ignore', 'ignore', 'pipe', ...(leads ? (['pipe'] as const) : [])],
    detached: leads,
    windowsHide: true,
  });
  const gone = new Promise<void>((resolve) => {
    child.once('exit', () => resolve());
    child.once('error', () => resolve()); // it could not be started
  });
  const [input, output] = [child.stdin, child.stdio?.[3] as Readable | undefined];
  // No descriptors are left for it: the error that says so is on its way.
  if (!output) {
    await gone;
    return ended;
  }
  const kill = () => (leads ? endGroup(child.pid) : child.kill('SIGKILL'));
  signal.addEventListener('abort', kill, { once: true });
  input?.on('error', () => {}); // it has ended without reading
  input?.end(JSON.stringify(task));
  const told = await answerOrEnd(output, gone, limits);
  kill();
  signal.removeEventListener('abort', kill);
  await gone;
  return told.ok ? parseAnswer(told.value) : told;
}

const ended = refuse('official-ended', 'expected an answer, and its process ended without one');

/** Ends every process of a group that has not left it; a group that is gone already is no fault. */
function endGroup(leader: number | undefined): void {
  if (leader === undefined) return;
  try {
    process.kill(-leader, 'SIGKILL');
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'ESRCH')) throw error;
  }
}

/** The first line of what it answers. */
function answerOrEnd(
  output: Readable,
  gone: Promise<void>,
  { time, answer }: Pick<Limits, 'time' | 'answer'>,
): Promise<Result<string>> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const end = (result: Result<string>): void => {
      clearTimeout(late);
      output.destroy();
      resolve(result);
    };
    const late = setTimeout(
      () => end(refuse('official-late', `expected an answer within ${time / 1000} s, got none`)),
      time,
    );
    output.on('error', () => {});
    output.on('data', (chunk: Buffer) => {
      chunks.push(chunk);
      length += chunk.length;
      if (length > answer) {
        end(refuse('official-oversize', `expected an answer of at most ${answer} bytes, got more`));
      } else if (chunk.includes(0x0a)) {
        end(ok(Buffer.concat(chunks).toString('utf8')));
      }
    });
    // What it wrote before it ended may still be on its way.
    output.once('close', () => end(ended));
    void gone.then(() => {
      if (output.readableEnded || output.destroyed) end(ended);
    });
  });
}

function parseAnswer(text: string): Result<ProcessAnswer> {
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch {
    return refuse('official-garbled', `expected a line of JSON, got ${text.length} other characters`);
  }
  const parsed = parseWith(answerSchema, json);
  return parsed.ok ? parsed : refuse('official-garbled', 'expected one of its answers, got other JSON');
}

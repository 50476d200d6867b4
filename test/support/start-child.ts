import { type ChildProcess, execFileSync, fork, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';

export interface RunningChild {
  readonly pid: number;
  /** Settles when the child writes its first line, or dies. */
  readonly started: Promise<void>;
  /** Settles when it is gone, with its exit code; null after a signal. */
  readonly exited: Promise<number | null>;
  /** Everything it wrote to its standard output so far. */
  readonly output: () => string;
  /** Settles when it writes more, or never. */
  readonly moreOutput: () => Promise<void>;
  /** SIGKILL: the child has no say. Settles when it is gone. */
  readonly kill: () => Promise<void>;
}

export interface ChildOptions {
  /** Another program that runs TypeScript files; this Node where left out. */
  readonly executable?: string;
  /** Added to the environment. */
  readonly env?: Readonly<Record<string, string>>;
}

const pathOf = (script: URL | string): string => (typeof script === 'string' ? script : script.pathname);

/** Starts a TypeScript file, or a bundle, in a process of its own, which can be killed at any moment. */
export function startChild(
  script: URL | string,
  args: readonly string[],
  options: ChildOptions = {},
): RunningChild {
  const child: ChildProcess = spawn(
    options.executable ?? process.execPath,
    ['--disable-warning=ExperimentalWarning', pathOf(script), ...args],
    { stdio: ['ignore', 'pipe', 'inherit'], env: { ...process.env, ...options.env } },
  );
  let output = '';
  child.stdout!.on('data', (chunk: Buffer) => {
    output += chunk.toString();
  });
  const exited = once(child, 'close').then(([code]) => code as number | null);
  return {
    pid: child.pid!,
    started: Promise.race([once(child.stdout!, 'data'), exited]).then(() => undefined),
    exited,
    output: () => output,
    moreOutput: () => new Promise((resolve) => child.stdout?.once('data', () => resolve())),
    kill: async () => {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

/** Waits until a child has written these words. @returns false if it ended before */
export async function hasSaid(child: RunningChild, words: string): Promise<boolean> {
  while (!child.output().includes(words)) {
    const more = await Promise.race([child.moreOutput(), child.exited.then(() => 'gone')]);
    if (more === 'gone') return child.output().includes(words);
  }
  return true;
}

/** Starts a program that serves its parent over a port, as a signer of Node does; silent. */
export function forkChild(script: URL | string, args: readonly string[]): ChildProcess {
  return fork(script, args, {
    execArgv: ['--disable-warning=ExperimentalWarning'],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
    serialization: 'advanced',
  });
}

/** Makes a named pipe (POSIX), to which nobody writes: a reading of it waits for ever. */
export function makePipe(path: string): void {
  execFileSync('mkfifo', [path]);
}

/** What a child that ran to its end left behind. */
export interface EndedChild {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a TypeScript file in a process of its own to its end. */
export async function runChild(script: URL, args: readonly string[]): Promise<EndedChild> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script.pathname, ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [stdout, stderr, [code]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ]);
  return { code, stdout, stderr };
}

export interface TalkingOptions {
  readonly cwd?: string | undefined;
  /** How many files and connections it may have open (POSIX). */
  readonly descriptors?: number | undefined;
}

/** Starts a TypeScript file, or a bundle, with pipes for input, output, errors and descriptor 3, in a session without a terminal. */
export function startTalking(
  script: URL | string,
  args: readonly string[],
  { cwd, descriptors }: TalkingOptions = {},
): ChildProcess {
  const command = [process.execPath, '--disable-warning=ExperimentalWarning', pathOf(script), ...args];
  const limited =
    descriptors === undefined ? [] : ['/bin/sh', '-c', `ulimit -n ${descriptors}; exec "$@"`, 'sh'];
  const [program = '', ...rest] = [...limited, ...command];
  return spawn(program, rest, { detached: true, stdio: ['pipe', 'pipe', 'pipe', 'pipe'], cwd });
}

/** The program that gives a command a terminal of its own. */
export const TERMINAL = '/usr/bin/script';

/** Runs a shell's command in a terminal: its input is typed, its output is what the terminal shows. */
export const startInTerminal = (command: string): ChildProcess =>
  spawn(TERMINAL, ['-qec', command, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'ignore'],
    env: { ...process.env, SHELL: '/bin/sh' },
  });

import { once } from 'node:events';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { onTestFinished } from 'vitest';
import type { Channel } from '../../electron/contract/contract.ts';
import { isRecord } from '../../electron/core/json.ts';
import { bundleOf } from './run-folder.ts';
import { startTalking, type TalkingOptions } from './start-child.ts';
import { openDesk } from './treasury-fixture.ts';
import type { TreasuryNode } from './treasury-node.ts';
import { officerIdOf, PASSWORD } from './treasury-steps.ts';

/** The program of `npm run treasury`, from its sources. */
export const program = new URL('../../electron/cli/treasury.ts', import.meta.url);

/** One line that the program has written. */
export type Said = Readonly<Record<string, unknown>>;

/** What a line says of the password: on this descriptor the program finds it. */
export const onDescriptor = { $fd: 3 } as const;

/** `npm run treasury` in a process of its own. */
export interface TreasuryProgram {
  readonly pid: number;
  /** Every line of its standard output so far. */
  readonly said: readonly Said[];
  /** Everything that it wrote to its standard error so far. */
  readonly log: () => string;
  /** Settles with the first line, past or to come, that is looked for; throws when the program ends before. */
  readonly until: (wanted: (said: Said) => boolean) => Promise<Said>;
  /** Writes text to its standard input as it is. */
  readonly type: (text: string) => void;
  /** Writes a call under a fresh number and settles with its answer. */
  readonly call: (verb: Channel, input?: object, path?: string) => Promise<Said>;
  /** The same, of a call that must be a success: its value. */
  readonly get: (verb: Channel, input?: object, path?: string) => Promise<Said>;
  /** Topics of all notices after the first `from` lines. */
  readonly noticed: (from?: number) => ReadonlySet<string>;
  /** Ends its input, which ends the program. @returns its exit code */
  readonly finish: () => Promise<number | null>;
  readonly signal: (name: NodeJS.Signals) => void;
  /** Closes the reading end of its output. */
  readonly stopListening: () => void;
  /** Settles when it is gone. */
  readonly gone: Promise<number | null>;
  readonly kill: () => Promise<void>;
  /** Reads its output no more, or again. */
  readonly pause: () => void;
  readonly resume: () => void;
}

export interface ProgramOptions extends TalkingOptions {
  /** What is on descriptor 3, once it is known. */
  readonly password?: string | Promise<string>;
}

/** Starts the program from its bundle; it is gone after the test. */
export function startTreasury(args: readonly string[], options: ProgramOptions = {}): TreasuryProgram {
  const { password = PASSWORD, ...rest } = options;
  const child = startTalking(bundleOf('treasury'), args, rest);
  const { pid } = child;
  if (pid === undefined) throw new Error('the program did not start');
  const gone = once(child, 'close').then(([code]) => (typeof code === 'number' ? code : null));
  const kill = async () => {
    child.kill('SIGKILL');
    await gone;
  };
  onTestFinished(kill);
  void giveSecret(child, password);
  return { ...talk(child, gone), pid, gone, kill, signal: (name) => void child.kill(name) };
}

type Child = ReturnType<typeof startTalking>;

async function giveSecret(child: Child, password: string | Promise<string>): Promise<void> {
  const secret = child.stdio[3];
  if (!secret || !('end' in secret)) throw new Error('there is no descriptor 3');
  secret.on('error', () => {}); // the program may end without reading it
  secret.end(await password);
}

type Talk = Omit<TreasuryProgram, 'pid' | 'gone' | 'kill' | 'signal'>;

function talk({ stdin, stdout, stderr }: Child, gone: Promise<number | null>): Talk {
  if (!stdin || !stdout || !stderr) throw new Error('expected pipes');
  const said: Said[] = [];
  const waiting = new Set<() => void>();
  const wake = () => {
    for (const look of waiting) look();
  };
  let ended = false;
  let log = '';
  let last = 0;
  stdin.on('error', () => {});
  stderr.on('data', (chunk) => {
    log += String(chunk);
  });
  createInterface({ input: stdout }).on('line', (line) => {
    const value: unknown = JSON.parse(line);
    if (!isRecord(value)) throw new Error(`expected an object, got ${line}`);
    said.push(value);
    wake();
  });
  void gone.then(() => {
    ended = true;
    wake();
  });
  const until: Talk['until'] = (wanted) =>
    new Promise((resolve, reject) => {
      const look = () => {
        const found = said.find(wanted);
        if (!found && !ended) return;
        waiting.delete(look);
        if (found) resolve(found);
        else reject(new Error(`the program ended: ${log}`));
      };
      waiting.add(look);
      look();
    });
  const call: Talk['call'] = (verb, input = {}, file) => {
    const id = `call ${++last}`;
    stdin.write(`${JSON.stringify({ id, verb, input, ...(file === undefined ? {} : { path: file }) })}\n`);
    return until((line) => line['id'] === id);
  };
  return {
    said,
    log: () => log,
    until,
    type: (text) => void stdin.write(text),
    call,
    get: async (...args) => successOf(await call(...args)),
    noticed: (from = 0) =>
      new Set(said.slice(from).flatMap(({ notice }) => (Array.isArray(notice) ? notice : []))),
    finish() {
      stdin.end();
      return gone;
    },
    stopListening: () => void stdout.destroy(),
    pause: () => void stdout.pause(),
    resume: () => void stdout.resume(),
  };
}

/** The value of an answer that must be a success. */
export function successOf(answer: Said): Said {
  if (answer['ok'] !== true || !isRecord(answer['value'])) throw new Error(JSON.stringify(answer));
  return answer['value'];
}

/** A practice treasury whose node is this process's: it outlives every program. */
export interface OutsideTreasury {
  readonly folder: string;
  readonly socket: string;
  readonly node: TreasuryNode;
  /** Ids of the officers by first name. */
  readonly officers: Readonly<Record<'Mara' | 'Ben' | 'Chiara' | 'Dev', string>>;
  readonly hot: string;
  readonly hotAddress: string;
  readonly treasuryId: string;
}

/** Makes a treasury's folder and its node; nobody has it open. */
export async function outsideTreasury(): Promise<OutsideTreasury> {
  const { station, folder, node, hot } = await openDesk();
  const id = (name: string) => officerIdOf(station, name);
  const vault = station.policy.present().vaults.find((each) => each.id === hot);
  if (!vault) throw new Error('there is no hot vault');
  await station.close();
  return {
    folder,
    socket: path.join(folder, 'station.sock'),
    node,
    officers: { Mara: id('Mara'), Ben: id('Ben'), Chiara: id('Chiara'), Dev: id('Dev') },
    hot,
    hotAddress: vault.receiveAddress,
    treasuryId: station.treasury.file().id,
  };
}

/** Starts the program on the folder, and waits until it says that the treasury is open. */
export async function openProgram(folder: string, options?: ProgramOptions): Promise<TreasuryProgram> {
  const started = startTreasury([folder], options);
  const { opened } = await started.until((said) => 'opened' in said);
  if (!isRecord(opened) || opened['ok'] !== true) throw new Error(JSON.stringify(opened));
  return started;
}

/**
 * Kinds of the journal's entries, the latest first. Only officers read it: Chiara signs in for that and out again, and
 * her own entries are left out.
 */
export async function journalAt(
  { get }: TreasuryProgram,
  { officers }: Pick<OutsideTreasury, 'officers'>,
): Promise<readonly unknown[]> {
  const officerId = officers.Chiara;
  await get('officer.sign-in', { officerId, password: onDescriptor });
  const { rows } = await get('journal.list', { as: officerId, search: '', offset: 0, limit: 100 });
  await get('officer.sign-out', { officerId });
  if (!Array.isArray(rows)) throw new Error('expected rows');
  return rows.flatMap((row) => (isRecord(row) && row['officerName'] !== 'Chiara Rossi' ? [row['kind']] : []));
}

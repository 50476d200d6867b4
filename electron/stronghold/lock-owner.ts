import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname, uptime } from 'node:os';
import * as v from 'valibot';
import { systemCode } from './safe-path.ts';

const word = v.pipe(v.string(), v.maxLength(100));
const count = v.pipe(v.number(), v.safeInteger(), v.minValue(0));

/** Who has a lock, described so that anybody on this machine can find out whether that process still runs. */
export const lockOwnerSchema = v.strictObject({
  format: v.literal('sallyport/lock/1'),
  /** Digest of the machine's id. */
  machine: word,
  /** This start of the machine (Linux); elsewhere empty. */
  boot: word,
  /** The namespace in which `pid` has its meaning (Linux); elsewhere empty. */
  space: word,
  pid: v.pipe(count, v.minValue(1)),
  /** When the process started, in ticks since the machine did (Linux); elsewhere empty. Pids come again. */
  started: word,
  /** Seconds since the machine started, when the lock was taken. */
  uptime: count,
  /** Tells this lock from all others. */
  token: v.pipe(v.string(), v.regex(/^[0-9a-f]{24}$/)),
});

export type LockOwner = v.InferOutput<typeof lockOwnerSchema>;

const linux = process.platform === 'linux';

/** The process that calls, as an owner with a fresh token. */
export function thisOwner(): LockOwner {
  const { pid } = process;
  return {
    format: 'sallyport/lock/1',
    machine: machineDigest(),
    boot: linux ? readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim() : '',
    space: linux ? readlinkSync('/proc/self/ns/pid') : '',
    pid,
    started: linux ? (readProcess(pid)?.started ?? '') : '',
    uptime: Math.floor(uptime()),
    token: randomBytes(12).toString('hex'),
  };
}

/**
 * Whether an owner is provably no more: killed, ended, or of an earlier start of this machine. Any doubt (another
 * machine, another container, a process that may not be looked at) means that it lives.
 */
export function isGone(owner: LockOwner, here: LockOwner): boolean {
  if (owner.machine !== here.machine) return false;
  if (linux) {
    if (owner.boot !== here.boot) return true;
    if (owner.space !== here.space) return false;
    const found = readProcess(owner.pid);
    // No process is listed: it has ended, unless the kernel hides other users' processes.
    return found === null ? !isAlive(owner.pid) : found.ended || found.started !== owner.started;
  }
  // The time since the start of a machine only grows until its next start.
  return here.uptime + 1 < owner.uptime || !isAlive(owner.pid);
}

/** A process's state and start from Linux's proc(5); null where there is none, or none to be seen. */
function readProcess(pid: number): { ended: boolean; started: string } | null {
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
  } catch (error) {
    systemCode(error);
    return null;
  }
  // The second field is the program's name in parentheses, and may be anything.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return { ended: ['Z', 'X', 'x'].includes(fields[0]!), started: fields[19] ?? '' };
}

/** Signal 0 reaches every living process; EPERM means that it lives and is another user's. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return systemCode(error) !== 'ESRCH';
  }
}

/** machine-id(5) asks that the id be not shown; the host's name is used where there is none. */
function machineDigest(): string {
  let id: string;
  try {
    id = readFileSync('/etc/machine-id', 'latin1').trim() || hostname();
  } catch (error) {
    systemCode(error);
    id = hostname();
  }
  return createHash('sha256').update(`sallyport/lock/1 ${id}`).digest('hex').slice(0, 32);
}

import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Apartness } from './library.ts';

/** How much the library's process may use. */
export interface Limits {
  /** Milliseconds until it is ended. */
  readonly time: number;
  /** Bytes of memory of its own; kept by the system on Linux, elsewhere only of JavaScript's heap. */
  readonly memory: number;
  /** Bytes that it may answer. */
  readonly answer: number;
}

export const LIMITS: Limits = { time: 60_000, memory: 1 << 30, answer: 1 << 16 };

/** What a process is started with. */
export interface Start {
  readonly command: string;
  readonly args: readonly string[];
  /** The library's folder, and the folder of the question, as the process sees them. */
  readonly library: string;
  readonly work: string;
  /** Whether it leads a group of processes, which ends as one. */
  readonly leads: boolean;
}

export interface Places {
  /** A Node of version 24, absolute. */
  readonly node: string;
  /** Folder in whose `node_modules` the library is. */
  readonly library: string;
  /** Folder of the question; null where there is none. */
  readonly work: string | null;
}

const tool = (name: string): string => `/usr/bin/${name}`;
/** A folder that every Linux has; another one is mounted over it, seen by the process alone. */
const ROOT = '/mnt';
/** Bytes that the process may write, into a folder that is memory and goes with it. */
const WRITES = '64m';

/**
 * Makes a root of its own out of the system's programs and libraries, the library's folder and a copy of the folder of the
 * question, and starts Node in it without any capability. The question's folder is memory; everything else is read-only,
 * mount by mount, each with the flags that it has (a flag that is left out is refused where it is locked). What was the root
 * before is covered; nobody without capabilities uncovers it. The three places are opened before the root covers any of them.
 * `$1` Node, `$2` library, `$3` folder of the question or empty, then Node's arguments.
 */
const INTO_ROOT = `set -e
PATH=/usr/sbin:/usr/bin:/sbin:/bin
root=${ROOT}; work=$3
exec 7<"$1" 8<"$2"
[ -z "$work" ] || exec 9<"$work"
shift 3
before=$(wc -l < /proc/self/mountinfo)
mount -n -t tmpfs -o size=1m,mode=755 none $root
for name in bin sbin lib lib32 lib64 usr; do
  if [ -L /$name ]; then cp -P /$name $root/$name
  elif [ -d /$name ]; then mkdir $root/$name; mount -n --rbind /$name $root/$name; fi
done
mkdir $root/dev $root/library $root/work $root/old
for name in null urandom; do : > $root/dev/$name; mount -n --bind /dev/$name $root/dev/$name; done
: > $root/node; mount -n -c --bind /proc/self/fd/7 $root/node
mount -n -c --bind /proc/self/fd/8 $root/library
mounts=$(tail -n +$((before + 1)) /proc/self/mountinfo)
while read -r _ _ _ _ point flags _; do
  mount -n -o "remount,bind,ro\${flags#r[ow]}" "$point"
done <<END
$mounts
END
mount -n -t tmpfs -o size=${WRITES},mode=700,nosuid,nodev,noexec none $root/work
[ -z "$work" ] || cp -R /proc/self/fd/9/. $root/work/
exec 7<&- 8<&- 9<&-
cd $root
pivot_root . old
cd /
mount -n -t tmpfs -o size=4k,ro none /old
exec env -i /usr/bin/setpriv --no-new-privs --inh-caps=-all --bounding-set=-all --pdeathsig KILL -- /node "$@"
`;

/**
 * Leads a group in which Node runs, where nothing encloses it, and ends all of that group with one signal when descriptor 4
 * closes: the program that asked has ended, also by a kill. The leader waits and kills with what is built into a shell. Node
 * gets the task and the answer's descriptor, and the leader keeps neither.
 */
const INTO_GROUP = `exec 5<&0 0</dev/null
/usr/bin/env -i "$@" <&5 5<&- 4<&- &
exec 5<&- 3>&-
while read -r _ <&4; do :; done
kill -KILL 0`;

/** What the system takes away from the process: also sight of every other process, and each of its own ends with it. */
const APART = [
  '--user',
  '--map-root-user',
  '--mount',
  '--net',
  '--ipc',
  '--uts',
  '--pid',
  '--fork',
  '--kill-child',
];

/** Node's own rights: they bind JavaScript, not the native part. */
function nodeArguments(library: string, work: string | null, inputType: string, program: string) {
  const slash = (folder: string) => path.join(folder, '*');
  return [
    '--permission',
    '--allow-addons',
    `--allow-fs-read=${slash(library)}`,
    ...(work === null ? [] : [`--allow-fs-read=${slash(work)}`, `--allow-fs-write=${slash(work)}`]),
    '--max-old-space-size=256',
    '--disable-warning=SecurityWarning',
    '--disable-warning=ExperimentalWarning',
    `--input-type=${inputType}`,
    '--eval',
    program,
  ];
}

/** The program, and what kind of text it is: sources are TypeScript, bundles are not. */
export interface Program {
  readonly text: string;
  readonly inputType: 'module' | 'module-typescript';
}

/** How to start the process in so much apartness. */
export function startOf(
  { node, library, work }: Places,
  { text, inputType }: Program,
  {
    apart,
    limits,
    platform = process.platform,
  }: { readonly apart: Apartness; readonly limits: Limits; readonly platform?: string },
): Start {
  if (apart === 'process') {
    const args = nodeArguments(library, work, inputType, text);
    const seen = { library, work: work ?? '' };
    // Windows has no such groups; there a process ends with the one that started it.
    return platform === 'win32'
      ? { command: node, args, ...seen, leads: false }
      : { command: '/bin/sh', args: ['-c', INTO_GROUP, 'sh', node, ...args], ...seen, leads: true };
  }
  const [libraryThere, workThere] = ['/library', '/work'];
  const seconds = Math.ceil(limits.time / 1000);
  const bounds = [`--data=${limits.memory}`, `--cpu=${seconds}`, '--core=0', '--nofile=256'];
  return {
    command: tool('prlimit'),
    args: [
      ...bounds,
      ...['--', tool('setpriv'), '--pdeathsig', 'KILL', '--', tool('unshare'), ...APART, '--'],
      ...['/bin/sh', '-c', INTO_ROOT, 'sh', node, library, work ?? ''],
      ...nodeArguments(libraryThere, work === null ? null : workThere, inputType, text),
    ],
    library: libraryThere,
    work: workThere,
    leads: false,
  };
}

/** Whether this system may be able to enclose a process; whether it does, a trial shows. */
export const mayEnclose = (platform: string): boolean =>
  platform === 'linux' && ['prlimit', 'unshare', 'setpriv'].map(tool).every(existsSync);

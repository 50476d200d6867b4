import type { ErrorCode } from '../error-code.ts';
import { isLoopback } from '../node-url.ts';

/** What a diagnostic report says, all of it codes, versions and counts. */
export interface ReportFacts {
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly version: string;
  readonly build: string | null;
  readonly electron: string;
  readonly runtime: string;
  readonly machine: {
    readonly platform: string;
    readonly release: string;
    readonly arch: string;
    readonly cores: number;
    /** Bytes. */
    readonly memory: number;
  };
  /** Null where none is open here. */
  readonly treasury: {
    readonly network: string;
    readonly books: string;
    readonly held: boolean;
    readonly alarms: number;
    readonly counts: Readonly<Record<string, number>>;
    readonly node: {
      readonly kind: 'own' | 'address';
      readonly url: string;
      readonly state: string;
      readonly code: ErrorCode | null;
      readonly checkpoint: string | null;
      readonly asOf: number | null;
    } | null;
  } | null;
  /** Lines of the log, oldest first. */
  readonly log: readonly string[];
}

const time = (at: number | null): string => (at === null ? 'never' : new Date(at).toISOString());

/** The report as a text, which a person reads before it is saved. */
export function reportText({ machine, treasury, log, ...facts }: ReportFacts): string {
  const lines = [
    'Sallyport: diagnostic report',
    'It has no addresses, amounts, names, digests or paths.',
    '',
    `made         ${time(facts.at)}`,
    `version      ${facts.version}`,
    `commit       ${facts.build ?? 'not built from a commit'}`,
    `electron     ${facts.electron} (${facts.runtime})`,
    `system       ${machine.platform} ${machine.release} ${machine.arch}`,
    `machine      ${machine.cores} cores, ${Math.round(machine.memory / 2 ** 30)} GiB of memory`,
    '',
    ...(treasury === null ? ['treasury     none is open here'] : treasuryLines(treasury)),
    '',
    'Newest lines of the log',
    ...(log.length === 0 ? ['(none)'] : log),
  ];
  return `${lines.join('\n')}\n`;
}

function treasuryLines({
  node,
  counts,
  ...treasury
}: NonNullable<ReportFacts['treasury']>): readonly string[] {
  return [
    `network      ${treasury.network}`,
    `books        ${treasury.books}, ${treasury.alarms} alarms${treasury.held ? ', the folder is held' : ''}`,
    ...Object.entries(counts).map(([what, count]) => `${what.padEnd(12)} ${count}`),
    ...(node === null
      ? ['node         none: a cold station']
      : [
          `node         ${placeOf(node)}, ${node.state}${node.code === null ? '' : `: ${node.code}`}`,
          `checkpoint   ${node.checkpoint ?? 'none'}, taken in ${time(node.asOf)}`,
        ]),
  ];
}

const placeOf = ({ kind, url }: { readonly kind: 'own' | 'address'; readonly url: string }): string => {
  if (kind === 'own') return 'own practice node';
  return isLoopback(url) ? 'an address on this computer' : 'an address elsewhere, by https';
};

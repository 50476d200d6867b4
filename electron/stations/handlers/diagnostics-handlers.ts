import { writeFile } from 'node:fs/promises';
import os from 'node:os';
import type { diagnosticsVerbs } from '../../contract/diagnostics.ts';
import type { Handlers } from '../../contract/serve.ts';
import { cleanFault } from '../../core/diagnostics/log-event.ts';
import { type ReportFacts, reportText } from '../../core/diagnostics/report.ts';
import { ok, refuse } from '../../core/result.ts';
import type { AnyDesk } from '../any-desk.ts';
import type { DeskHolder } from '../desk-holder.ts';
import type { Host } from '../host.ts';

/** Lines of the log in a report. */
const MOST_LINES = 400;

/** The report for whoever is asked for help, and the faults of windows. */
export function diagnosticsHandlers(
  host: Host,
  holder: DeskHolder,
): Pick<Handlers, keyof typeof diagnosticsVerbs> {
  /** What each caller has read: exactly that is saved. */
  const read = new Map<string, string>();
  return {
    async 'diagnostics.read'(_, { callerId }) {
      const { version, build, runtime } = host;
      const text = reportText({
        at: host.effects.now(),
        version,
        build,
        electron: runtime.electron,
        runtime: runtime.kind,
        machine: {
          platform: os.platform(),
          release: os.release(),
          arch: os.arch(),
          cores: os.cpus().length,
          memory: os.totalmem(),
        },
        treasury: holder.desk && (await treasuryFacts(holder.desk)),
        log: host.log.tail(MOST_LINES),
      });
      read.set(callerId, text);
      return ok({ text });
    },
    async 'diagnostics.save'(_, { callerId, place }) {
      const text = read.get(callerId);
      if (text === undefined) return refuse('input-malformed', 'expected a report that was read');
      const file = await place.chooseSaveFile({
        title: 'Save the diagnostic report',
        name: 'sallyport-report.txt',
        kind: { name: 'Text', extension: 'txt' },
      });
      if (file === null) return ok({ file });
      try {
        await writeFile(file, text, { mode: 0o600 });
        return ok({ file });
      } catch {
        return refuse('file-not-written', `the report could not be written to ${file}`);
      }
    },
    async 'diagnostics.note-fault'(fault) {
      host.log.note({ kind: 'fault', place: 'window', fault: cleanFault(fault) });
      return ok({});
    },
  };
}

const ONE = { search: '', offset: 0, limit: 1 };

async function treasuryFacts(desk: AnyDesk): Promise<ReportFacts['treasury']> {
  const { books, policy, treasury, check, hold, line } = desk;
  const [accounts, deposits, alarms, head] = await Promise.all([
    books.accounts.list(ONE, null),
    books.deposits.list(ONE, null),
    books.alarms.open(),
    books.journal.head(),
  ]);
  const node = line?.view() ?? null;
  const { vaults, officers, rules } = policy.present();
  return {
    network: treasury.network.id,
    books: check.view().state,
    held: !hold.check().ok,
    alarms: alarms.length,
    counts: {
      entries: head?.seq ?? 0,
      accounts: accounts.total,
      deposits: deposits.total,
      vaults: vaults.length,
      open: vaults.filter(({ id }) => desk.keys.vaults.state(id) === 'open').length,
      officers: officers.length,
      rules: rules.length,
    },
    node: node && {
      kind: node.kind,
      url: node.url,
      state: node.state,
      code: node.problem?.code ?? null,
      checkpoint: node.checkpoint,
      asOf: node.asOf,
    },
  };
}

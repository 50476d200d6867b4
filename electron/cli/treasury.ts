import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { verbHelp } from '../contract/verb-help.ts';
import { createConsole } from '../stations/console.ts';
import { inputLines } from './input-lines.ts';
import { LineSession } from './line-session.ts';
import { createNodeHost } from './node-host.ts';
import { shownLines } from './shown-text.ts';

const usage = `npm run treasury -- [FOLDER] [--marks FOLDER] [--new-station]

Drives a treasury without a window: one call as JSON on each line in, one answer as JSON on each line out.

  in       {"id": 1, "verb": "VERB", "input": {...}, "path": "FILE"}
           "id" comes back with the answer; "path" answers a verb that asks for a file where the desktop shows a dialog
  out      {"opened": {"ok": true, "value": {}}} is the first line where FOLDER is given, and answers no call; {"opened":
           {"ok": false, "code": "CODE", "message": "..."}} where it could not be opened, and the program ends
           {"id": 1, "ok": true, "value": ...}
           {"id": 1, "ok": false, "code": "CODE", "message": "what was expected and what came"}
           {"notice": ["movements", ...]}, at any time, when something has changed: read again what you show

A password is never on a line: {"$prompt": "text"} asks at the terminal, {"$fd": 3} reads it from a file descriptor. npm
passes no descriptor on; start this file itself for that: node_modules/.bin/node electron/cli/treasury.ts FOLDER 3<FILE
Where another program of the same user has the folder open, this one attaches to it; the officers' open keys stay here.
A folder whose station key lies in a desktop's keychain is attached to while that desktop has it open, and else refused:
--new-station opens it all the same, for reading and for two officers who enrol a new station with "treasury.settle". --marks
names a folder of this program's own, outside of every treasury: how far each journal came is kept in it, so that an older
copy of a treasury is found out when it is opened. It also names this installation: a folder that another one has opened with
marks of its own is a copy here. A desktop keeps its marks in marks/ of its own data.
Without FOLDER, "treasury.open" or "treasury.create-practice" comes first. The end of the input closes the treasury.

Verbs, by the contract of the desktop:
`;

/** `npm run treasury -- [FOLDER] [--help]`. Exit code 0; 1 where the folder cannot be opened; 2 for other arguments. */
async function main(given: readonly string[]): Promise<number> {
  if (given.includes('--help')) {
    process.stdout.write(`${usage}\n${verbHelp()}\n`);
    return 0;
  }
  const options = readOptions(given);
  if (options === null) {
    process.stderr.write(usage);
    return 2;
  }
  const { folder, marks, asNewStation } = options;
  const log = (line: string) => void process.stderr.write(`${shownLines(line)}\n`);
  const { version } = JSON.parse(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));
  const host = createNodeHost({
    version,
    notify: (topics) => session.notify(topics),
    report: log,
    marks,
  });
  const treasury = createConsole(host, ({ channel, kind, detail }) => log(`${channel}: ${kind}: ${detail}`));
  const session = new LineSession(treasury, (line) => void process.stdout.write(line));
  const end = () => void process.stdin.destroy();
  // Nobody reads any more: the treasury is closed as at the end of the input.
  process.stdout.on('error', end);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, end);
  try {
    if (folder !== undefined) {
      const isOpen = await session.open(() => treasury.open(path.resolve(folder), { asNewStation }));
      if (!isOpen) return 1;
    }
    for await (const line of inputLines(untilEnded(process.stdin))) {
      if (line.ok) await session.take(line.value);
      else session.say({ id: null, ...line });
    }
    return 0;
  } finally {
    end();
    await treasury.close();
  }
}

interface TreasuryOptions {
  readonly folder: string | undefined;
  readonly marks: string | null;
  readonly asNewStation: boolean;
}

/** @returns null for anything that the usage does not name */
function readOptions(args: readonly string[]): TreasuryOptions | null {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      allowPositionals: true,
      options: { marks: { type: 'string' }, 'new-station': { type: 'boolean' } },
    });
    if (positionals.length > 1) return null;
    const marks = values.marks === undefined ? null : path.resolve(values.marks);
    return { folder: positionals[0], marks, asNewStation: values['new-station'] ?? false };
  } catch {
    return null;
  }
}

/** A stream that is ended by a signal, or that cannot be read any more, has come to its end. */
async function* untilEnded(input: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  try {
    yield* input;
  } catch {
    // What was read is answered.
  }
}

process.exitCode = await main(process.argv.slice(2));

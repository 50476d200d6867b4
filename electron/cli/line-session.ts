import { resolve } from 'node:path';
import * as v from 'valibot';
import { type Channel, channels } from '../contract/contract.ts';
import { toLineValue } from '../contract/line-values.ts';
import type { CallerPlace } from '../contract/serve.ts';
import type { Topic } from '../contract/topics.ts';
import { isRecord, readJson } from '../core/json.ts';
import { type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { wipeBytes } from '../core/wipe.ts';
import type { Console } from '../stations/console.ts';
import { NoSecret, withSecrets } from './secrets.ts';
import { shownJson } from './shown-text.ts';

const isChannel = (verb: unknown): verb is Channel => channels.some((known) => known === verb);

const callSchema = v.strictObject({
  /** Comes back with the answer. */
  id: v.optional(v.union([v.string(), v.number()])),
  verb: v.custom<Channel>(isChannel, 'a verb of the contract; --help lists them'),
  input: v.optional(v.unknown(), {}),
  /** The file that a verb asks for where the desktop shows a dialog. */
  path: v.optional(v.string()),
});
type Call = v.InferOutput<typeof callSchema>;

const CALLER = 'command line';

/** Answers calls that come as lines of JSON, one after the other, each with one line. */
export class LineSession {
  readonly #console: Pick<Console, 'answer'>;
  readonly #write: (line: string) => void;
  /** Whether a folder is being opened: the first line tells how that went, and no notice comes before it. */
  #isOpening = false;

  constructor(console: Pick<Console, 'answer'>, write: (line: string) => void) {
    this.#console = console;
    this.#write = write;
  }

  /** Opens a folder, and tells how that went: a line that answers no call. @returns whether it is open */
  async open(opening: () => Promise<Result<unknown>>): Promise<boolean> {
    this.#isOpening = true;
    const opened = await opening();
    this.#isOpening = false;
    this.say({ opened: opened.ok ? { ok: true, value: {} } : opened });
    return opened.ok;
  }

  async take(line: string): Promise<void> {
    if (line.trim() === '') return;
    const json = parseJson(line);
    if (!json.ok) return this.say({ id: null, ...json });
    const call = parseWith(callSchema, json.value);
    if (!call.ok) return this.say({ id: idIn(json.value), ...call });
    const answer = await this.#answer(call.value);
    this.say({ id: call.value.id ?? null, ...answer });
  }

  notify(topics: readonly Topic[]): void {
    if (!this.#isOpening) this.say({ notice: topics });
  }

  say(message: object): void {
    this.#write(`${shownJson(JSON.stringify(toLineValue(message)))}\n`);
  }

  async #answer({ verb, input: named, path }: Call): Promise<Result<unknown>> {
    let input: unknown = null;
    try {
      input = await withSecrets(named);
      return await this.#console.answer(verb, input, { callerId: CALLER, place: placeOf(path) });
    } catch (error) {
      if (error instanceof NoSecret) return refuse('input-malformed', error.message);
      throw error;
    } finally {
      wipeBytes(input);
    }
  }
}

function parseJson(line: string): Result<unknown> {
  const json = readJson(line);
  return json.ok
    ? json
    : refuse(
        'input-malformed',
        `${json.message}: a line like {"id": 1, "verb": "app.read", "input": {"as": null}}`,
      );
}

/** The id of a line that is no call, so that its refusal can be told apart; null where it has none. */
function idIn(json: unknown): string | number | null {
  const id = isRecord(json) ? json['id'] : null;
  return typeof id === 'string' || typeof id === 'number' ? id : null;
}

/** A file is one of this program's working folder, also where another program writes it. */
const placeOf = (named: string | undefined): CallerPlace =>
  placeAt(named === undefined ? null : resolve(named));

const noClipboard = async () => refuse('input-malformed', 'a command line has no clipboard');

const placeAt = (path: string | null): CallerPlace => ({
  chooseFolder: async () => path,
  chooseStronghold: async () => path,
  chooseBackup: async () => path,
  chooseEnvelope: async () => path,
  chooseEmptyFolder: async () => path,
  chooseWalletFolder: async () => path,
  chooseSaveFile: async () => path,
  copyAddress: noClipboard,
  copyTransaction: noClipboard,
});

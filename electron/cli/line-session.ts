import * as v from 'valibot';
import { channels } from '../contract/contract.ts';
import { toLineValue } from '../contract/line-values.ts';
import type { CallerPlace } from '../contract/serve.ts';
import type { Topic } from '../contract/topics.ts';
import { isRecord } from '../core/json.ts';
import { type Result, refuse } from '../core/result.ts';
import { parseWith } from '../core/schema.ts';
import { wipeBytes } from '../core/wipe.ts';
import type { Console } from '../stations/console.ts';
import { NoSecret, withSecrets } from './secrets.ts';

const callSchema = v.strictObject({
  /** Comes back with the answer. */
  id: v.optional(v.union([v.string(), v.number()])),
  verb: v.picklist(channels, 'expected a verb of the contract; --help lists them'),
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

  constructor(console: Pick<Console, 'answer'>, write: (line: string) => void) {
    this.#console = console;
    this.#write = write;
  }

  async take(line: string): Promise<void> {
    if (line.trim() === '') return;
    const call = parseCall(line);
    if (!call.ok) return this.say({ id: idIn(line), ...call });
    const answer = await this.#answer(call.value);
    this.say({ id: call.value.id ?? null, ...answer });
  }

  notify(topics: readonly Topic[]): void {
    this.say({ notice: topics });
  }

  say(message: object): void {
    this.#write(`${JSON.stringify(toLineValue(message))}\n`);
  }

  async #answer({ verb, input: named, path }: Call): Promise<Result<unknown>> {
    let input: unknown = null;
    try {
      input = await withSecrets(named);
      return await this.#console.answer(verb, input, { callerId: CALLER, place: placeOf(path ?? null) });
    } catch (error) {
      if (error instanceof NoSecret) return refuse('input-malformed', error.message);
      throw error;
    } finally {
      wipeBytes(input);
    }
  }
}

function parseCall(line: string): Result<Call> {
  let json: unknown;
  try {
    json = JSON.parse(line);
  } catch {
    return refuse(
      'input-malformed',
      'expected a line of JSON like {"id": 1, "verb": "app.read", "input": {"as": null}}',
    );
  }
  return parseWith(callSchema, json);
}

/** The id of a line that is no call, so that its refusal can be told apart; null where it has none. */
function idIn(line: string): string | number | null {
  try {
    const json: unknown = JSON.parse(line);
    const id = isRecord(json) ? json['id'] : null;
    return typeof id === 'string' || typeof id === 'number' ? id : null;
  } catch {
    return null;
  }
}

const placeOf = (path: string | null): CallerPlace => ({
  chooseFolder: async () => path,
  chooseStronghold: async () => path,
  chooseSaveFile: async () => path,
  copyAddress: async () => refuse('input-malformed', 'a command line has no clipboard'),
});

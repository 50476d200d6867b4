import * as v from 'valibot';
import { removeJoinDrafts } from '../console/envelopes/join-drafts.ts';
import { appViewSchema } from '../contract/app.ts';
import type { Channel } from '../contract/contract.ts';
import { type AnswerCall, createAnswer, type ServeReport } from '../contract/serve.ts';
import type { StationRule } from '../core/actor.ts';
import { ok, type Result } from '../core/result.ts';
import { wipeBytes } from '../core/wipe.ts';
import type { DeskOptions } from './desk.ts';
import { DeskHolder } from './desk-holder.ts';
import { createHandlers } from './handlers/handlers.ts';
import type { Host } from './host.ts';

/** The console of one process: answers the contract for every caller. */
export interface Console {
  readonly answer: AnswerCall;
  /** Opens a treasury's folder, or attaches to the process that has it open. */
  open(folder: string, options?: Pick<DeskOptions, 'asNewStation'>): Promise<Result<void>>;
  /** Locks the station by one of its rules; where it is attached to, the other process locks it, and the officers here are signed out. */
  lock(rule: StationRule): Promise<Result<void>>;
  close(): Promise<void>;
  /** A caller is gone: its officers are signed out. */
  forget(callerId: string): Promise<Result<void>>;
}

/** Puts the console together for a desktop or a command line. Nothing is open yet. */
export function createConsole(host: Host, report: (report: ServeReport) => void): Console {
  const holder = new DeskHolder(host);
  const handlers = createHandlers(host, holder);
  const local = createAnswer({ handlers, report });
  // What a kill has left there has a copy of an officer's key; nobody waits for it, and a next start tries again.
  void removeJoinDrafts(host.treasuries).catch(() => {});
  holder.serveWith(local);
  return {
    answer: noteRefusals(host, answerAnywhere(holder, local)),
    open: (folder, options) => holder.open(folder, options),
    lock: (rule) => holder.lock({ rule }),
    close: () => holder.close(),
    forget: (callerId) => holder.forget(callerId),
  };
}

/** Has the log keep which call was refused and why, and nothing of what it was given. */
const noteRefusals =
  ({ log }: Pick<Host, 'log'>, answer: AnswerCall): AnswerCall =>
  async (verb, input, context) => {
    const answered = await answer(verb, input, context);
    if (!answered.ok) log.note({ kind: 'refused', verb, code: answered.code });
    return answered;
  };

/** Answered by this process also where the treasury is open in another one. */
const here: ReadonlySet<Channel> = new Set<Channel>([
  'settings.write',
  'settings.idle-lock',
  'treasury.create-practice',
  'treasury.choose-folder',
  'treasury.open',
  'treasury.open-as-new-station',
  'treasury.close',
  'diagnostics.read',
  'diagnostics.save',
  'diagnostics.note-fault',
  'backup.choose-file',
  'backup.look',
  'backup.choose-target',
  'backup.restore',
  'backup.leave',
  'station.look',
  'station.choose-key',
  'station.join',
]);

/** Answers here, or has the process answer that has the treasury open. */
function answerAnywhere(holder: DeskHolder, local: AnswerCall): AnswerCall {
  return async (verb, input, context) => {
    const { attached } = holder;
    if (attached === null || here.has(verb)) return local(verb, input, context);
    try {
      if (verb === 'officer.sign-in') return await attached.signIn(input);
      const answer = await attached.answer(verb, input, context);
      return verb === 'app.read' ? withOwnPlace(answer, await local(verb, input, context)) : answer;
    } finally {
      wipeBytes(input);
    }
  };
}

/** The treasury as the other process tells it, the program and its settings as they are here. */
function withOwnPlace(there: Result<unknown>, own: Result<unknown>): Result<unknown> {
  if (!there.ok || !own.ok) return there;
  const [theirs, ours] = [v.safeParse(appViewSchema, there.value), v.safeParse(appViewSchema, own.value)];
  return theirs.success && ours.success ? ok({ ...ours.output, treasury: theirs.output.treasury }) : there;
}

import type { NodeView } from '../../contract/node.ts';
import { type ErrorCode, proofCodes } from '../../core/error-code.ts';
import { isPractice } from '../../core/network-id.ts';
import { ok, type Refusal, Refused, type Result, refuse } from '../../core/result.ts';
import { theStation } from '../actor.ts';
import { checkClock, clockCaution } from '../movements/check-clock.ts';
import type { LedgerParts } from '../movements/submit-stored.ts';
import { timeOfEnds } from '../movements/time-of-ends.ts';
import type { HoldPart } from '../treasury/folder-hold.ts';
import { CheckpointReader, type UnprovenParts } from './follow-checkpoints.ts';
import { CreationGrades } from './grade-creations.ts';
import { readHoldings, watchAddresses } from './keep-holdings.ts';
import type { FactNotes } from './note-facts.ts';
import { pruningNear } from './pruning-near.ts';
import { endDead, endIdleCancellations, type SendParts, sendAgain, type Tries } from './send-again.ts';
import { settleUnseen } from './settle-unseen.ts';

export interface FollowerParts extends LedgerParts, UnprovenParts {
  /** The genesis that the treasury was made on. */
  readonly genesis: string;
  /** A station that is not enrolled writes nothing down; in a folder that is held nothing is sent. */
  readonly hold: Pick<HoldPart, 'view' | 'check' | 'settled'>;
  readonly policy: SendParts['policy'];
  readonly check: SendParts['check'];
  /** Has the journal note what was taken in. */
  readonly notes: Pick<FactNotes, 'note'>;
}

/** So many checkpoints more than were taken in, and the figures are old ones. */
const FAR = 200n;

/** Machines behind one address may be some seconds apart: for so long it is no fault, milliseconds. */
const RACE_MS = 10_000;
const raceCodes: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'node-behind',
  'node-index-late',
  'holdings-disagree',
]);

/** So long the same alarm about the same address is not written down again, milliseconds: a node that lies at every other look fills no journal. */
const ALARM_AGAIN_MS = 60 * 60_000;

/** So long a look waits for the end of the check of the books before it goes on, milliseconds. */
const SOON_MS = 1_000;

/** A step of one look. Those marked so are left out while the node does not know what was taken in already. */
interface Step {
  readonly needsHistory: boolean;
  readonly run: () => Promise<Result<void>>;
}

/** Follows the ledger and keeps deposits, holdings and payments true to it. A crash repeats or loses nothing. */
export class LedgerFollower {
  readonly #parts: FollowerParts;
  readonly #checkpoints: CheckpointReader;
  readonly #tries: Tries = { sent: new Map(), compared: new Map() };
  readonly #askedAt = new Map<string, number>();
  /** When an alarm was written down last, by its code and address. */
  readonly #alarmedAt = new Map<string, number>();
  readonly #grades: CreationGrades;
  readonly #holdingsPlace = { after: '' };
  readonly #shown = new Map<string, number>();
  #view: NodeView;
  /** What of the view whoever shows it was told last. */
  #told = '';
  #running: Promise<void> | null = null;
  #stopped = false;
  /** Since when a node that was well is a little behind; null where it is not. */
  #raceSince: number | null = null;
  /** How often another node was put behind the line. */
  #changes = 0;
  /** The problem in the view is that of the node before. */
  #inherits = false;

  private constructor(parts: FollowerParts, view: NodeView) {
    this.#parts = parts;
    this.#view = view;
    this.#grades = new CreationGrades(parts);
    this.#checkpoints = new CheckpointReader(parts, {
      taken: (sequence) => {
        this.#view = { ...this.#view, checkpoint: sequence.toString(), asOf: parts.effects.now() };
      },
      proven: ({ epoch, members, weight, total }) => {
        const proof = {
          epoch: epoch.toString(),
          members,
          weight: weight.toString(),
          total: total.toString(),
        };
        const isNews = this.#view.proof?.epoch !== proof.epoch;
        this.#view = { ...this.#view, proof };
        if (isNews) parts.effects.notify(['app']);
      },
      newestTold: (newest) => this.#newestTold(newest),
      timeTold: (ledgerAt) => {
        parts.recorder.noteLedgerTime(ledgerAt);
        this.#view = { ...this.#view, ledgerAt };
      },
    });
  }

  static async create(parts: FollowerParts): Promise<LedgerFollower> {
    const cursor = await parts.books.cursor.get();
    return new LedgerFollower(parts, {
      url: parts.line.url,
      restsOn: 'one',
      kind: 'address',
      endpoints: [],
      hasOwn: false,
      history: null,
      way: { proxy: null, login: false, certificates: [] },
      state: 'connecting',
      problem: null,
      newest: null,
      lowest: null,
      pruning: null,
      stopped: null,
      nextTryAt: null,
      checkpoint: cursor && cursor.next > 0n ? (cursor.next - 1n).toString() : null,
      asOf: cursor?.asOf ?? null,
      ledgerAt: null,
      caution: null,
      proof: null,
    });
  }

  view(): NodeView {
    const { line, unproven } = this.#parts;
    const restsOn = line.proves ? 'validators' : unproven() === 'two-agree' ? 'two' : 'one';
    return { ...this.#view, restsOn };
  }

  /** See `LinePart.kept`. */
  kept(): string | null {
    return this.#checkpoints.kept();
  }

  /** See `LinePart.isOfPresentEpoch`. */
  isOfPresentEpoch(): Promise<boolean> {
    return this.#checkpoints.isOfPresentEpoch();
  }

  /**
   * Another node is behind the line now: nothing that the one before said counts, and its history is to be proven.
   * @param how.afterFailure what the one before failed with stays in the view until this one was looked at: a desk without
   * any node does not look as if it were connecting
   */
  changed({ afterFailure = false } = {}): void {
    this.#changes += 1;
    this.#askedAt.clear();
    this.#grades.again();
    this.#checkpoints.forgetNode();
    this.#raceSince = null;
    const { url } = this.#parts.line;
    const { problem } = this.#view;
    const stays = afterFailure && problem !== null && !alarmCodes.has(problem.code);
    this.#inherits = stays;
    this.#set({
      ...this.#view,
      url,
      state: stays ? 'problem' : 'connecting',
      problem: stays ? problem : null,
      caution: null,
      newest: null,
      lowest: null,
      pruning: null,
      proof: null,
    });
  }

  /** Looks once; a second call while one runs waits for that one. What goes wrong is in the view. */
  look(): Promise<void> {
    this.#running ??= this.#look().finally(() => {
      this.#running = null;
    });
    return this.#running;
  }

  /** Begins nothing new; settles when a look under way has ended. */
  async stop(): Promise<void> {
    this.#stopped = true;
    await this.#running;
  }

  /**
   * The ledger first: what it settles need not be sent again. Each step runs whatever became of the others, so that
   * a node that fails at one of them (or lies about one address) stops neither deposits nor payments in doubt.
   */
  async #look(): Promise<void> {
    if (this.#stopped || this.#parts.hold.view().enrolment !== null) return;
    const asked = this.#changes;
    const genesis = await attempt(() => this.#checkGenesis());
    if (asked !== this.#changes) return;
    if (!genesis.ok) return this.#fail(genesis);
    let problem: Refusal | null = null;
    for (const { needsHistory, run } of this.#steps()) {
      // What another node was asked before says nothing of this one.
      if (this.#stopped || asked !== this.#changes) return;
      // A node that does not know what was taken in already is believed in nothing; signed bytes may go to any.
      if (needsHistory && isStrange(problem)) continue;
      const done = await attempt(run);
      if (!done.ok && !isOfBooks(done)) problem ??= done;
    }
    if (asked !== this.#changes) return;
    const clock = checkClock(this.#view.ledgerAt, this.#parts.effects.now());
    this.#view = { ...this.#view, caution: problem || !clock.ok ? null : this.#clockCaution() };
    if (problem) return this.#fail(problem);
    this.#raceSince = null;
    if (!clock.ok) {
      const { code, message } = clock;
      return this.#set({ ...this.#view, state: 'problem', problem: { code, message } });
    }
    const state = this.#checkpoints.atEnd() ? 'connected' : 'catching-up';
    this.#set({ ...this.#view, state, problem: null });
  }

  /** Judged only where the newest checkpoint was read: old ones that are still to be taken in say nothing of a clock. */
  #clockCaution(): NodeView['caution'] {
    const { line, effects } = this.#parts;
    const caution = clockCaution({
      ledgerAt: this.#view.ledgerAt,
      nodeAt: line.nodeTime(),
      now: effects.now(),
      quiet: isPractice(line.network) || !this.#checkpoints.atEnd(),
    });
    return caution && { code: caution.code, message: caution.message };
  }

  #steps(): readonly Step[] {
    const parts = this.#parts;
    const { line, effects } = parts;
    const sending = {
      ...parts,
      isOfPresentEpoch: () => this.isOfPresentEpoch(),
      timeOfEnds: () => timeOfEnds({ line: { line, view: () => this.#view }, effects }),
    };
    const send = async () => (parts.hold.check().ok ? sendAgain(sending, this.#tries) : ok(undefined));
    return [
      { needsHistory: false, run: () => this.#checkpoints.read() },
      { needsHistory: false, run: async () => (this.#checkpoints.waits() ? send() : ok(undefined)) },
      { needsHistory: true, run: () => this.#readWhenWhole() },
      { needsHistory: true, run: () => readHoldings(parts, this.#holdingsPlace) },
      { needsHistory: true, run: () => watchAddresses(parts, this.#shown) },
      { needsHistory: false, run: () => endDead(parts) },
      { needsHistory: false, run: () => endIdleCancellations(parts) },
      { needsHistory: false, run: send },
      { needsHistory: true, run: () => settleUnseen(parts, this.#askedAt) },
      {
        needsHistory: true,
        run: async () => (this.#checkpoints.atEnd() ? this.#grades.look() : ok(undefined)),
      },
      { needsHistory: false, run: () => parts.notes.note() },
    ];
  }

  /** What waited for the check of the books is taken in as soon as that has ended. */
  async #readWhenWhole(): Promise<Result<void>> {
    if (!this.#checkpoints.waits()) return ok(undefined);
    const whole = await this.#parts.check.whole(SOON_MS);
    return whole.ok ? this.#checkpoints.read() : whole;
  }

  async #checkGenesis(): Promise<Result<void>> {
    const genesis = await this.#parts.line.genesis();
    if (!genesis.ok) return genesis;
    if (genesis.value === this.#parts.genesis) return ok(undefined);
    return refuse(
      'node-network-mismatch',
      `expected genesis ${this.#parts.genesis}, the node follows ${genesis.value}`,
    );
  }

  async #fail({ code, message }: Refusal): Promise<void> {
    this.#checkpoints.forgetNode(); // another node may be behind the address by the next look
    if (this.#isRace(code)) return;
    if (this.#isNewAlarm(code)) await this.#raise({ code, message });
    this.#set({ ...this.#view, state: 'problem', problem: { code, message } });
  }

  #isNewAlarm(code: ErrorCode): boolean {
    if (!alarmCodes.has(code) || this.#view.problem?.code === code) return false;
    const before = this.#alarmedAt.get(`${code} ${this.#view.url}`);
    return before === undefined || Math.abs(this.#parts.effects.now() - before) >= ALARM_AGAIN_MS;
  }

  async #raise(problem: Pick<Refusal, 'code' | 'message'>): Promise<void> {
    const what = `${problem.code} ${this.#view.url}`;
    const recorded = await attempt(() => this.#recordAlarm(problem));
    if (recorded.ok) this.#alarmedAt.set(what, this.#parts.effects.now());
  }

  /** A node that was well answers from a machine that is a little late: it is asked again before anything is said. */
  #isRace(code: ErrorCode): boolean {
    const { state } = this.#view;
    if (!raceCodes.has(code) || state === 'connecting' || state === 'problem') return false;
    const now = this.#parts.effects.now();
    this.#raceSince ??= now;
    return Math.abs(now - this.#raceSince) < RACE_MS;
  }

  #recordAlarm(problem: Pick<Refusal, 'code' | 'message'>): Promise<Result<void>> {
    const nothing = { transactionId: null, checkpoint: null, consumed: [] };
    return this.#parts.recorder.commit({
      expects: [],
      entries: [
        {
          kind: 'node-alarm',
          actor: theStation('ledger-followed'),
          body: { ...problem, ...nothing, url: this.#view.url },
        },
      ],
      answer: undefined,
    });
  }

  /** A node that is far ahead is said to be, while the way to it is read. */
  #newestTold(newest: bigint): void {
    if (this.#inherits) this.#view = { ...this.#view, state: 'connecting', problem: null };
    this.#inherits = false;
    const { state, checkpoint } = this.#view;
    const left = newest - BigInt(checkpoint ?? newest);
    const lowest = this.#parts.line.lowest()?.toString() ?? null;
    const view = { ...this.#view, newest: newest.toString(), lowest };
    if (state !== 'problem' && left > FAR) this.#set({ ...view, state: 'catching-up' });
    else this.#view = view;
  }

  #set(told: NodeView): void {
    const view = { ...told, pruning: told.problem === null ? pruningNear(told) : null };
    const words = wordsOf(view);
    const changed = words !== this.#told;
    this.#told = words;
    this.#view = view;
    if (changed) this.#parts.effects.notify(['app', 'journal']);
  }
}

const wordsOf = ({ state, problem, caution, pruning }: NodeView): string =>
  [state, problem?.code, caution?.code, pruning?.code].join(' ');

const alarmCodes: ReadonlySet<ErrorCode> = new Set([
  'node-balance-mismatch',
  'node-network-mismatch',
  'node-other-history',
  'nodes-disagree',
  'histories-two',
]);
const strangeCodes: ReadonlySet<ErrorCode> = new Set([
  'node-network-mismatch',
  'node-other-history',
  'node-behind',
  'node-pruned',
  'history-unreachable',
  'history-malformed',
  'history-too-large',
  'node-unproven',
  'nodes-disagree',
  ...proofCodes,
]);
/** The books are no trouble of the node: what they wait for is said where they are shown. */
const ofBooks: ReadonlySet<ErrorCode> = new Set<ErrorCode>(['books-being-checked', 'books-differ']);
const isOfBooks = ({ code }: Refusal): boolean => ofBooks.has(code);

const isStrange = (problem: Refusal | null): boolean => problem !== null && strangeCodes.has(problem.code);

/** What a step throws (a bug, a full disk) ends that step only, and is shown as its refusal. */
async function attempt<T>(step: () => Promise<Result<T>>): Promise<Result<T>> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof Refused) return error.refusal;
    return refuse('internal-error', error instanceof Error ? error.message : String(error));
  }
}

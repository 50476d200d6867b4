import path from 'node:path';
import type { Caller } from '../console/officers/callers.ts';
import type { PasswordGate } from '../console/officers/password-gate.ts';
import { endCaller } from '../console/officers/sign-in.ts';
import type { LockedBy } from '../console/treasury/lock-station.ts';
import { readTreasuryFile } from '../console/treasury/treasury-folder.ts';
import type { AnswerCall } from '../contract/serve.ts';
import type { Topic } from '../contract/topics.ts';
import type { StationRule } from '../core/actor.ts';
import { ok, type Refusal, type Result, refuse } from '../core/result.ts';
import type { AnyDesk } from './any-desk.ts';
import { AttachedDesk } from './attach/attached-desk.ts';
import { rememberedTries } from './attach/remembered-tries.ts';
import { type StationSocket, serveSocket } from './attach/station-socket.ts';
import { inEveryCase } from './begin-and-end.ts';
import { CeremonyOwner } from './ceremony-owner.ts';
import { type DeskOptions, openDesk } from './desk.ts';
import { gatherNotices } from './gather-notices.ts';
import type { Host } from './host.ts';
import { openOfficerDesk } from './officer.ts';
import type { StationEffects } from './station-effects.ts';

/** Who locks: the station by one of its rules, or somebody at a caller. */
export type HeldBy =
  | { readonly rule: StationRule }
  | { readonly callerId: string; readonly as: string | null };

/**
 * The one treasury that this process works with, and everybody who calls it: open here and served to others on its
 * socket, or open in another process and attached to.
 */
export class DeskHolder {
  readonly effects: StationEffects;
  readonly ceremonyOwner = new CeremonyOwner();
  readonly #host: Host;
  readonly #passwords: PasswordGate;
  readonly #callers = new Map<string, Caller>();
  #desk: AnyDesk | null = null;
  #attached: AttachedDesk | null = null;
  #socket: StationSocket | null = null;
  #opening = false;
  /** The state of the node that the log has last. */
  #noted = '';
  #answer: AnswerCall | null = null;

  constructor(host: Host) {
    this.#host = host;
    this.#passwords = rememberedTries(host.effects.now);
    this.effects = { ...host.effects, notify: gatherNotices((topics) => this.#tell(topics)) };
  }

  /** The treasury that is open in this process. */
  get desk(): AnyDesk | null {
    return this.#desk;
  }

  /** The treasury that another process has open. */
  get attached(): AttachedDesk | null {
    return this.#attached;
  }

  /** Whether a treasury is open or attached to, or just being opened. */
  get busy(): boolean {
    return this.#desk !== null || this.#attached !== null || this.#opening;
  }

  /** Serves every treasury that is opened from now on to attached processes. */
  serveWith(answer: AnswerCall): void {
    this.#answer = answer;
  }

  /**
   * Opens a treasury's folder, or attaches to the process that has it open. Refuses `treasury-in-use` while another one is
   * open here or where the other process lets nobody attach, and what `openDesk` refuses.
   */
  async open(folder: string, options: Pick<DeskOptions, 'asNewStation'> = {}): Promise<Result<void>> {
    if (this.busy) return refuse('treasury-in-use', 'close the open treasury first');
    this.#opening = true;
    try {
      const opened = await this.#openAny(path.resolve(folder), options);
      if (opened.ok) await this.#take(opened.value);
      else if (!mayBeOpenElsewhere(opened) || !(await this.#attach(path.resolve(folder)))) return opened;
      this.effects.notify(['app', 'accounts', 'deposits', 'movements', 'journal', 'ceremony']);
      return ok(undefined);
    } finally {
      this.#opening = false;
    }
  }

  async #openAny(folder: string, options: Pick<DeskOptions, 'asNewStation'>): Promise<Result<AnyDesk>> {
    const file = await readTreasuryFile(folder);
    return file.ok && file.value.node.kind === 'none'
      ? openOfficerDesk(folder, this.effects)
      : openDesk(folder, this.effects, options);
  }

  /**
   * Locks every vault and signs every officer of every caller out, here or in the process that has the treasury open.
   * @param by the rule, or the caller at which somebody locks by hand, and who that is; null for nobody who is signed in
   */
  async lock(by: HeldBy): Promise<Result<void>> {
    if (this.#attached) return this.#attached.lock();
    const locked =
      this.#desk === null ? ok(undefined) : await this.#desk.lock(this.#lockedBy(this.#desk, by));
    this.tellOfCeremony();
    return locked;
  }

  #lockedBy(desk: AnyDesk, by: HeldBy): LockedBy {
    if ('rule' in by) return by;
    const { callerId, as } = by;
    return as === null ? { rule: 'lock-unnamed' } : { caller: this.callerOf(desk, callerId), officerId: as };
  }

  /** Closes the treasury, or lets go of the one that is attached to. */
  async close(): Promise<void> {
    const [desk, socket, attached] = [this.#desk, this.#socket, this.#attached];
    this.#desk = null;
    this.#socket = null;
    this.#attached = null;
    this.#callers.clear();
    await inEveryCase(
      () => attached?.close(),
      () => socket?.close(),
      () => desk?.close(),
      () => this.tellOfCeremony(),
      () => this.effects.notify(['app']),
    );
  }

  /** The caller of this id at the open desk; the same one until {@link forget}. */
  callerOf(desk: AnyDesk, callerId: string): Caller {
    const known = this.#callers.get(callerId);
    if (known) return known;
    const caller = desk.callers.open();
    this.#callers.set(callerId, caller);
    return caller;
  }

  /** A window was closed, or an attached program has ended: its ceremony is called off, its officers are signed out. */
  async forget(callerId: string): Promise<Result<void>> {
    const caller = this.#callers.get(callerId);
    this.#callers.delete(callerId);
    const desk = this.#desk;
    if (desk === null) return ok(undefined);
    const calledOff = await this.ceremonyOwner.forget(desk, callerId);
    this.tellOfCeremony();
    const signedOut = caller ? await endCaller(desk, desk.callers, caller) : ok(undefined);
    return calledOff.ok ? signedOut : calledOff;
  }

  /** Tells the host whether a ceremony is under way here. */
  tellOfCeremony(): void {
    const session = this.#desk?.ceremonies.session ?? null;
    this.#host.onCeremony(session !== null && !session.ended);
  }

  async #take(desk: AnyDesk): Promise<void> {
    this.#desk = desk;
    this.#host.settings.remember({ name: desk.treasury.file().name, folder: desk.treasury.folder });
    if (!this.#answer) return;
    // Without a socket the treasury is open all the same; a second program is then told that it is in use.
    const served = await serveSocket(this, this.#answer);
    if (served.ok) this.#socket = served.value;
    else this.#host.report(`${served.code}: ${served.message}`);
  }

  async #attach(folder: string): Promise<boolean> {
    const attached = await AttachedDesk.attach(folder, {
      effects: this.effects,
      passwords: this.#passwords,
    });
    if (!attached.ok) {
      this.#host.report(`${attached.code}: ${attached.message}`);
      return false;
    }
    this.#attached = attached.value;
    attached.value.onEnd(() => {
      if (this.#attached !== attached.value) return;
      this.#attached = null;
      this.tellOfCeremony();
      this.effects.notify(['app', 'lock']);
    });
    return true;
  }

  #tell(topics: readonly Topic[]): void {
    if (topics.includes('app')) this.#noteNode();
    this.#host.notify(topics);
    this.#socket?.notify(topics);
    if (this.#attached && topics.includes('ceremony')) void this.#tellCeremonyThere(this.#attached);
  }

  #noteNode(): void {
    const view = this.#desk?.line?.view();
    if (!view) return;
    const [state, code] = [view.state, view.problem?.code ?? view.stopped?.code ?? null];
    if (`${state} ${code}` === this.#noted) return;
    this.#noted = `${state} ${code}`;
    this.#host.log.note({ kind: 'node', state, code });
  }

  /** A ceremony of the process that has the treasury open is shown by this one too. */
  async #tellCeremonyThere(attached: AttachedDesk): Promise<void> {
    const underWay = await attached.ceremonyUnderWay();
    if (underWay !== null && this.#attached === attached) this.#host.onCeremony(underWay);
  }
}

/** Whether another process may have the folder open: the desktop has its key in a keychain that this one does not have. */
const mayBeOpenElsewhere = ({ code }: Refusal): boolean =>
  code === 'treasury-in-use' || code === 'station-key-in-keychain';

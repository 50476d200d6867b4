import { rmSync } from 'node:fs';
import path from 'node:path';
import type { Actor } from '../../../electron/console/actor.ts';
import { envelopeView } from '../../../electron/console/envelopes/envelope-views.ts';
import type { Inside } from '../../../electron/console/envelopes/look-at-envelope.ts';
import { lookAtEnvelope } from '../../../electron/console/envelopes/look-at-envelope.ts';
import { makeEnvelope } from '../../../electron/console/envelopes/make-envelope.ts';
import { repliesContents } from '../../../electron/console/envelopes/replies-contents.ts';
import { takeEnvelope } from '../../../electron/console/envelopes/take-envelope.ts';
import { approve } from '../../../electron/console/movements/approve.ts';
import { listMovements, readMovement } from '../../../electron/console/movements/movement-views.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { rebuildTables, settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { Refused } from '../../../electron/core/result.ts';
import { openOfficerDesk } from '../../../electron/stations/officer.ts';
import { rebuildBooks } from '../../../electron/stations/rebuild-books.ts';
import { copyFolder } from '../copy-folder.ts';
import { seededNumbers } from '../mutate-bytes.ts';
import { openAlarms } from '../open-alarms.ts';
import { enter, must } from '../treasury-steps.ts';
import { attackFolder } from './attack-folder.ts';
import {
  type AttackedOfficer,
  type OpenedOfficer,
  officerEffects,
  type Proposed,
} from './attacked-officer.ts';

/** What became of one attack on an officer's desk. */
export interface OfficerRound {
  readonly seed: number;
  readonly done: readonly string[];
  /** The code with which the folder was not opened; null where it was. */
  readonly refused: string | null;
  /** What made it work again; `anew`: a desk made of a new treasury envelope. */
  readonly repair: 'none' | 'rebuilt' | 'anew';
  /** What must never happen, in words; none is what a round shows. */
  readonly faults: readonly string[];
}

/**
 * One attack on a copy of an officer's desk: opened, looked at, worked with as hard as its officer can, then repaired.
 * @param seed draws the attack; null attacks nothing
 */
export async function officerRound(world: AttackedOfficer, seed: number | null): Promise<OfficerRound> {
  const place = path.join(world.parent, 'round');
  const [folder, outside] = [path.join(place, 'officer'), path.join(place, 'outside')];
  rmSync(place, { recursive: true, force: true });
  copyFolder(world.folder, folder);
  copyFolder(world.outside, outside);
  const done = seed === null ? [] : attackFolder(folder, world.olders, seededNumbers(seed));
  const round = new Round(world, { folder, outside });
  const refused = await round.attempt();
  const repair = await round.repair();
  return { seed: seed ?? 0, done, refused, repair, faults: round.faults };
}

class Round {
  readonly faults: string[] = [];
  #madeAnew = false;
  #isAnew = false;
  readonly #world: AttackedOfficer;
  #place: { readonly folder: string; readonly outside: string };

  constructor(world: AttackedOfficer, place: { readonly folder: string; readonly outside: string }) {
    this.#world = world;
    this.#place = place;
  }

  /** Opens the folder and does all that its officer can, before and after its books were checked. */
  async attempt(): Promise<string | null> {
    const at = await this.#open();
    if (typeof at === 'string') return at;
    try {
      await this.#work(at, 'later');
      await at.station.check.settled();
      await this.#look(at);
      await this.#work(at, 'all');
    } finally {
      await at.station.close();
    }
    return null;
  }

  /** Makes the desk work again as its officer would, and does what the untouched one could. */
  async repair(): Promise<OfficerRound['repair']> {
    if (await this.#works()) return this.#madeAnew ? 'rebuilt' : 'none';
    if ((await rebuildBooks(this.#place.folder, Date.now())).ok && (await this.#works())) return 'rebuilt';
    const place = path.join(this.#world.parent, 'round');
    this.#place = { folder: path.join(place, 'anew'), outside: path.join(place, 'outside-anew') };
    this.#isAnew = true;
    await this.#world.join(this.#place.folder, this.#place.outside);
    if (!(await this.#works())) this.faults.push('a desk that was made anew does not work');
    return 'anew';
  }

  async #open(): Promise<OpenedOfficer | string> {
    const opened = await openOfficerDesk(this.#place.folder, officerEffects(this.#place.outside));
    if (opened.ok) return { station: opened.value, caller: opened.value.callers.open() };
    if (opened.code === 'internal-error') this.faults.push(`opening: ${opened.message}`);
    return opened.code;
  }

  /** Whether what waits is approved, and the desk that asks takes the answers. */
  async #works(): Promise<boolean> {
    const at = await this.#open();
    if (typeof at === 'string') return false;
    try {
      if (!(await this.#settleBooks(at))) return false;
      if (!(await this.#work(at, 'all'))) return false;
      for (const { id, end } of this.#world.payments) {
        const state = (await at.station.books.movements.get(id))?.state;
        if (!isOver(end) && state !== 'approved') return false;
      }
      return true;
    } catch (error) {
      return this.#note('repair', error) ?? false;
    } finally {
      await at.station.close();
    }
  }

  async #settleBooks(at: OpenedOfficer): Promise<boolean> {
    const { station } = at;
    const ben = await enter(at, 'Ben');
    await station.check.whole();
    if ((await rebuildTables(station, ben)).ok) this.#madeAnew = true;
    await settleAlarm(station, ben, { second: null, alarms: await openAlarms(station) });
    return (await station.check.settled()).ok;
  }

  /** Ben signs in, takes in what comes, approves all that is shown, and gives his answers out: whether the desk takes them. */
  async #work(at: OpenedOfficer, which: 'later' | 'all'): Promise<boolean> {
    try {
      const ben = await enter(at, 'Ben');
      await this.#take(at, ben, which);
      for (const id of await this.#ids(at)) {
        const shown = await readMovement(at.station, nobody, { id });
        if (!shown.ok || !shown.value.decoded) continue;
        const { digest, viewDigest, payments } = shown.value.decoded;
        if ((await approve(at.station, ben, { id, digest, viewDigest })).ok) {
          this.#compare(id, payments, 'approved');
          if (this.#saidNo(id)) this.faults.push(`approved after a no: ${id}`);
        }
      }
      return await this.#answer(at, ben);
    } catch (error) {
      return this.#note('work', error) ?? false;
    }
  }

  async #take({ station }: OpenedOfficer, ben: Actor, which: 'later' | 'all'): Promise<void> {
    const envelope = await this.#world.proposals(which);
    const looked = await lookAtEnvelope(station, envelope.file);
    if (!looked.ok) return;
    const view = must(await envelopeView(station, looked.value));
    if (view.inside.kind !== 'proposals') throw new Error('expected proposals');
    for (const { movementId, payments } of view.inside.proposals) {
      this.#compare(movementId ?? '', payments, 'arrived');
    }
    await takeEnvelope(station, ben, envelope);
  }

  /** What leaves says yes to bytes that were shown, and to nothing that has had a no. */
  async #answer({ station }: OpenedOfficer, ben: Actor): Promise<boolean> {
    const replies = await repliesContents(station);
    if (!replies.ok) return false;
    const { what, about } = replies.value;
    const made = await makeEnvelope(station, ben, what, about);
    if (!made.ok) return false;
    const looked = await lookAtEnvelope(this.#world.desk.station, made.value.bytes);
    if (looked.ok) for (const reply of repliesIn(looked.value.inside)) this.#checkReply(reply);
    return looked.ok;
  }

  #checkReply({ answer }: RepliesInside[number]): void {
    if (answer.kind !== 'approval') return;
    const { subject } = answer.approval.statement;
    const asked = this.#world.payments.find(
      ({ digest }) => subject.kind === 'transaction' && digest === subject.digest,
    );
    if (asked === undefined || this.#saidNo(asked.id)) {
      this.faults.push(`a yes left for ${asked?.end ?? 'other bytes'}`);
    }
  }

  async #ids({ station }: OpenedOfficer): Promise<readonly string[]> {
    const window = { search: '', offset: 0, limit: 100, kind: null, filter: 'all' } as const;
    const { rows } = await listMovements(station, nobody, window);
    return [...new Set([...this.#world.payments.map(({ id }) => id), ...rows.map(({ id }) => id)])];
  }

  /** What an untroubled desk shows for a decision is what was signed. */
  async #look(at: OpenedOfficer): Promise<void> {
    try {
      if (!(await at.station.check.settled()).ok || !at.station.hold.check().ok) return;
      for (const id of await this.#ids(at)) {
        const shown = await readMovement(at.station, nobody, { id });
        if (!shown.ok) continue;
        const { row, decoded } = shown.value;
        this.#compare(row.id, [{ recipient: row.recipient, amount: row.amount }], 'shown in the list');
        if (decoded) this.#compare(row.id, decoded.payments, 'shown');
      }
    } catch (error) {
      this.#note('look', error);
    }
  }

  /** Not at a desk that was made anew: what Ben had said at the other one, and had not given out, is gone with it. */
  #saidNo = (id: string): boolean => !this.#isAnew && isOver(this.#payment(id)?.end);

  #payment = (id: string): Proposed | undefined => this.#world.payments.find((each) => each.id === id);

  #compare(
    id: string,
    payments: readonly { readonly recipient: string; readonly amount: string }[],
    how: string,
  ): void {
    const asked = this.#payment(id);
    const [paid] = payments;
    if (paid?.recipient !== asked?.recipient || BigInt(paid?.amount ?? 0) !== asked?.units) {
      this.faults.push(
        `${how}: ${asked?.end ?? 'what nobody asked for'} pays ${paid?.amount} to ${paid?.recipient}`,
      );
    }
  }

  /** What was refused is told by its code; anything else that is thrown is a fault. */
  #note(where: string, error: unknown): null {
    const isRefused =
      error instanceof Refused || (error instanceof Error && /^[a-z]+(-[a-z]+)+: /.test(error.message));
    if (!isRefused) this.faults.push(`${where}: ${error instanceof Error ? error.stack : String(error)}`);
    return null;
  }
}

type RepliesInside = Extract<Inside, { readonly kind: 'replies' }>['replies'];
const repliesIn = (inside: Inside): RepliesInside => (inside.kind === 'replies' ? inside.replies : []);

const isOver = (end: Proposed['end'] | undefined): boolean => end === 'rejected' || end === 'stopped';

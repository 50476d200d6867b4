import { rmSync } from 'node:fs';
import path from 'node:path';
import { listAddresses } from '../../../electron/console/addresses/list-addresses.ts';
import { approve } from '../../../electron/console/movements/approve.ts';
import { buildQueued } from '../../../electron/console/movements/build-proposal.ts';
import { listMovements, readMovement } from '../../../electron/console/movements/movement-views.ts';
import { sign, submit } from '../../../electron/console/movements/sign.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { rebuildTables, settleAlarm } from '../../../electron/console/treasury/books-alarm.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import type { MovementDetail } from '../../../electron/contract/movements.ts';
import { Refused } from '../../../electron/core/result.ts';
import { openDesk } from '../../../electron/stations/desk.ts';
import { rebuildBooks } from '../../../electron/stations/rebuild-books.ts';
import type { StationEffects } from '../../../electron/stations/station-effects.ts';
import { copyFolder } from '../copy-folder.ts';
import { type OpenedDesk, outsideAt, settle } from '../held-folder.ts';
import { seededNumbers } from '../mutate-bytes.ts';
import { openAlarms } from '../open-alarms.ts';
import { startTreasuryNode, type TreasuryNode } from '../treasury-node.ts';
import { enter, PASSWORD, utf8 } from '../treasury-steps.ts';
import { attackFolder } from './attack-folder.ts';
import { type AttackedTreasury, IOTA, noTimers, type Wish } from './attacked-treasury.ts';

/** What became of one attack. */
export interface Round {
  readonly seed: number;
  readonly done: readonly string[];
  /** The code with which the folder was not opened; null where it was. */
  readonly refused: string | null;
  /** What made it work again. */
  readonly repair: 'none' | 'rebuilt' | 'settled' | 'backup';
  /** What must never happen, in words; none is what a round shows. */
  readonly faults: readonly string[];
}

/** Fees that payments may have taken at most, base units. */
const FEES = IOTA;

/**
 * One attack on a copy of the treasury: opened, looked at, worked with as hard as officers can, then repaired.
 * @param seed draws the attack; null attacks nothing
 */
export async function attackRound(world: AttackedTreasury, seed: number | null): Promise<Round> {
  const place = path.join(world.parent, 'round');
  const [folder, ledger, outside] = ['treasury', 'ledger', 'outside'].map((name) =>
    path.join(place, name),
  ) as [string, string, string];
  rmSync(place, { recursive: true, force: true });
  copyFolder(world.folder, folder);
  copyFolder(world.ledger, ledger);
  copyFolder(world.outside, outside);
  const done = seed === null ? [] : attackFolder(folder, world.olders, seededNumbers(seed));
  const node = await startTreasuryNode({ folder: ledger, ...world.ports });
  const effects: StationEffects = { ...noTimers, ...outsideAt(outside) };
  const round = new AttackedRound(world, { folder, node, effects });
  try {
    const refused = await round.attempt();
    await round.checkPaid();
    const repair = await round.repair(refused);
    await round.checkPaid();
    return { seed: seed ?? 0, done, refused, repair, faults: round.faults };
  } finally {
    await node.stop();
    rmSync(place, { recursive: true, force: true });
  }
}

interface Place {
  readonly folder: string;
  readonly node: TreasuryNode;
  readonly effects: StationEffects;
}

class AttackedRound {
  readonly faults: string[] = [];
  #madeAnew = false;
  readonly #world: AttackedTreasury;
  readonly #place: Place;

  constructor(world: AttackedTreasury, place: Place) {
    this.#world = world;
    this.#place = place;
  }

  /** Opens the folder and does all that officers can, once before and once after its books were checked. */
  async attempt(): Promise<string | null> {
    const opened = await this.#open();
    if (typeof opened === 'string') return opened;
    try {
      await this.#work(opened);
      await opened.station.check.settled();
      await this.#look(opened);
      await this.#work(opened);
    } finally {
      await opened.station.close();
    }
    return null;
  }

  /** Nobody is paid who was refused, nobody twice, and nobody whom no officer asked for. */
  async checkPaid(): Promise<void> {
    const { wishes, hotAddress, addresses, funds } = this.#world;
    const { node } = this.#place;
    let found = await node.balance(hotAddress);
    for (const address of addresses.values()) found += await node.balance(address);
    for (const { recipient, units, end } of wishes) {
      const paid = await node.balance(recipient);
      found += paid;
      const may = end === 'final' ? [units] : isOver(end) ? [0n] : [0n, units];
      if (!may.includes(paid)) this.faults.push(`${end}: ${recipient} has ${paid}`);
    }
    if (found < funds - FEES) this.faults.push(`${funds - found} went where nobody asked for`);
  }

  /** Makes the folder work again as an officer would, and does what the untouched one could. */
  async repair(refused: string | null): Promise<Round['repair']> {
    if (refused === null && (await this.#works(false))) return this.#madeAnew ? 'rebuilt' : 'none';
    if ((await rebuildBooks(this.#place.folder, Date.now())).ok && (await this.#works(false)))
      return 'rebuilt';
    if (await this.#works(true)) return 'settled';
    copyFolder(this.#world.folder, this.#emptied());
    if (!(await this.#works(true))) this.faults.push('a backup does not work again');
    return 'backup';
  }

  #emptied(): string {
    rmSync(this.#place.folder, { recursive: true, force: true });
    return this.#place.folder;
  }

  async #open(): Promise<OpenedDesk | string> {
    const opened = await openDesk(this.#place.folder, this.#place.effects, { nodeTimeoutMs: 10_000 });
    if (!opened.ok) {
      if (opened.code === 'internal-error') this.faults.push(`opening: ${opened.message}`);
      return opened.code;
    }
    const station = opened.value;
    return { station, caller: station.callers.open() };
  }

  /** Whether the payment that was approved, or asked for anew where it may not be paid any more, comes to its end. */
  async #works(settling: boolean): Promise<boolean> {
    const opened = await this.#open();
    if (typeof opened === 'string') return false;
    try {
      if (settling) await settle(opened).catch(() => null);
      const mara = await enter(opened, 'Mara');
      const { hot: vaultId } = this.#world;
      const open = await openVault(opened.station, mara, { vaultId, password: utf8(PASSWORD) });
      if (!open.ok || !(await this.#settleBooks(opened))) return false;
      await this.#work(opened);
      const approved = this.#wish('approved');
      const { node } = this.#place;
      const movement = await opened.station.books.movements.get(approved.id);
      if ((await node.balance(approved.recipient)) === approved.units) return movement?.state === 'final';
      return settling;
    } catch (error) {
      return this.#note('repair', error) ?? false;
    } finally {
      await opened.station.close();
    }
  }

  /** What the screens offer where books differ: the tables are made anew, and two officers settle the alarm. */
  async #settleBooks(at: OpenedDesk): Promise<boolean> {
    const { station } = at;
    const [mara, ben] = [await enter(at, 'Mara'), await enter(at, 'Ben')];
    await station.check.whole();
    if ((await rebuildTables(station, ben)).ok) this.#madeAnew = true;
    await settleAlarm(station, ben, { second: mara, alarms: await openAlarms(station) });
    return (await station.check.settled()).ok;
  }

  #wish(end: Wish['end']): Wish {
    const found = this.#world.wishes.find((wish) => wish.end === end);
    if (!found) throw new Error(`expected a payment that is ${end}`);
    return found;
  }

  /** Both officers sign in, open the vault, and press every button of every movement. */
  async #work(at: OpenedDesk): Promise<void> {
    try {
      const [mara, ben] = [await enter(at, 'Mara'), await enter(at, 'Ben')];
      const { hot: vaultId } = this.#world;
      await openVault(at.station, ben, { vaultId, password: utf8(PASSWORD) });
      for (const id of await this.#ids(at)) {
        await buildQueued(at.station, mara, id);
        const shown = await readMovement(at.station, nobody, { id });
        if (shown.ok && shown.value.decoded) {
          const { digest, viewDigest } = shown.value.decoded;
          const approved = await approve(at.station, ben, { id, digest, viewDigest });
          if (approved.ok) this.#compare(shown.value, 'approved');
        }
        await sign(at.station, mara, { id });
        await submit(at.station, mara, { id });
      }
      await this.#place.node.checkpoint();
      await at.station.line.follow();
    } catch (error) {
      this.#note('work', error);
    }
  }

  async #ids(at: OpenedDesk): Promise<readonly string[]> {
    const window = { search: '', offset: 0, limit: 100, kind: null, filter: 'all' } as const;
    const { rows } = await listMovements(at.station, nobody, window);
    return [...new Set([...this.#world.wishes.map(({ id }) => id), ...rows.map(({ id }) => id)])];
  }

  /** What an untroubled desk shows for a decision is what was signed; addresses are, whatever the desk has found. */
  async #look(at: OpenedDesk): Promise<void> {
    try {
      await this.#lookAtAddresses(at);
      if (!(await at.station.check.settled()).ok || !at.station.hold.check().ok) return;
      for (const id of await this.#ids(at)) {
        const shown = await readMovement(at.station, nobody, { id });
        if (shown.ok) this.#compare(shown.value, 'shown');
      }
    } catch (error) {
      this.#note('look', error);
    }
  }

  async #lookAtAddresses({ station }: OpenedDesk): Promise<void> {
    const { hot: vaultId, account, addresses } = this.#world;
    const listed = await listAddresses(station, { vaultId, account, search: '', offset: 0, limit: 100 });
    for (const { pathText, address } of listed.ok ? listed.value.rows : []) {
      if (address !== null && addresses.get(pathText) !== address) {
        this.faults.push(`shown at ${pathText}: ${address}`);
      }
    }
  }

  #compare({ row, decoded }: MovementDetail, how: string): void {
    const wish = this.#world.wishes.find(({ id }) => id === row.id);
    if (!wish) {
      this.faults.push(`${how}: a movement that nobody asked for`);
      return;
    }
    const [payment] = decoded?.payments ?? [{ recipient: row.recipient, amount: row.amount }];
    if (payment?.recipient !== wish.recipient || BigInt(payment.amount) !== wish.units) {
      this.faults.push(`${how}: ${wish.end} pays ${payment?.amount} to ${payment?.recipient}`);
    }
  }

  /** A refusal of the disk is told by its cause; anything else that is thrown is a fault. */
  #note(where: string, error: unknown): null {
    if (error instanceof Refused) return null;
    // The steps of this round throw what was refused to them, with its code first.
    if (error instanceof Error && /^[a-z]+(-[a-z]+)+: /.test(error.message)) return null;
    this.faults.push(`${where}: ${error instanceof Error ? error.stack : String(error)}`);
    return null;
  }
}

const isOver = (end: Wish['end']): boolean => end === 'rejected' || end === 'withdrawn' || end === 'stopped';

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { listAddresses } from '../../../electron/console/addresses/list-addresses.ts';
import { reject } from '../../../electron/console/movements/reject.ts';
import { requestWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../../electron/console/movements/sign.ts';
import { stop } from '../../../electron/console/movements/stop.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { asGrpc } from '../../../electron/core/node-url.ts';
import type { StationEffects } from '../../../electron/stations/station-effects.ts';
import { copyFolder } from '../copy-folder.ts';
import { type OpenedDesk, openAt, outsideAt } from '../held-folder.ts';
import { placeTreasury } from '../place-treasury.ts';
import { deskEffects } from '../test-effects.ts';
import { startTreasuryNode, type TreasuryNode } from '../treasury-node.ts';
import { addressOf, approveAs, enter, must, PASSWORD, utf8 } from '../treasury-steps.ts';

export const IOTA = 1_000_000_000n;

/** What somebody asked for, and what became of it before the folder was closed. */
export interface Wish {
  readonly id: string;
  /** An address of nobody else. */
  readonly recipient: string;
  /** Base units. */
  readonly units: bigint;
  readonly end: 'final' | 'rejected' | 'withdrawn' | 'stopped' | 'approved' | 'proposed' | 'queued';
}

/** A closed treasury with a movement in every state, and copies of its folder from earlier. */
export interface AttackedTreasury {
  readonly parent: string;
  readonly folder: string;
  readonly ledger: string;
  /** The app's own data, which is outside of the folder. */
  readonly outside: string;
  readonly olders: readonly string[];
  readonly wishes: readonly Wish[];
  /** What the treasury shows of each address it gave out, by the address's path. */
  readonly addresses: ReadonlyMap<string, string>;
  /** The hot vault's id and first address. */
  readonly hot: string;
  readonly hotAddress: string;
  readonly account: number;
  /** The ports of the practice node, which the folder names by its gRPC. */
  readonly ports: { readonly port: number; readonly grpcPort: number };
  /** Base units that came in. */
  readonly funds: bigint;
  dispose(): void;
}

const COINS = 8;
const COIN = 50n * IOTA;

export const noTimers = { ...deskEffects, every: () => () => {} };

/** Makes the treasury that is attacked: a movement of each kind of end, three addresses of a customer. */
export async function makeAttackedTreasury(): Promise<AttackedTreasury> {
  const parent = mkdtempSync(path.join(tmpdir(), 'sallyport-attacked-'));
  const [folder, ledger, outside] = ['treasury', 'ledger', 'outside'].map((name) =>
    path.join(parent, name),
  ) as [string, string, string];
  const node = await startTreasuryNode({ folder: ledger });
  const effects: StationEffects = { ...noTimers, ...outsideAt(outside) };
  await placeTreasury(folder, { ...node, url: asGrpc(node.grpcUrl) }, PASSWORD);
  const making = new Making(folder, node, effects);
  const olders: string[] = [];
  const remember = async () => {
    const older = path.join(parent, `older-${olders.length}`);
    await making.closed(() => copyFolder(folder, older));
    olders.push(older);
  };
  try {
    await making.begin();
    await making.fund();
    await remember();
    const paid = await making.ask('final', 10n);
    await making.approve(paid);
    const rejected = await making.ask('rejected', 11n);
    await making.approve(rejected);
    const withdrawn = await making.ask('withdrawn', 12n);
    const stopped = await making.ask('stopped', 13n);
    await making.approve(stopped);
    await remember();
    await making.pay(paid);
    await making.reject(rejected);
    const { account, addresses } = await making.giveAddresses();
    await remember();
    await making.approve(await making.ask('approved', 14n));
    await making.ask('proposed', 15n);
    await making.lock();
    await making.endLocked(withdrawn, stopped);
    await making.ask('queued', 380n);
    const { hot, hotAddress, wishes } = making;
    return {
      parent,
      folder,
      ledger,
      outside,
      olders,
      wishes,
      addresses,
      hot,
      hotAddress,
      account,
      ports: { port: portOf(node.url), grpcPort: portOf(node.grpcUrl) },
      funds: BigInt(COINS) * COIN,
      dispose: () => rmSync(parent, { recursive: true, force: true }),
    };
  } finally {
    await making.close();
    await node.stop();
  }
}

const portOf = (url: string): number => Number(new URL(url).port);

/** The steps of the history, at a desk that is closed and opened in between. */
class Making {
  readonly wishes: Wish[] = [];
  readonly #folder: string;
  readonly #node: TreasuryNode;
  readonly #effects: StationEffects;
  #at: OpenedDesk | null = null;

  constructor(folder: string, node: TreasuryNode, effects: StationEffects) {
    this.#folder = folder;
    this.#node = node;
    this.#effects = effects;
  }

  get #desk(): OpenedDesk {
    if (this.#at === null) throw new Error('expected an open desk');
    return this.#at;
  }

  get hot(): string {
    return vaultAtWork(this.#desk.station.policy.present(), [], 'hot').id;
  }

  get hotAddress(): string {
    return vaultAtWork(this.#desk.station.policy.present(), [], 'hot').receiveAddress;
  }

  async begin(): Promise<void> {
    this.#at = await openAt(this.#folder, this.#effects);
    await enter(this.#at, 'Mara');
    const ben = await enter(this.#at, 'Ben');
    must(await openVault(this.#at.station, ben, { vaultId: this.hot, password: utf8(PASSWORD) }));
    await this.settle();
  }

  async closed(work: () => void): Promise<void> {
    await this.close();
    work();
    await this.begin();
  }

  async close(): Promise<void> {
    await this.#at?.station.close();
    this.#at = null;
  }

  async settle(): Promise<void> {
    await this.#node.checkpoint();
    await this.#desk.station.line.follow();
  }

  async fund(): Promise<void> {
    for (let coin = 0; coin < COINS; coin++) {
      await this.#node.deposit(this.hotAddress, COIN);
      await this.settle();
    }
  }

  async ask(end: Wish['end'], amount: bigint): Promise<Wish> {
    const mara = await enter(this.#desk, 'Mara');
    const recipient = `0x${(0xa0 + this.wishes.length).toString(16).repeat(32)}`;
    const typed = { vaultId: this.hot, recipient, amount: `${amount}`, reference: end };
    const { id } = must(await requestWithdrawal(this.#desk.station, mara, typed));
    const wish: Wish = { id, recipient, units: amount * IOTA, end };
    this.wishes.push(wish);
    return wish;
  }

  approve({ id }: Wish): Promise<void> {
    return approveAs(this.#desk, 'Ben', id);
  }

  async pay({ id }: Wish): Promise<void> {
    must(await sign(this.#desk.station, await enter(this.#desk, 'Mara'), { id }));
    await this.settle();
  }

  /** The open vault seals it. */
  async reject({ id }: Wish): Promise<void> {
    const ben = await enter(this.#desk, 'Ben');
    must(await reject(this.#desk.station, ben, { id, reason: 'wrong address' }));
  }

  /** The vault is locked and has sealed neither yet. */
  async endLocked(withdrawn: Wish, stopped: Wish): Promise<void> {
    const { station } = this.#desk;
    const [mara, ben] = [await enter(this.#desk, 'Mara'), await enter(this.#desk, 'Ben')];
    must(await reject(station, mara, { id: withdrawn.id, reason: 'a slip' }));
    must(await stop(station, ben, { id: stopped.id, reason: 'asked back' }));
  }

  async lock(): Promise<void> {
    await lockVault(this.#desk.station, await enter(this.#desk, 'Ben'), { vaultId: this.hot });
  }

  async giveAddresses(): Promise<{ account: number; addresses: Map<string, string> }> {
    const { station } = this.#desk;
    const mara = await enter(this.#desk, 'Mara');
    const { index: account } = must(
      await createAccount(station, mara, { vaultId: this.hot, alias: 'Customer 7' }),
    );
    const of = { vaultId: this.hot, account };
    for (let given = 0; given < 2; given++) must(await issueAddress(station, mara, of));
    const { rows } = must(await listAddresses(station, { ...of, search: '', offset: 0, limit: 10 }));
    return { account, addresses: new Map(rows.map((row) => [row.pathText, addressOf(row)])) };
  }
}

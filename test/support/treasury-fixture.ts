import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';
import type { Actor } from '../../electron/console/actor.ts';
import { requestWithdrawal } from '../../electron/console/movements/request-withdrawal.ts';
import type { Caller } from '../../electron/console/officers/callers.ts';
import { openVault } from '../../electron/console/vaults/open-vault.ts';
import { vaultAtWork } from '../../electron/console/vaults/vault-of.ts';
import { asGrpc } from '../../electron/core/node-url.ts';
import { type Desk, openDesk as open } from '../../electron/stations/desk.ts';
import { practiceDeposit } from '../../electron/stations/practice-deposit.ts';
import type { StationEffects } from '../../electron/stations/station-effects.ts';
import { anyOfficer } from './any-officer.ts';
import { placeTreasury } from './place-treasury.ts';
import { deskEffects } from './test-effects.ts';
import { startTreasuryNode, type TreasuryNode } from './treasury-node.ts';
import { actorAt, approveAs, enter, must, PASSWORD, utf8 } from './treasury-steps.ts';

/** An address of nobody in the treasury. */
export const OUTSIDER = `0x${'0c'.repeat(32)}`;

/** Nothing happens by itself. */
export const NO_TIMERS: Partial<StationEffects> = { every: () => () => {} };

/** How long a call of the node may take in tests of a node that hangs, milliseconds. */
export const NODE_TIMEOUT_MS = 3_000;

/** An empty folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sallyport-console-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestDesk {
  readonly station: Desk;
  /** The one caller of the test; its officers act. */
  readonly caller: Caller;
  /** With which the station was opened. */
  readonly effects: StationEffects;
  readonly folder: string;
  readonly node: TreasuryNode;
  /** Where the node keeps its ledger. */
  readonly ledger: string;
  /** Id of the hot and of the cold vault. */
  readonly hot: string;
  readonly cold: string;
  /** An officer who is signed in, by the first name. */
  readonly as: (name: string) => Actor;
  /** Moves the console's clock; the signers keep the machine's. */
  readonly wait: (milliseconds: number) => void;
  /** Lets time pass for console and network; a checkpoint tells of it. */
  readonly pass: (milliseconds: number) => Promise<void>;
  /** Closes the treasury and opens it again, as a restart would. */
  readonly reopen: () => Promise<Desk>;
}

/**
 * A practice treasury on a practice node of its own, over HTTP, with real signer processes. Nothing happens by itself:
 * the test looks at the ledger (`station.line.follow()`) and seals checkpoints (`node.checkpoint()`).
 */
export async function openDesk(
  changes: Partial<StationEffects> = NO_TIMERS,
  password = PASSWORD,
  by: 'json' | 'grpc' = 'json',
): Promise<TestDesk> {
  let ahead = 0;
  let passed = 0;
  const effects: StationEffects = {
    ...deskEffects,
    now: () => Date.now() + ahead + passed,
    ...NO_TIMERS,
    ...changes,
  };
  const parent = await temporaryFolder();
  const ledger = path.join(parent, 'ledger');
  const node = await startTreasuryNode({ folder: ledger, now: () => Date.now() + passed });
  onTestFinished(() => node.stop());
  const folder = path.join(parent, 'treasury');
  const url = by === 'grpc' ? asGrpc(node.grpcUrl) : node.url;
  await placeTreasury(folder, { ...node, url }, password);
  const openStation = async () => must(await open(folder, effects, { nodeTimeoutMs: NODE_TIMEOUT_MS }));
  let station = await openStation();
  let caller = station.callers.open();
  onTestFinished(() => station.close());
  await station.line.follow();
  const { policy } = station;
  return {
    get station() {
      return station;
    },
    get caller() {
      return caller;
    },
    effects,
    folder,
    node,
    ledger,
    hot: vaultAtWork(policy.present(), [], 'hot').id,
    cold: vaultAtWork(policy.present(), [], 'cold').id,
    as: (name) => actorAt({ station, caller }, name),
    wait: (milliseconds) => {
      ahead += milliseconds;
    },
    async pass(milliseconds) {
      passed += milliseconds;
      await node.checkpoint();
      await station.line.follow();
    },
    async reopen() {
      await station.close();
      station = await openStation();
      caller = station.callers.open();
      return station;
    },
  };
}

/** Unlocks a vault with the usual password, as an officer beside the others. */
export const unlock = async (station: Desk, vaultId: string, password = PASSWORD) =>
  openVault(station, await anyOfficer(station), { vaultId, password: utf8(password) });

/** A desk at which Mara (a maker) is signed in and the hot vault is open, with so much IOTA, in one coin each. */
export async function openFundedDesk(
  amounts: readonly string[] = ['2000'],
  changes: Partial<StationEffects> = {},
): Promise<TestDesk> {
  const desk = await openDesk(changes);
  await enter(desk, 'Mara');
  must(await unlock(desk.station, desk.hot));
  for (const amount of amounts) await fund(desk, amount);
  return desk;
}

/** A deposit to the hot vault's first address, final and read. */
export async function fund(desk: TestDesk, amount: string): Promise<void> {
  const { station } = desk;
  const address = vaultAtWork(station.policy.present(), [], 'hot').receiveAddress;
  must(await practiceDeposit(station, { address, amount }));
  await settle(desk);
}

/** How often each amount was asked for, so that no request repeats another one by chance. */
const askedBefore = new Map<string, number>();

/** Mara's request to pay the outsider from the hot vault; of the first of an amount the reference is `test` and the amount. */
export async function ask(desk: TestDesk, amount: string, recipient = OUTSIDER): Promise<string> {
  const mara = await enter(desk, 'Mara');
  const before = askedBefore.get(amount) ?? 0;
  askedBefore.set(amount, before + 1);
  const reference = before === 0 ? `test ${amount}` : `test ${amount}, ${before + 1}`;
  const typed = { vaultId: desk.hot, recipient, amount, reference };
  return must(await requestWithdrawal(desk.station, mara, typed)).id;
}

/** A withdrawal that Ben (an approver, signed in) has approved: ready to sign. */
export async function askApproved(desk: TestDesk, amount: string): Promise<string> {
  const id = await ask(desk, amount);
  await approveAs(desk, 'Ben', id);
  return id;
}

/** Seals a checkpoint and takes it in. */
export async function settle({ station, node }: TestDesk): Promise<void> {
  await node.checkpoint();
  await station.line.follow();
}

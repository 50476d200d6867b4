import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, onTestFinished } from 'vitest';
import { nodeConsoleEffects } from '../../electron/cli/node-console-effects.ts';
import type { ConsoleEffects } from '../../electron/console/effects.ts';
import { openTreasury } from '../../electron/console/open-treasury.ts';
import { openVault } from '../../electron/console/open-vault.ts';
import { practiceDeposit } from '../../electron/console/practice-deposit.ts';
import { requestWithdrawal } from '../../electron/console/request-withdrawal.ts';
import { signIn } from '../../electron/console/sign-in.ts';
import { type Treasury, vaultOfKind } from '../../electron/console/treasury.ts';
import type { TreasuryFile } from '../../electron/console/treasury-folder.ts';
import { startTreasuryNode, type TreasuryNode } from './treasury-node.ts';
import { approveAs, createTreasury, must, PASSWORD, utf8 } from './treasury-steps.ts';

/** An address of nobody in the treasury. */
export const OUTSIDER = `0x${'0c'.repeat(32)}`;

/** Nothing happens by itself. */
export const NO_TIMERS: Partial<ConsoleEffects> = { every: () => () => {} };

/** How long a call of the node may take in these tests, milliseconds. */
export const NODE_TIMEOUT_MS = 400;

/** An empty folder that is gone after the test. */
export async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'sallyport-console-'));
  onTestFinished(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

export interface TestDesk {
  readonly treasury: Treasury;
  readonly folder: string;
  readonly node: TreasuryNode;
  /** Where the node keeps its ledger. */
  readonly ledger: string;
  /** Id of the hot and of the cold vault. */
  readonly hot: string;
  readonly cold: string;
  /** Moves the console's clock; the signers keep the machine's. */
  readonly wait: (milliseconds: number) => void;
  /** Closes the treasury and opens it again, as a restart would. */
  readonly reopen: () => Promise<Treasury>;
}

/**
 * A practice treasury on a practice node of its own, over HTTP, with real signer processes. Nothing happens by itself:
 * the test looks at the ledger (`treasury.follow()`) and seals checkpoints (`node.checkpoint()`).
 */
export async function openDesk(
  changes: Partial<ConsoleEffects> = NO_TIMERS,
  password = PASSWORD,
): Promise<TestDesk> {
  let ahead = 0;
  const effects: ConsoleEffects = {
    ...nodeConsoleEffects,
    now: () => Date.now() + ahead,
    ...NO_TIMERS,
    ...changes,
  };
  const parent = await temporaryFolder();
  const ledger = path.join(parent, 'ledger');
  const node = await startTreasuryNode({ folder: ledger });
  onTestFinished(() => node.stop());
  const folder = path.join(parent, 'treasury');
  copyTreasury(await templateFor(password, node), folder, node.url);
  const open = async () => must(await openTreasury(folder, effects, { nodeTimeoutMs: NODE_TIMEOUT_MS }));
  let treasury = await open();
  onTestFinished(() => treasury.close());
  await treasury.follow();
  return {
    get treasury() {
      return treasury;
    },
    folder,
    node,
    ledger,
    hot: vaultOfKind(treasury, 'hot').id,
    cold: vaultOfKind(treasury, 'cold').id,
    wait: (milliseconds) => {
      ahead += milliseconds;
    },
    async reopen() {
      await treasury.close();
      treasury = await open();
      return treasury;
    },
  };
}

const templates = new Map<string, Promise<string>>();
const templateFolders: string[] = [];
afterAll(() => {
  for (const folder of templateFolders) rmSync(folder, { recursive: true, force: true });
});

/** A treasury of this password, made once for a test file: six key files take their time. */
function templateFor(password: string, node: TreasuryNode): Promise<string> {
  const make = async () => {
    const parent = mkdtempSync(path.join(tmpdir(), 'sallyport-template-'));
    templateFolders.push(parent);
    const folder = path.join(parent, 'treasury');
    must(await createTreasury(folder, node, { ...nodeConsoleEffects, ...NO_TIMERS }, password));
    return folder;
  };
  const template = templates.get(password) ?? make();
  templates.set(password, template);
  return template;
}

/** Copies a treasury with its rights: a copy that others may read is refused. */
export function copyFolder(from: string, to: string): void {
  cpSync(from, to, { recursive: true });
  for (const entry of readdirSync(to, { recursive: true, withFileTypes: true })) {
    if (entry.isDirectory()) chmodSync(path.join(entry.parentPath, entry.name), 0o700);
  }
  chmodSync(to, 0o700);
}

/** Every test's node is another start of the same network: the chain is the same, the port is its own. */
function copyTreasury(template: string, folder: string, url: string): void {
  copyFolder(template, folder);
  const place = path.join(folder, 'treasury.json');
  const file = JSON.parse(readFileSync(place, 'utf8')) as TreasuryFile;
  writeFileSync(place, JSON.stringify({ ...file, node: { kind: 'url', url } }));
}

/** A desk at which Mara (a maker) is signed in and the hot vault is open, with so many IOTA, in one coin each. */
export async function openFundedDesk(
  amounts: readonly string[] = ['2000'],
  changes: Partial<ConsoleEffects> = {},
): Promise<TestDesk> {
  const desk = await openDesk(changes);
  const { treasury } = desk;
  await enter(treasury, 'Mara');
  must(await openVault(treasury, { vaultId: desk.hot, password: utf8(PASSWORD) }));
  for (const amount of amounts) await fund(desk, amount);
  return desk;
}

/** Signs an officer in by the first name. */
export async function enter(treasury: Treasury, name: string): Promise<void> {
  const officer = treasury.policy.officers.find((candidate) => candidate.name.startsWith(name))!;
  must(await signIn(treasury, { officerId: officer.id, password: utf8(PASSWORD) }));
}

/** A deposit to the hot vault's first address, final and read. */
export async function fund({ treasury, node }: TestDesk, amount: string): Promise<void> {
  const address = vaultOfKind(treasury, 'hot').receiveAddress;
  must(await practiceDeposit(treasury, { address, amount }));
  await node.checkpoint();
  await treasury.follow();
}

/** Mara's request to pay the outsider from the hot vault. */
export async function ask({ treasury, hot }: TestDesk, amount: string, recipient = OUTSIDER) {
  return must(
    await requestWithdrawal(treasury, { vaultId: hot, recipient, amount, reference: `test ${amount}` }),
  ).id;
}

/** A withdrawal that Ben (an approver, still signed in) has approved: ready to sign. */
export async function askApproved(desk: TestDesk, amount: string): Promise<string> {
  const id = await ask(desk, amount);
  await approveAs(desk.treasury, 'Ben', id);
  return id;
}

/** Seals a checkpoint and takes it in. */
export async function settle({ treasury, node }: TestDesk): Promise<void> {
  await node.checkpoint();
  await treasury.follow();
}

import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { practiceDeposit } from '../../../electron/stations/practice-deposit.ts';
import { openAt, outsideAt } from '../held-folder.ts';
import { findAlarms } from '../honest-history/find-alarms.ts';
import { seededNumbers } from '../mutate-bytes.ts';
import { bundleOf } from '../run-folder.ts';
import { hasSaid, type RunningChild, startChild } from '../start-child.ts';
import { testEffects } from '../test-effects.ts';
import { nodeAt } from '../treasury-node.ts';
import { createTreasury, must } from '../treasury-steps.ts';
import { doWhatWaits, followToEnd, hotVault, inState } from './desk-work.ts';

/** Who is killed. */
export type Victim = 'console' | 'signer' | 'node';

/** What became of one treasury whose processes were killed over and over. */
export interface Killed {
  readonly victims: readonly Victim[];
  /** Payments that are final, each paid once; and those that ended otherwise, none of which is paid. */
  readonly paid: number;
  readonly ended: number;
  readonly faults: readonly string[];
}

const nodeProgram = new URL('../../../electron/cli/practice-node.ts', import.meta.url);
const COINS = 30;
const LONGEST_MS = 900;
/** So often officers do at the end what waits. */
const MOST_ROUNDS = 5;

/**
 * One treasury on a practice node, both in processes of their own. Two officers pay without end, while a process is killed
 * by SIGKILL at a random moment: mostly the console, whose signers end with it, now and then one signer alone, or the node.
 * Whoever was killed is started again. At the end officers do whatever waits, and each payment that was asked for is paid
 * once and final, or not paid and ended.
 */
export async function killOverAndOver(kills: number, seed: number): Promise<Killed> {
  const world = new KilledWorld(seed);
  try {
    await world.begin();
    for (let kill = 0; kill < kills; kill++) await world.killOne(kill);
    return await world.end();
  } finally {
    await world.dispose();
  }
}

class KilledWorld {
  readonly #draw: (below: number) => number;
  readonly #parent = mkdtempSync(path.join(tmpdir(), 'sallyport-kills-'));
  readonly #folder = path.join(this.#parent, 'treasury');
  readonly #asked = new Map<string, bigint>();
  readonly #faults: string[] = [];
  readonly #victims: Victim[] = [];
  #node: RunningChild | null = null;
  #console: RunningChild | null = null;
  #url = '';

  constructor(seed: number) {
    this.#draw = seededNumbers(seed);
  }

  async begin(): Promise<void> {
    const chain = await this.#startNode(0);
    must(await createTreasury(this.#folder, { url: this.#url, chain }, testEffects));
    const at = await openAt(this.#folder, { ...testEffects, ...this.#outside() });
    const address = hotVault(at.station).receiveAddress;
    for (let coin = 0; coin < COINS; coin++)
      must(await practiceDeposit(at.station, { address, amount: '300' }));
    await nodeAt(this.#url).checkpoint();
    await at.station.line.follow();
    await at.station.close();
  }

  async killOne(round: number): Promise<void> {
    const console = this.#console ?? (await this.#startConsole(round));
    await sleep(this.#draw(LONGEST_MS));
    const victim = (['console', 'console', 'console', 'signer', 'node'] as const)[this.#draw(5)] ?? 'console';
    this.#victims.push(victim);
    if (victim === 'console') await this.#endConsole();
    else if (victim === 'signer') {
      const signers = childrenOf(console.pid);
      const pid = signers[this.#draw(Math.max(1, signers.length))];
      if (pid !== undefined) killIfThere(pid);
    } else {
      await this.#node?.kill();
      await this.#startNode(Number(new URL(this.#url).port));
    }
    await this.#comparePaid();
  }

  async end(): Promise<Killed> {
    await this.#endConsole();
    const at = await openAt(this.#folder, { ...testEffects, ...this.#outside(), every: () => () => {} });
    const { station } = at;
    try {
      this.#faults.push(...(await findAlarms(station)));
      // What waits for the coins of a payment under way is built when that has ended.
      for (let rounds = 0; rounds < MOST_ROUNDS; rounds++) {
        await doWhatWaits(at);
        await followToEnd(station);
        if ((await inState(station, 'queued', 'proposed', 'approved')).length === 0) break;
      }
      const { rows } = await station.books.movements.list(
        { search: '', offset: 0, limit: 10_000 },
        { kind: null, open: false, nextStep: null },
      );
      const node = nodeAt(this.#url);
      for (const { id, recipient, units, state, problem } of rows) {
        const payments = (await node.paymentsTo(recipient)).length;
        const has = await node.balance(recipient);
        const due = state === 'final' ? units : 0n;
        if (has !== due || payments !== (state === 'final' ? 1 : 0)) {
          this.#faults.push(`${id} is ${state}, ${recipient} has ${has} by ${payments} payments`);
        }
        if (!ends.has(state)) this.#faults.push(`${id} is ${state} at the end: ${problem?.code}`);
      }
      this.#faults.push(...(await findAlarms(station)));
      const paid = rows.filter(({ state }) => state === 'final').length;
      // An alarm in the journal is found at every opening from then on: it is told once.
      const faults = [...new Set(this.#faults)];
      return { victims: this.#victims, paid, ended: rows.length - paid, faults };
    } finally {
      await station.close();
    }
  }

  async dispose(): Promise<void> {
    await this.#console?.kill();
    await this.#node?.kill();
    rmSync(this.#parent, { recursive: true, force: true });
  }

  /** Nobody is ever paid twice, nor whom nobody asked for. */
  async #comparePaid(): Promise<void> {
    for (const [payee, units] of this.#asked) {
      const has = await nodeAt(this.#url).balance(payee);
      if (has !== 0n && has !== units) this.#faults.push(`${payee} was to have ${units} and has ${has}`);
    }
  }

  #outside() {
    return outsideAt(`${this.#folder}-marks`);
  }

  /** @returns the chain of the network */
  async #startNode(port: number): Promise<string> {
    const args = [
      '--grpc-port',
      '0',
      '--port',
      `${port}`,
      '--folder',
      path.join(this.#parent, 'ledger'),
      '--checkpoint-ms',
      '40',
    ];
    const node = startChild(nodeProgram, args);
    this.#node = node;
    if (!(await hasSaid(node, 'Stop it'))) throw new Error('the practice node did not start');
    const [, url = ''] = /url\s+(\S+)/.exec(node.output()) ?? [];
    const [, chain = ''] = /chain\s+(\S+)/.exec(node.output()) ?? [];
    this.#url = url.replace(/\/$/, '');
    return chain;
  }

  async #startConsole(round: number): Promise<RunningChild> {
    const seed = this.#draw(2 ** 30);
    const child = startChild(pathToFileURL(bundleOf('working-desk')), [this.#folder, `${round}`, `${seed}`]);
    this.#console = child;
    if (!(await hasSaid(child, 'open\n'))) {
      this.#faults.push(`the folder was not opened in round ${round}: ${child.output()}`);
    }
    return child;
  }

  async #endConsole(): Promise<void> {
    const child = this.#console;
    if (!child) return;
    await child.kill();
    this.#console = null;
    for (const line of child.output().split('\n')) {
      const [word, payee, units] = line.split(' ');
      if (word === 'alarm') this.#faults.push(line);
      if (word === 'asked' && payee && units) this.#asked.set(payee, BigInt(units));
    }
  }
}

const ends: ReadonlySet<string> = new Set(['final', 'failed', 'rejected', 'cancelled', 'expired']);

/** The processes that a process has started and that live (Linux). */
function childrenOf(pid: number): readonly number[] {
  try {
    const threads = readdirSync(`/proc/${pid}/task`);
    return threads.flatMap((thread) =>
      readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
    );
  } catch {
    return []; // it is gone
  }
}

function killIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // It has ended by itself.
  }
}

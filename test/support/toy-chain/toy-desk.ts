import path from 'node:path';
import { onTestFinished } from 'vitest';
import { openBooks } from '../../../electron/books/sqlite/client.ts';
import type { Actor } from '../../../electron/console/actor.ts';
import type { Caller } from '../../../electron/console/officers/callers.ts';
import { createTreasury } from '../../../electron/console/treasury/create-treasury.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { ok } from '../../../electron/core/result.ts';
import { type Desk, openDesk } from '../../../electron/stations/desk.ts';
import { practiceRules } from '../../../electron/stations/practice-treasury.ts';
import type { StationEffects } from '../../../electron/stations/station-effects.ts';
import { copyFolder } from '../copy-folder.ts';
import { must } from '../must.ts';
import { templateOf } from '../run-folder.ts';
import { deskEffects } from '../test-effects.ts';
import { NO_TIMERS, temporaryFolder } from '../treasury-fixture.ts';
import { actorAt, PASSWORD, utf8, WORK_FACTOR } from '../treasury-steps.ts';
import { spawnToySigner } from './spawn-toy-signer.ts';
import { toyChain } from './toy-chain.ts';
import { toyChains } from './toy-chains.ts';
import { ToyLedger } from './toy-ledger.ts';
import { toyLines } from './toy-line.ts';

/** A treasury on the toy chain: everything but the chain is the product's own. */
export interface ToyDesk {
  readonly station: Desk;
  readonly caller: Caller;
  readonly ledger: ToyLedger;
  readonly folder: string;
  readonly effects: StationEffects;
  readonly hot: string;
  readonly cold: string;
  readonly as: (name: string) => Actor;
  /** Moves the console's clock; the signers keep the machine's. */
  readonly wait: (milliseconds: number) => void;
  /** Makes a block and takes it in. */
  readonly settle: () => Promise<void>;
  /** Closes the treasury and opens it again, as a restart would. */
  readonly reopen: () => Promise<void>;
}

/** Makes a treasury on a new toy ledger and opens a desk on it, with real signer processes. */
export async function openToyDesk(): Promise<ToyDesk> {
  const ledger = new ToyLedger(Date.now);
  let ahead = 0;
  const effects: StationEffects = {
    ...deskEffects,
    ...NO_TIMERS,
    now: () => Date.now() + ahead,
    spawnSigner: spawnToySigner,
  };
  const folder = path.join(await temporaryFolder(), 'treasury');
  // Every toy ledger has one genesis.
  const make = (template: string) => createToyTreasury(template, ledger, effects);
  copyFolder(await templateOf('toys', make), folder);
  const open = async () =>
    must(await openDesk(folder, effects, { chains: toyChains, lines: toyLines(ledger) }));
  let station = await open();
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
    ledger,
    folder,
    effects,
    hot: vaultAtWork(policy.present(), [], 'hot').id,
    cold: vaultAtWork(policy.present(), [], 'cold').id,
    as: (name) => actorAt({ station, caller }, name),
    wait: (milliseconds) => {
      ahead += milliseconds;
    },
    settle: async () => {
      ledger.seal();
      await station.line.follow();
    },
    reopen: async () => {
      await station.close();
      station = await open();
      caller = station.callers.open();
      await station.line.follow();
    },
  };
}

async function createToyTreasury(folder: string, ledger: ToyLedger, effects: StationEffects): Promise<void> {
  const password = utf8(PASSWORD);
  const officer = (name: string, roles: readonly ('maker' | 'approver' | 'policy-admin' | 'auditor')[]) => ({
    name,
    roles,
    file: name.toLowerCase(),
    password,
  });
  const parts = {
    chain: toyChain,
    openBooks: (file: string) => openBooks(file, effects.spawnBooks),
    effects,
  };
  must(
    await createTreasury(parts, {
      folder,
      name: 'Toys',
      site: 'Practice desk',
      identify: async () => ok({ network: { id: 'toy:practice', genesis: ledger.genesis }, trustRoot: null }),
      node: { kind: 'url', url: 'https://toys.invalid' },
      firstCheckpoint: 0n,
      officers: [
        officer('Mara', ['maker']),
        officer('Ben', ['approver']),
        officer('Chiara', ['approver']),
        officer('Dev', ['policy-admin', 'auditor']),
      ],
      vaults: [
        { name: 'Hot vault', kind: 'hot', file: 'hot', alias: 'Ops float', password },
        { name: 'Cold vault', kind: 'cold', file: 'cold', alias: 'Cold reserve', password },
      ],
      ...practiceRules(toyChain.asset),
      practicePassword: PASSWORD,
      workFactor: WORK_FACTOR,
    }),
  );
}

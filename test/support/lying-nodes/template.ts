import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openBooks } from '../../../electron/books/sqlite/client.ts';
import { iotaAsset } from '../../../electron/chains/iota/pure/iota-asset.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { listAddresses } from '../../../electron/console/addresses/list-addresses.ts';
import {
  createTreasury as createNew,
  type NewTreasury,
} from '../../../electron/console/treasury/create-treasury.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { ok } from '../../../electron/core/result.ts';
import { practiceRules } from '../../../electron/stations/practice-treasury.ts';
import type { StationEffects } from '../../../electron/stations/station-effects.ts';
import { GENESIS_TIME } from '../honest-history/inline-node.ts';
import { Life, type Place, placeAt, type World } from '../honest-history/life.ts';
import { seededNumbers } from '../mutate-bytes.ts';
import { addressOf, createTreasury, enter, must, PASSWORD, utf8, WORK_FACTOR } from '../treasury-steps.ts';
import { type LiedToNetwork, LyingNetwork, NODE_URL } from './network.ts';
import { LyingPair, PAIR_URLS } from './pair.ts';

/** One node by gRPC; two by JSON-RPC, of which what both tell counts. */
export type LiedToKind = 'grpc' | 'pair';

/** A closed treasury without money, which has seen the network's first checkpoint. Every round begins with a copy of it. */
export interface LiedToTemplate {
  readonly parent: string;
  readonly place: Place;
  /** Addresses that the vaults have signed: of both vaults, and of two customers. */
  readonly own: readonly string[];
  readonly kind: LiedToKind;
  /** Milliseconds. */
  readonly at: number;
  dispose(): void;
}

const CUSTOMERS = ['Northwind', 'Contoso'];

export function networkIn(
  folder: string,
  kind: LiedToKind,
  { clock, draw }: Pick<World, 'clock' | 'draw'>,
): LiedToNetwork {
  return kind === 'pair' ? new LyingPair(folder, clock, draw) : new LyingNetwork(folder, clock);
}

export async function makeLiedToTemplate(kind: LiedToKind): Promise<LiedToTemplate> {
  const parent = mkdtempSync(path.join(tmpdir(), 'sallyport-lied-to-'));
  const place = placeAt(path.join(parent, 'template'));
  const clock = { at: GENESIS_TIME + 3_600_000 };
  const draw = seededNumbers(1);
  const node = networkIn(path.join(parent, 'ledger'), kind, { clock, draw });
  await node.startAnew();
  try {
    const world = { node, clock, draw };
    const life = new Life(place, world, { next: path.join(parent, 'nowhere'), killAt: null });
    if (kind === 'pair') await createOnPair(place.folder, node, life.effects);
    else must(await createTreasury(place.folder, { url: NODE_URL, ...node.identity }, life.effects));
    const station = must(await life.open());
    const mara = await enter({ station, caller: station.callers.open() }, 'Mara');
    const [hot, cold] = (['hot', 'cold'] as const).map((kind) =>
      vaultAtWork(station.policy.present(), [], kind),
    );
    if (!hot || !cold) throw new Error('expected two vaults');
    must(await openVault(station, mara, { vaultId: hot.id, password: utf8(PASSWORD) }));
    const own = [hot.receiveAddress, cold.receiveAddress];
    for (const alias of CUSTOMERS) {
      const { index: account } = must(await createAccount(station, mara, { vaultId: hot.id, alias }));
      const of = { vaultId: hot.id, account };
      for (let given = 0; given < 2; given++) must(await issueAddress(station, mara, of));
      const { rows } = must(await listAddresses(station, { ...of, search: '', offset: 0, limit: 10 }));
      own.push(...rows.map(addressOf));
    }
    await station.line.follow();
    await station.close();
    const dispose = () => rmSync(parent, { recursive: true, force: true });
    return { parent, place, own, kind, at: clock.at, dispose };
  } finally {
    await node.stop();
  }
}

/** A treasury whose policy takes in what two endpoints tell alike. */
async function createOnPair(
  folder: string,
  { identity: { chain, trustRoot } }: LiedToNetwork,
  effects: StationEffects,
): Promise<void> {
  const password = utf8(PASSWORD);
  const wanted: NewTreasury = {
    folder,
    name: 'Treasury under test',
    site: 'Practice desk',
    identify: async () => ok({ network: { id: 'iota:practice', genesis: chain }, trustRoot }),
    node: { kind: 'url', url: PAIR_URLS[0], others: [PAIR_URLS[1]] },
    firstCheckpoint: 0n,
    officers: [
      { name: 'Mara Lindqvist', roles: ['maker', 'policy-admin'], file: 'mara', password },
      { name: 'Ben Okafor', roles: ['approver'], file: 'ben', password },
      { name: 'Chiara Rossi', roles: ['approver'], file: 'chiara', password },
    ],
    vaults: [
      { name: 'Hot vault', kind: 'hot', alias: 'Float', file: 'hot', password },
      { name: 'Cold vault', kind: 'cold', alias: 'Reserve', file: 'cold', password },
    ],
    ...practiceRules(iotaAsset),
    unproven: 'two-agree',
    practicePassword: PASSWORD,
    workFactor: WORK_FACTOR,
  };
  const openTheirBooks = (file: string) => openBooks(file, effects.spawnBooks);
  must(await createNew({ chain: iotaChain, openBooks: openTheirBooks, effects }, wanted));
}

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { listAddresses } from '../../../electron/console/addresses/list-addresses.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { GENESIS_TIME } from '../honest-history/inline-node.ts';
import { Life, type Place, placeAt } from '../honest-history/life.ts';
import { seededNumbers } from '../mutate-bytes.ts';
import { addressOf, createTreasury, enter, must, PASSWORD, utf8 } from '../treasury-steps.ts';
import { LyingNetwork, NODE_URL } from './network.ts';

/** A closed treasury without money, which has seen the network's first checkpoint. Every round begins with a copy of it. */
export interface LiedToTemplate {
  readonly parent: string;
  readonly place: Place;
  /** Addresses that the vaults have signed: of both vaults, and of two customers. */
  readonly own: readonly string[];
  /** Milliseconds. */
  readonly at: number;
  dispose(): void;
}

const CUSTOMERS = ['Northwind', 'Contoso'];

export async function makeLiedToTemplate(): Promise<LiedToTemplate> {
  const parent = mkdtempSync(path.join(tmpdir(), 'sallyport-lied-to-'));
  const place = placeAt(path.join(parent, 'template'));
  const clock = { at: GENESIS_TIME + 3_600_000 };
  const node = new LyingNetwork(path.join(parent, 'ledger'), clock);
  await node.startAnew();
  try {
    const world = { node, clock, draw: seededNumbers(1) };
    const life = new Life(place, world, { next: path.join(parent, 'nowhere'), killAt: null });
    const { chain, trustRoot } = node.node;
    must(await createTreasury(place.folder, { url: NODE_URL, chain, trustRoot }, life.effects));
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
    return { parent, place, own, at: clock.at, dispose };
  } finally {
    await node.stop();
  }
}

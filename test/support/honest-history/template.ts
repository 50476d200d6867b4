import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import type { LedgerEvent } from '../../../electron/practice/ledger-event.ts';
import { seededNumbers } from '../mutate-bytes.ts';
import { createTreasury, enter, must, PASSWORD, utf8 } from '../treasury-steps.ts';
import { IOTA } from './acting.ts';
import { GENESIS_TIME, InlineNode } from './inline-node.ts';
import { Life, type Place, placeAt } from './life.ts';

/** A closed treasury with money, from which every history begins, and what its network did so far. */
export interface Template {
  readonly parent: string;
  readonly place: Place;
  readonly events: readonly LedgerEvent[];
  /** The vaults, the hot one first. */
  readonly vaultIds: readonly string[];
  readonly at: number;
  dispose(): void;
}

/** Makes the treasury: two coins of 9500 at the hot vault's first address, a customer, 500 in the cold vault. */
export async function makeTemplate(): Promise<Template> {
  const parent = mkdtempSync(path.join(tmpdir(), 'sallyport-honest-'));
  const place = placeAt(path.join(parent, 'template'));
  const clock = { at: GENESIS_TIME + 3_600_000 };
  const node = new InlineNode(() => clock.at);
  const life = new Life(
    place,
    { node, clock, draw: seededNumbers(1) },
    { next: path.join(parent, 'nowhere'), killAt: null },
  );
  must(await createTreasury(place.folder, node, life.effects));
  const station = must(await life.open());
  const at = { station, caller: station.callers.open() };
  const mara = await enter(at, 'Mara');
  const [hot, cold] = (['hot', 'cold'] as const).map((kind) =>
    vaultAtWork(station.policy.present(), [], kind),
  );
  if (!hot || !cold) throw new Error('expected two vaults');
  must(await openVault(station, mara, { vaultId: hot.id, password: utf8(PASSWORD) }));
  must(await createAccount(station, mara, { vaultId: hot.id, alias: 'customer 0' }));
  for (const amount of [9500n, 9500n]) await node.deposit(hot.receiveAddress, amount * IOTA);
  await node.deposit(cold.receiveAddress, 500n * IOTA);
  await node.checkpoint();
  await station.line.follow();
  await station.close();
  return {
    parent,
    place,
    events: node.events,
    vaultIds: [hot.id, cold.id],
    at: clock.at,
    dispose: () => rmSync(parent, { recursive: true, force: true }),
  };
}

import { it, onTestFinished, vi } from 'vitest';
import { createConsole } from '../../../electron/stations/console.ts';
import { testHost } from '../../support/test-host.ts';
import {
  onDescriptor,
  openProgram,
  outsideTreasury,
  type TreasuryProgram,
} from '../../support/treasury-lines.ts';
import { must } from '../../support/treasury-steps.ts';

/** Begins the check of a backup at a program. */
const begin = async ({ get }: TreasuryProgram, officerId: string) => {
  await get('officer.sign-in', { officerId, password: onDescriptor });
  return get('ceremony.begin', {
    as: officerId,
    plan: { kind: 'check-backup', from: 'words' },
    vault: null,
    vaultId: null,
    officers: [{ officerId, password: onDescriptor }],
  });
};

it('a window that is attached is kept out of screenshots while a ceremony is under way in the other process', async () => {
  const { folder, officers } = await outsideTreasury();
  const holder = await openProgram(folder);
  const told: boolean[] = [];
  const attached = createConsole(testHost({ onCeremony: (underWay) => told.push(underWay) }), () => {});
  onTestFinished(() => attached.close());
  must(await attached.open(folder));

  await begin(holder, officers.Ben);
  await vi.waitUntil(() => told.at(-1) === true, { timeout: 60_000 });
  await holder.get('ceremony.abandon', { as: null });
  await vi.waitUntil(() => told.at(-1) === false, { timeout: 60_000 });

  await begin(holder, officers.Ben);
  await vi.waitUntil(() => told.at(-1) === true, { timeout: 60_000 });
  await holder.kill();
  await vi.waitUntil(() => told.at(-1) === false, { timeout: 60_000 });
});

import { copyFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { ADDRESSES_AHEAD } from '../../../electron/console/addresses/addresses-ahead.ts';
import { issueAddress } from '../../../electron/console/addresses/issue-address.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { anyOfficer } from '../../support/any-officer.ts';
import { openDesk, unlock } from '../../support/treasury-fixture.ts';
import { addressOf, codeOf, must } from '../../support/treasury-steps.ts';

describe("another vault's file in a vault's place", () => {
  it.each([
    ['hot', 'cold', 'with its sealed state', '', 'state-rolled-back'],
    ['cold', 'hot', 'with its sealed state', '', 'state-rolled-back'],
    ['hot', 'cold', 'beside the state that was there', '.state', 'state-damaged'],
    ['cold', 'hot', 'beside the state that was there', '.state', 'state-damaged'],
  ] as const)('is not opened as the %s vault: that of the %s one %s', async (place, other, _, but, code) => {
    const desk = await openDesk();
    const vaults = path.join(desk.folder, 'vaults');
    const files = readdirSync(vaults).filter((name) => name.startsWith(other));
    expect(files, 'the file and its sealed state').toHaveLength(2);
    for (const name of files) {
      if (but !== '' && name.endsWith(but)) continue;
      copyFileSync(path.join(vaults, name), path.join(vaults, name.replace(other, place)));
    }
    expect(codeOf(await unlock(desk.station, desk[place]))).toBe(code);
    expect(codeOf(desk.station.keys.vaults.client(desk[place])), 'nor is it left open').toBe('vault-locked');
    must(await unlock(desk.station, desk[other]));
  });
});

describe('deposit addresses', () => {
  it('of a locked vault are given out as far as they were derived ahead, each once, and no further', async () => {
    const desk = await openDesk();
    const { station, hot } = desk;
    const given = new Set<string>();
    const issue = async () => issueAddress(station, await anyOfficer(station), { vaultId: hot, account: 0 });
    for (;;) {
      const issued = await issue();
      if (!issued.ok) {
        expect(issued.code).toBe('vault-locked');
        break;
      }
      expect(given.has(addressOf(issued.value))).toBe(false);
      given.add(addressOf(issued.value));
      expect(given.size).toBeLessThan(100);
    }
    expect(given.size, 'the first was given out at the beginning').toBe(ADDRESSES_AHEAD - 1);
    must(await unlock(station, hot));
    const more = must(await issue());
    expect(given.has(addressOf(more))).toBe(false);
    must(await lockVault(station, await anyOfficer(station), { vaultId: hot }));
    must(await issue());
  });
});

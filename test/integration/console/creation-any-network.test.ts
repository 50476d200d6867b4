import { readdirSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openBooks } from '../../../electron/books/sqlite/client.ts';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { signIn } from '../../../electron/console/officers/sign-in.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import {
  type CreationParts,
  createTreasury,
  type NewTreasury,
} from '../../../electron/console/treasury/create-treasury.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { openVault } from '../../../electron/console/vaults/open-vault.ts';
import { changeVaultPassword } from '../../../electron/console/vaults/vault-file.ts';
import { ok, refuse } from '../../../electron/core/result.ts';
import { openDesk as openStation } from '../../../electron/stations/desk.ts';
import { sampleTrustRoot } from '../../support/sample-trust-root.ts';
import { testEffects } from '../../support/test-effects.ts';
import { NO_TIMERS, temporaryFolder } from '../../support/treasury-fixture.ts';
import { actorAt, codeOf, must, officerIdOf, utf8, WORK_FACTOR } from '../../support/treasury-steps.ts';

const effects = { ...testEffects, ...NO_TIMERS, practiceOnly: false };
const parts: CreationParts = {
  chain: iotaChain,
  openBooks: (file) => openBooks(file, effects.spawnBooks),
  effects,
};

/** A treasury on a test network, with own officers, vaults and rules. */
const wanted = (folder: string, changes: Partial<NewTreasury> = {}): NewTreasury => ({
  folder,
  name: 'Harbour Exchange',
  identify: async () =>
    ok({ network: { id: 'iota:testnet', genesis: '2304aa97' }, trustRoot: sampleTrustRoot('2304aa97') }),
  node: { kind: 'url', url: 'https://node.example/' },
  firstCheckpoint: 1_204_000n,
  officers: [
    {
      name: 'Ada Lindqvist',
      roles: ['maker', 'auditor', 'policy-admin'],
      file: 'ada',
      password: utf8('ada keeps a very long sentence'),
    },
    {
      name: 'Олена Бондар',
      roles: ['policy-admin', 'approver'],
      file: 'olena',
      password: utf8('olena keeps a very long sentence'),
    },
    {
      name: 'Kofi Mensah',
      roles: ['policy-admin', 'approver'],
      file: 'kofi',
      password: utf8('kofi keeps a very long sentence'),
    },
  ],
  vaults: [
    {
      name: 'Hot',
      kind: 'hot',
      alias: 'Float',
      file: 'hot-1',
      password: utf8('hot keeps a very long sentence'),
    },
    {
      name: 'Deep',
      kind: 'cold',
      alias: 'Reserve',
      file: 'deep',
      password: utf8('deep keeps a very long sentence'),
    },
  ],
  rules: [
    {
      id: 'all',
      title: 'Anything',
      vault: 'Hot',
      destination: 'anyone',
      maxAmount: 5_000_000_000n,
      window: null,
      approvals: 1,
    },
  ],
  feeCap: 100_000_000n,
  floatBand: { min: 1n, target: 2n, max: 3n },
  review: 3_600,
  change: { quorum: 2, approvers: 1, delay: 3_600, cooling: 86_400 },
  site: 'Zug',
  practicePassword: null,
  workFactor: WORK_FACTOR,
  ...changes,
});

const place = async () => path.join(await temporaryFolder(), 'treasury');

describe('creating a treasury on a network that is no practice', () => {
  it('makes what was asked for, and it opens: every founder signed, every vault has sealed, the journal verifies', async () => {
    const folder = await place();
    const file = must(await createTreasury(parts, wanted(folder)));
    const station = must(await openStation(folder, effects));
    onTestFinished(() => station.close());
    expect(file.network).toEqual({ id: 'iota:testnet', genesis: '2304aa97' });
    expect(file.policies[0]?.signatures).toHaveLength(3);
    const view = await readTreasury(station, nobody);
    expect(view).toMatchObject({
      name: 'Harbour Exchange',
      network: 'iota:testnet',
      genesis: '2304aa97',
      asset: { id: 'IOTA', unit: 'IOTA', decimals: 9 },
      stationRole: 'desk',
      practicePassword: null,
    });
    expect(view.officers.map(({ name }) => name)).toEqual(['Ada Lindqvist', 'Олена Бондар', 'Kofi Mensah']);
    expect(view.vaults.map(({ name, kind, accounts }) => [name, kind, accounts])).toEqual([
      ['Hot', 'hot', 1],
      ['Deep', 'cold', 1],
    ]);
    expect(station.policy.present().rules).toMatchObject([
      {
        id: 'all',
        source: { vaultId: view.vaults[0]?.id },
        amount: { max: { asset: 'IOTA', units: '5000000000' } },
      },
    ]);
    expect(await station.books.cursor.get()).toMatchObject({ next: 1_204_000n, digest: null });
    must(await verifyJournal(station));
    const at = { station, caller: station.callers.open() };
    const officerId = officerIdOf(station, 'Kofi');
    must(await signIn(station, at.caller, { officerId, password: utf8('kofi keeps a very long sentence') }));
    for (const [i, password] of [
      'hot keeps a very long sentence',
      'deep keeps a very long sentence',
    ].entries()) {
      const vaultId = view.vaults[i]?.id ?? '';
      must(await openVault(station, actorAt(at, 'Kofi'), { vaultId, password: utf8(password) }));
    }
  });

  it.each(['officers', 'vaults'] as const)(
    'refuses a password of %s that the meter puts under a day, and leaves nothing',
    async (whose) => {
      const folder = await place();
      const [first, ...others] = wanted(folder)[whose];
      const weak = { [whose]: [{ ...first, password: utf8('Liverpool1') }, ...others] };
      expect(codeOf(await createTreasury(parts, wanted(folder, weak)))).toBe('password-weak');
      expect(readdirSync(path.dirname(folder))).toEqual([]);
    },
  );

  it("refuses to give a vault's file a password that the meter puts under a day; the old one stays", async () => {
    const folder = await place();
    must(await createTreasury(parts, wanted(folder)));
    const station = must(await openStation(folder, effects));
    onTestFinished(() => station.close());
    const at = { station, caller: station.callers.open() };
    const kofi = {
      officerId: officerIdOf(station, 'Kofi'),
      password: utf8('kofi keeps a very long sentence'),
    };
    must(await signIn(station, at.caller, kofi));
    const actor = actorAt(at, 'Kofi');
    const [hot] = (await readTreasury(station, nobody)).vaults;
    const vaultId = hot?.id ?? '';
    const old = 'hot keeps a very long sentence';
    const change = async (next: string) => {
      const typed = { password: utf8(old), next: utf8(next), again: utf8(next), second: null };
      return codeOf(await changeVaultPassword(station, actor, { vaultId, ...typed }));
    };
    expect(await change('a')).toBe('password-weak');
    expect(await change('Liverpool1')).toBe('password-weak');
    must(await openVault(station, actor, { vaultId, password: utf8(old) }));
    expect(await change('ostrich velvet harbour nine')).toBeNull();
  });

  it.each([
    ['with two policy admins', ['maker', 'auditor'] as const],
    ['with somebody who both asks and approves', ['policy-admin', 'maker', 'approver'] as const],
  ])('refuses real money %s, before any key is made', async (_, roles) => {
    const folder = await place();
    const [ada, ...others] = wanted(folder).officers;
    if (!ada) throw new Error('there is an Ada');
    const officers = [{ ...ada, roles }, ...others];
    expect(codeOf(await createTreasury(parts, wanted(folder, { officers })))).toBe('policy-few-people');
    expect(readdirSync(path.dirname(folder))).toEqual([]);
  });

  it('leaves nothing where its network cannot be told', async () => {
    const folder = await place();
    const identify = async () => refuse('node-unreachable', 'no node');
    expect(codeOf(await createTreasury(parts, wanted(folder, { identify })))).toBe('node-unreachable');
    expect(readdirSync(path.dirname(folder))).toEqual([]);
  });

  it('leaves nothing where a key file cannot be made: two of one name', async () => {
    const folder = await place();
    const [ada, ...others] = wanted(folder).officers;
    if (!ada) throw new Error('there is an Ada');
    const officers = [ada, ...others.map((officer) => ({ ...officer, file: 'ada' }))];
    expect(codeOf(await createTreasury(parts, wanted(folder, { officers })))).toBe('stronghold-exists');
    expect(readdirSync(path.dirname(folder))).toEqual([]);
  });
});

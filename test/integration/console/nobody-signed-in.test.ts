import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import type { AppView } from '../../../electron/contract/app.ts';
import type { Channel, Input, Output } from '../../../electron/contract/contract.ts';
import type { JournalRow } from '../../../electron/contract/journal.ts';
import { type Result, refuse } from '../../../electron/core/result.ts';
import { type Console, createConsole } from '../../../electron/stations/console.ts';
import { testHost } from '../../support/test-host.ts';
import { OUTSIDER, temporaryFolder } from '../../support/treasury-fixture.ts';
import { type OutsideTreasury, outsideTreasury } from '../../support/treasury-lines.ts';
import { codeOf, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const MOVEMENT = '0193a3e0-0000-4000-8000-00000000000a';

const always = {
  period: { kind: 'own', from: '2000-01-01T00:00', to: '2100-01-01T00:00' },
  zone: 'UTC',
} as const;

let treasury: OutsideTreasury;
let desktop: Console;
let saveTo: string | null;

beforeEach(async () => {
  treasury = await outsideTreasury();
  saveTo = null;
  desktop = createConsole(testHost(), ({ detail }) => {
    throw new Error(detail);
  });
  onTestFinished(() => desktop.close());
  must(await desktop.open(treasury.folder));
});

/** Calls a verb as a window does; every window has its own officers. */
async function call<C extends Channel>(
  verb: C,
  input: Input<C>,
  callerId = 'window 1',
): Promise<Result<Output<C>>> {
  const place = {
    chooseFolder: async () => null,
    chooseStronghold: async () => null,
    chooseBackup: async () => null,
    chooseEnvelope: async () => null,
    chooseEmptyFolder: async () => null,
    chooseWalletFolder: async () => null,
    chooseSaveFile: async () => saveTo,
    copyAddress: async () => refuse('input-malformed', 'there is no clipboard'),
    copyTransaction: async () => refuse('input-malformed', 'there is no clipboard'),
  };
  return (await desktop.answer(verb, input, { callerId, place })) as Result<Output<C>>;
}

async function enter(name: keyof OutsideTreasury['officers'], callerId = 'window 1'): Promise<string> {
  const officerId = treasury.officers[name];
  must(await call('officer.sign-in', { officerId, password: utf8(PASSWORD) }, callerId));
  return officerId;
}

/** The journal's newest entries, read by Dev at a window of his own. */
async function newest(limit: number): Promise<readonly JournalRow[]> {
  const as = await enter('Dev', 'auditor');
  const { rows } = must(await call('journal.list', { as, search: '', offset: 0, limit }, 'auditor'));
  return rows;
}

const coldId = async (): Promise<string> => vaultOf(must(await call('app.read', { as: null })), 'cold').id;

function vaultOf({ treasury: view }: AppView, kind: 'hot' | 'cold') {
  const vault = view?.vaults.find((each) => each.kind === kind);
  if (!vault) throw new Error(`there is no ${kind} vault`);
  return vault;
}

const secret = () => utf8(PASSWORD);
const list = { search: '', offset: 0, limit: 10 };

describe('with nobody signed in', () => {
  const hot = () => treasury.hot;
  const attacks: readonly (readonly [string, Channel, () => object])[] = [
    [
      "a vault's password is enough to unlock it",
      'vault.unlock',
      () => ({ vaultId: hot(), password: secret() }),
    ],
    ['an account is created', 'account.create', () => ({ vaultId: hot(), alias: 'Mine' })],
    ['an account is renamed', 'account.rename', () => ({ vaultId: hot(), account: 0, alias: 'Mine' })],
    ['a note is written', 'account.note', () => ({ vaultId: hot(), account: 0, note: 'n' })],
    ['an account is archived', 'account.archive', () => ({ vaultId: hot(), account: 0, holds: '0' })],
    ['an account is taken back', 'account.restore', () => ({ vaultId: hot(), account: 0 })],
    ['an address is given out', 'address.issue', () => ({ vaultId: hot(), account: 0 })],
    [
      "a vault's password is enough to change it",
      'vault.change-password',
      () => ({ confirmedBy: null, vaultId: hot(), password: secret(), next: utf8('a'), again: utf8('a') }),
    ],
    [
      "a vault's password is enough to copy its file",
      'vault.save-copy',
      () => ({ vaultId: hot(), password: secret() }),
    ],
    [
      "a vault's password is enough to migrate its file",
      'vault.migrate',
      () => ({ vaultId: hot(), password: secret() }),
    ],
    [
      'a backup is written',
      'backup.write',
      () => ({ confirmedBy: null, passphrase: secret(), again: secret(), vaults: [], officers: false }),
    ],
    ['the idle lock is set to an hour', 'settings.idle-lock', () => ({ confirmedBy: null, seconds: 3600 })],
    ['the idle lock is set to a minute', 'settings.idle-lock', () => ({ confirmedBy: null, seconds: 60 })],
    ['the journal is carried away', 'journal.export', () => ({})],
    ['the books are carried away', 'export.save', () => ({ what: 'deposits', format: 'csv', ...always })],
    ['the files of others are called off', 'export.stop', () => ({})],
    [
      'a ceremony begins',
      'ceremony.begin',
      () => ({
        plan: { kind: 'check-backup', from: 'words' },
        vault: null,
        vaultId: null,
        officers: [{ officerId: treasury.officers.Ben, password: secret() }],
      }),
    ],
    [
      'a withdrawal is asked for',
      'withdrawal.request',
      () => ({ vaultId: hot(), recipient: OUTSIDER, amount: '1', reference: '' }),
    ],
    ['a sweep is asked for', 'sweep.request', () => ({})],
    ['a payment is signed', 'movement.sign', () => ({ id: MOVEMENT })],
    ['a payment is sent', 'movement.submit', () => ({ id: MOVEMENT })],
    ['a request is taken back', 'movement.cancel', () => ({ id: MOVEMENT })],
    ['a payment is stopped', 'movement.stop', () => ({ id: MOVEMENT, reason: '' })],
  ];

  it("a vault's password is enough to act in the station's name: refused, and nothing is done", async () => {
    saveTo = path.join(await temporaryFolder(), 'taken');
    const elsewhere = await enter('Ben', 'window 2');
    const [before] = await newest(1);
    for (const [attack, verb, input] of attacks) {
      // Nor as somebody who is signed in at another window.
      for (const as of [null, elsewhere]) {
        const answer = await call(verb, { as, ...input() } as Input<typeof verb>);
        expect(codeOf(answer), attack).toBe('officer-not-signed-in');
      }
    }
    expect(existsSync(saveTo)).toBe(false);
    const app = must(await call('app.read', { as: null }));
    expect(app.settings.idleLockSeconds).toBe(300);
    expect(vaultOf(app, 'hot').state).toBe('locked');
    const after = (await newest(20)).filter(({ seq }) => seq > (before?.seq ?? 0));
    expect(
      after.map(({ kind }) => kind),
      'Dev has come to read it',
    ).toEqual(['officer-signed-in']);
  });

  const looks: readonly (readonly [string, Channel, () => object])[] = [
    ['balances', 'dashboard.read', () => ({})],
    ['customers', 'account.list', () => ({ ...list, vaultId: null })],
    ["a customer's addresses", 'address.list', () => ({ ...list, vaultId: hot(), account: 0 })],
    ['deposits', 'deposit.list', () => ({ ...list, state: null })],
    ['payees', 'movement.list', () => ({ ...list, kind: null, filter: 'all' })],
    ['one payee', 'movement.read', () => ({ id: MOVEMENT })],
    [
      'what a payment would cost',
      'withdrawal.preview',
      () => ({ vaultId: hot(), recipient: OUTSIDER, amount: '1' }),
    ],
    ['the surplus', 'sweep.plan', () => ({})],
    ['names in the journal', 'journal.list', () => list],
  ];

  it('customers, payees and balances are looked at after a lock: refused', async () => {
    const as = await enter('Mara');
    for (const [what, verb, input] of looks) {
      const seen = await call(verb, { as, ...input() } as Input<typeof verb>);
      expect(codeOf(seen), what).not.toBe('officer-not-signed-in');
    }
    must(await call('station.lock', { as }));
    for (const [what, verb, input] of looks) {
      for (const who of [null, as]) {
        const answer = await call(verb, { as: who, ...input() } as Input<typeof verb>);
        expect(codeOf(answer), what).toBe('officer-not-signed-in');
      }
    }
  });

  it('the frame tells name, network and vaults, and no balance', async () => {
    await treasury.node.deposit(treasury.hotAddress, 5_000_000_000n);
    await treasury.node.checkpoint();
    const as = await enter('Mara');
    await expect
      .poll(async () => vaultOf(must(await call('app.read', { as })), 'hot').balance, { timeout: 60_000 })
      .toBe('5000000000');
    must(await call('station.lock', { as }));
    for (const who of [null, as]) {
      const view = must(await call('app.read', { as: who }));
      expect(view.treasury).toMatchObject({ name: 'Treasury under test', network: 'iota:practice' });
      expect(view.treasury?.vaults).toMatchObject([
        { name: 'Hot vault', balance: null, reserved: null },
        { name: 'Cold vault', balance: null, reserved: null },
      ]);
    }
  });

  it('everything is locked all the same: nobody is refused a lock, and the journal says why it has no name', async () => {
    const as = await enter('Mara');
    must(await call('vault.unlock', { as, vaultId: hot(), password: secret() }));
    must(await call('vault.lock', { as: null, vaultId: hot() }, 'window 2'));
    expect((await newest(5)).find(({ kind }) => kind === 'vault-closed')).toMatchObject({
      officerName: null,
      rule: 'lock-unnamed',
    });
    must(await call('vault.unlock', { as, vaultId: hot(), password: secret() }));
    must(await call('station.lock', { as: null }, 'window 2'));
    const locked = (await newest(5)).filter(({ kind }) => kind === 'vault-closed');
    expect(locked[0]).toMatchObject({ officerName: null, rule: 'lock-unnamed', signedByOfficer: false });
    expect(must(await call('app.read', { as: null })).treasury?.signedIn).toEqual([]);
  });
});

describe('an officer acts by name', () => {
  it('unlocking, locking and leaving are signed by the officer who does it', async () => {
    const as = await enter('Mara');
    await enter('Ben', 'window 2');
    must(await call('vault.unlock', { as, vaultId: treasury.hot, password: secret() }));
    must(await call('station.lock', { as }));
    const rows = (await newest(20)).filter(({ officerName }) => officerName !== 'Dev Patel');
    const byMara = { officerName: 'Mara Lindqvist', rule: null, signedByOfficer: true };
    for (const kind of ['vault-opened', 'vault-closed'] as const)
      expect(rows.find((row) => row.kind === kind)).toMatchObject(byMara);
    const out = rows.filter(({ kind }) => kind === 'officer-signed-out');
    expect(out, 'she has signed Ben out too').toMatchObject([byMara, byMara]);

    await enter('Mara');
    must(await call('officer.sign-out', { officerId: as }));
    expect((await newest(2)).find(({ kind }) => kind === 'officer-signed-out')).toMatchObject(byMara);
    must(await call('journal.verify', {}));
  });

  it('exporting the journal is in the journal', async () => {
    const as = await enter('Mara');
    saveTo = path.join(await temporaryFolder(), 'journal.jsonl');
    must(await call('journal.export', { as }));
    expect((await newest(5)).find(({ kind }) => kind === 'journal-exported')).toMatchObject({
      officerName: 'Mara Lindqvist',
      signedByOfficer: true,
    });
    const entries = readFileSync(saveTo, 'utf8').trimEnd().split('\n').length - 1;
    expect((await newest(5)).find(({ kind }) => kind === 'journal-exported')?.summary).toBe(
      `Journal exported up to entry ${entries}`,
    );
  });

  it('exporting a statement is in the journal, with the digest of the file', async () => {
    const as = await enter('Mara');
    for (const format of ['csv', 'pdf'] as const) {
      saveTo = path.join(await temporaryFolder(), `statement.${format}`);
      must(await call('export.save', { as, what: 'statement', format, ...always }));
      const sha256 = createHash('sha256').update(readFileSync(saveTo)).digest('hex');
      expect((await newest(5)).find(({ kind }) => kind === 'books-exported')).toMatchObject({
        officerName: 'Mara Lindqvist',
        signedByOfficer: true,
        summary: `Exported: statement (${format}), SHA-256 ${sha256}`,
      });
    }
  });
});

describe("a cold vault's password", () => {
  const change = async (as: string, confirmedBy: string | null) =>
    codeOf(
      await call('vault.change-password', {
        as,
        confirmedBy,
        vaultId: await coldId(),
        password: secret(),
        next: utf8('the next one'),
        again: utf8('the next one'),
      }),
    );
  const file = async () => readFileSync(treasuryPaths(treasury.folder).vault('cold.stronghold'));

  it('is changed by one officer, also one who confirms it alone: refused, and the file stays', async () => {
    const before = await file();
    const as = await enter('Mara');
    expect(await change(as, null)).toBe('second-officer-needed');
    expect(await change(as, as)).toBe('second-officer-needed');
    expect(await change(as, treasury.officers.Ben), 'nobody has signed Ben in').toBe('officer-not-signed-in');
    await enter('Ben', 'window 2');
    expect(await change(as, treasury.officers.Ben), 'Ben is at another window').toBe('officer-not-signed-in');
    expect((await file()).equals(before)).toBe(true);
    expect((await newest(20)).map(({ kind }) => kind)).not.toContain('act-confirmed');
  });

  it('is changed by two, and both sign it in the journal', async () => {
    const as = await enter('Mara');
    expect(await change(as, await enter('Ben'))).toBeNull();
    const [act, confirmed] = (await newest(10)).filter(({ kind }) =>
      ['vault-password-changed', 'act-confirmed'].includes(kind),
    );
    expect(act).toMatchObject({
      kind: 'vault-password-changed',
      officerName: 'Mara Lindqvist',
      signedByOfficer: true,
    });
    expect(confirmed).toMatchObject({
      kind: 'act-confirmed',
      officerName: 'Ben Okafor',
      signedByOfficer: true,
      summary: 'A second officer confirmed: another password for Cold vault',
    });
    expect(confirmed?.seq).toBe((act?.seq ?? 0) - 1);
    must(await call('journal.verify', {}));
  });
});

describe('the idle lock', () => {
  const set = async (as: string, confirmedBy: string | null, seconds: number) =>
    codeOf(await call('settings.idle-lock', { as, confirmedBy, seconds }));
  const seconds = async () => must(await call('app.read', { as: null })).settings.idleLockSeconds;

  it('is made longer by one officer: refused, and it stays', async () => {
    const as = await enter('Mara');
    expect(await set(as, null, 3600)).toBe('second-officer-needed');
    expect(await set(as, as, 3600)).toBe('second-officer-needed');
    expect(await seconds()).toBe(300);
    expect(await set(as, await enter('Ben'), 3600)).toBeNull();
    expect(await seconds()).toBe(3600);
    expect((await newest(10)).map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['act-confirmed', 'idle-lock-changed']),
    );
  });

  it('is made shorter by one, and the journal tells who', async () => {
    expect(await set(await enter('Mara'), null, 60)).toBeNull();
    expect(await seconds()).toBe(60);
    expect((await newest(10)).find(({ kind }) => kind === 'idle-lock-changed')).toMatchObject({
      officerName: 'Mara Lindqvist',
      summary: 'Idle lock after 60 instead of 300 seconds',
    });
  });

  it('is no longer written beside the theme', async () => {
    const both = { theme: 'dark', idleLockSeconds: 3600 } as Input<'settings.write'>;
    expect(codeOf(await call('settings.write', both))).toBe('input-malformed');
    expect(await seconds()).toBe(300);
  });
});

import { describe, expect, it, onTestFinished, vi } from 'vitest';
import type { CallerPlace } from '../../../electron/contract/serve.ts';
import { type Result, refuse } from '../../../electron/core/result.ts';
import { createConsole } from '../../../electron/stations/console.ts';
import { testHost } from '../../support/test-host.ts';
import { journalAt, openProgram, outsideTreasury } from '../../support/treasury-lines.ts';
import { codeOf, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const place: CallerPlace = {
  chooseFolder: async () => null,
  chooseStronghold: async () => null,
  chooseBackup: async () => null,
  chooseEnvelope: async () => null,
  chooseEmptyFolder: async () => null,
  chooseWalletFolder: async () => null,
  chooseSaveFile: async () => null,
  copyAddress: async () => refuse('input-malformed', 'there is no clipboard'),
  copyTransaction: async () => refuse('input-malformed', 'there is no clipboard'),
};
const context = { callerId: 'window 1', place };

/** A window's program beside a command line that has the treasury open. */
async function besideACommandLine() {
  const treasury = await outsideTreasury();
  const holder = await openProgram(treasury.folder);
  const told: boolean[] = [];
  const window = createConsole(
    testHost({ version: '9.9.9', onCeremony: (underWay) => told.push(underWay) }),
    ({ detail }) => {
      throw new Error(detail);
    },
  );
  onTestFinished(() => window.close());
  must(await window.open(treasury.folder));
  const call = (...[verb, input]: [Parameters<typeof window.answer>[0], object]): Promise<Result<unknown>> =>
    window.answer(verb, input, context);
  return { treasury, holder, window, call, told };
}

describe('a window that is attached', () => {
  it('shows the treasury of the other program, and its own version and settings', async () => {
    const { treasury, call } = await besideACommandLine();
    must(await call('settings.write', { theme: 'dark' }));
    expect(must(await call('app.read', { as: null }))).toMatchObject({
      version: '9.9.9',
      settings: { theme: 'dark' },
      treasury: { id: treasury.treasuryId, stationRole: 'desk' },
    });
  });

  it('wipes the password of whoever signs in, also a wrong one', async () => {
    const { treasury, call } = await besideACommandLine();
    const officerId = treasury.officers.Mara;
    for (const [typed, code] of [
      ['guess', 'password-wrong'],
      [PASSWORD, null],
    ] as const) {
      const password = utf8(typed);
      expect(codeOf(await call('officer.sign-in', { officerId, password }))).toBe(code);
      expect([...password]).toEqual(new Array(password.length).fill(0));
    }
  });

  it('lets a person guess passwords no faster than the other program does, also by attaching again', async () => {
    const { treasury, call } = await besideACommandLine();
    const guess = (name: 'Mara' | 'Ben', typed: string) =>
      call('officer.sign-in', { officerId: treasury.officers[name], password: utf8(typed) });
    expect(codeOf(await guess('Mara', ''))).toBe('password-empty');
    for (let i = 0; i < 5; i++) expect(codeOf(await guess('Mara', `guess ${i}`))).toBe('password-wrong');
    expect(codeOf(await guess('Mara', PASSWORD))).toBe('password-wait');
    must(await call('treasury.close', {}));
    must(await call('treasury.open', { folder: treasury.folder }));
    expect(codeOf(await guess('Mara', PASSWORD))).toBe('password-wait');
    must(await guess('Ben', PASSWORD));
  });

  it('is kept out of screenshots while a ceremony that it began is under way in the other program', async () => {
    const { treasury, call, told } = await besideACommandLine();
    const officers = (['Dev', 'Ben', 'Chiara'] as const).map((name) => ({
      officerId: treasury.officers[name],
      password: utf8(PASSWORD),
    }));
    const as = treasury.officers.Dev;
    must(await call('officer.sign-in', { officerId: as, password: utf8(PASSWORD) }));
    const begun = await call('ceremony.begin', {
      as,
      plan: { kind: 'create', words: true, split: null },
      vault: { name: 'Reserve', kind: 'cold' },
      vaultId: null,
      officers,
    });
    must(begun);
    await vi.waitUntil(() => told.at(-1) === true, { timeout: 60_000 });
    must(await call('station.lock', { as }));
    await vi.waitUntil(() => told.at(-1) === false, { timeout: 60_000 });
  });

  it('lets go of the treasury when it is closed; the other program goes on', async () => {
    const { treasury, holder, call } = await besideACommandLine();
    const officerId = treasury.officers.Mara;
    must(await call('officer.sign-in', { officerId, password: utf8(PASSWORD) }));
    must(await call('treasury.close', {}));
    expect(must(await call('app.read', { as: null }))).toMatchObject({ treasury: null });
    await vi.waitUntil(
      async () => {
        return (await journalAt(holder, treasury))[0] === 'officer-signed-out';
      },
      { timeout: 60_000, interval: 100 },
    );
    must(await call('treasury.open', { folder: treasury.folder }));
    must(await call('journal.verify', {}));
  });

  it('opens no second treasury', async () => {
    const { treasury, call } = await besideACommandLine();
    expect(codeOf(await call('treasury.open', { folder: treasury.folder }))).toBe('treasury-in-use');
    const practice = { name: 'Second', password: utf8(PASSWORD) };
    expect(codeOf(await call('treasury.create-practice', practice))).toBe('treasury-in-use');
  });
});

import { beforeEach, describe, expect, it, vi } from 'vitest';
import { createAccount } from '../../../electron/console/accounts/create-account.ts';
import type { Actor } from '../../../electron/console/actor.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { openOfficer } from '../../../electron/console/officers/open-officer.ts';
import { endCaller, signIn, signOut } from '../../../electron/console/officers/sign-in.ts';
import { actorOf, lockerOf, viewerOf } from '../../../electron/console/officers/viewer.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import type { Desk } from '../../../electron/stations/desk.ts';
import { entriesOf } from '../../support/ceremony-desk.ts';
import { openDesk, type TestDesk, unlock } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must, officerIdOf, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

let desk: TestDesk;
let station: Desk;

beforeEach(async () => {
  desk = await openDesk();
  station = desk.station;
});

const idOf = (name: string) => officerIdOf(station, name);
const namesAt = ({ officers }: TestDesk['caller']) => officers.list().map(({ officer }) => officer.name);

describe('several officers at one caller', () => {
  it('are signed in side by side, and each acts under the own name', async () => {
    const { caller, hot } = desk;
    must(await unlock(station, hot));
    const officers = [await enter(desk, 'Mara'), await enter(desk, 'Ben')];
    expect(namesAt(caller)).toEqual(['Mara Lindqvist', 'Ben Okafor']);
    for (const [i, officer] of officers.entries()) {
      must(await createAccount(station, officer, { vaultId: hot, alias: `Account ${i}` }));
    }
    const made = await entriesOf(station, 'account-created');
    expect(made.map(({ actor }) => actor)).toEqual([
      { kind: 'person', officerId: idOf('Mara') },
      { kind: 'person', officerId: idOf('Ben') },
    ]);
    for (const { witness } of made) expect(witness).toMatch(/^[0-9a-f]{128}$/);
    const viewer = must(viewerOf(caller, idOf('Ben')));
    expect((await readTreasury(station, viewer)).signedIn).toEqual([idOf('Mara'), idOf('Ben')]);
    must(await verifyJournal(station));
  });

  it('are signed out one by one, or all at once', async () => {
    const { caller } = desk;
    for (const name of ['Mara', 'Ben', 'Chiara']) await enter(desk, name);
    must(await signOut(station, caller, { officerId: idOf('Ben') }));
    expect(namesAt(caller)).toEqual(['Mara Lindqvist', 'Chiara Rossi']);
    must(await signOut(station, caller, { officerId: idOf('Ben') }));
    must(await signOut(station, caller, { officerId: null }));
    expect(namesAt(caller)).toEqual([]);
    const out = await entriesOf(station, 'officer-signed-out');
    expect(out.map(({ body }) => body.officerId)).toEqual(['Ben', 'Mara', 'Chiara'].map(idOf));
  });

  it('sign in again with the right password only; a wrong one leaves them signed in', async () => {
    const { caller } = desk;
    const before = await enter(desk, 'Mara');
    const again = (password: string) =>
      signIn(station, caller, { officerId: idOf('Mara'), password: utf8(password) });
    expect(codeOf(await again('guess'))).toBe('password-wrong');
    expect(desk.as('Mara')).toEqual(before);
    must(await again(PASSWORD));
    expect(namesAt(caller)).toEqual(['Mara Lindqvist']);
    expect(sessionOf(desk.as('Mara'))).not.toBe(sessionOf(before));
    expect(codeOf(await sessionOf(before).signer.ask('sign-statement', journalHash))).toBe('signer-crashed');
  });

  it('are signed out when the process of their key ends', async () => {
    await enter(desk, 'Mara');
    const { signer } = sessionOf(desk.as('Mara'));
    if (!('kill' in signer) || typeof signer.kill !== 'function') throw new Error('expected a process');
    signer.kill();
    await vi.waitUntil(() => desk.caller.officers.list().length === 0, { timeout: 60_000 });
  });
});

const journalHash = { kind: 'journal', hash: 'ab'.repeat(32) } as const;

function sessionOf(actor: Actor) {
  if (actor.kind !== 'officer') throw new Error('expected an officer');
  return actor.session;
}

describe('several callers of one station', () => {
  it('have their own officers: nobody acts with those of another', async () => {
    const other = station.callers.open();
    await enter(desk, 'Ben');
    expect(codeOf(actorOf(other, idOf('Ben')))).toBe('officer-not-signed-in');
    expect(codeOf(viewerOf(other, idOf('Ben')))).toBe('officer-not-signed-in');
    expect(codeOf(actorOf(other, null)), 'nobody acts in the name of the station').toBe(
      'officer-not-signed-in',
    );
    expect(lockerOf(other, null)).toEqual({ kind: 'station', rule: 'lock-unnamed' });
    expect(must(viewerOf(other, null))).toEqual({ acting: null, signedIn: [] });
  });

  it('are all signed out by a lock, also those who are just signing in', async () => {
    const other = { station, caller: station.callers.open() };
    await enter(desk, 'Mara');
    await enter(other, 'Ben');
    const signingIn = signIn(station, other.caller, {
      officerId: idOf('Chiara'),
      password: utf8(PASSWORD),
    });
    must(await station.lock());
    expect(['vault-locked', 'signer-crashed', 'officer-not-signed-in']).toContain(codeOf(await signingIn));
    expect([desk.caller, other.caller].map(namesAt)).toEqual([[], []]);
    const out = await entriesOf(station, 'officer-signed-out');
    expect(out.map(({ body }) => body.officerId)).toEqual(['Mara', 'Ben'].map(idOf));
    must(await verifyJournal(station));
  });

  it('take their officers with them when they end; those of others stay', async () => {
    const other = { station, caller: station.callers.open() };
    await enter(desk, 'Mara');
    await enter(other, 'Ben');
    must(await endCaller(station, station.callers, other.caller));
    expect(namesAt(desk.caller)).toEqual(['Mara Lindqvist']);
    expect(station.callers.all()).toEqual([desk.caller]);
    const out = await entriesOf(station, 'officer-signed-out');
    expect(out.map(({ body }) => body.officerId)).toEqual([idOf('Ben')]);
  });
});

describe("an officer whose key is open in the caller's own process", () => {
  it('acts like any other, and is told when the station signs everybody out', async () => {
    const { caller, hot } = desk;
    must(await unlock(station, hot));
    const key = must(await openOfficer(station, { officerId: idOf('Mara'), password: utf8(PASSWORD) }));
    const ended = vi.fn(() => key.kill());
    const officer = station.policy.present().officers.find(({ id }) => id === idOf('Mara'));
    if (!officer) throw new Error('there is no Mara');
    caller.officers.admit(officer, { ask: (verb, statement) => key.ask(verb, statement) }, ended);
    const mara = must(actorOf(caller, officer.id));
    must(await createAccount(station, mara, { vaultId: hot, alias: 'From afar' }));
    must(await verifyJournal(station));
    must(await station.lock());
    expect(ended).toHaveBeenCalledTimes(1);
    expect(codeOf(actorOf(caller, officer.id))).toBe('officer-not-signed-in');
    expect(codeOf(await createAccount(station, mara, { vaultId: hot, alias: 'Too late' }))).toBe(
      'vault-locked',
    );
  });
});

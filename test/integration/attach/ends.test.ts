import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { isRecord } from '../../../electron/core/json.ts';
import {
  journalAt,
  onDescriptor,
  openProgram,
  outsideTreasury,
  startTreasury,
  type TreasuryProgram,
} from '../../support/treasury-lines.ts';

const LONG = { timeout: 120_000, interval: 100 };

async function signedInAt({ get }: TreasuryProgram): Promise<unknown> {
  const { treasury } = await get('app.read', { as: null });
  return isRecord(treasury) ? treasury['signedIn'] : null;
}

/** Ids of the processes that a process has started and that run still. */
const childrenOf = (pid: number): readonly number[] =>
  readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').split(' ').filter(Boolean).map(Number);

/** Waits until no process with a key belongs to the program. */
const noKeyAt = ({ pid }: TreasuryProgram) => vi.waitUntil(() => childrenOf(pid).length === 0, LONG);

const refusal = (code: string) => ({ ok: false, code, message: expect.any(String) });

describe.skipIf(process.platform !== 'linux')('a lock', () => {
  it('from the attached program locks the vault and signs the officers of both out', async () => {
    const { folder, officers, hot } = await outsideTreasury();
    const holder = await openProgram(folder);
    const attached = await openProgram(folder);
    await holder.get('officer.sign-in', { officerId: officers.Ben, password: onDescriptor });
    await holder.get('vault.unlock', { as: officers.Ben, vaultId: hot, password: onDescriptor });
    await attached.get('officer.sign-in', { officerId: officers.Mara, password: onDescriptor });
    const before = holder.said.length;
    await attached.get('station.lock', { as: officers.Mara });
    await vi.waitUntil(() => holder.noticed(before).has('lock'), LONG);
    await attached.until(({ notice }) => Array.isArray(notice) && notice.includes('lock'));
    expect(await signedInAt(holder)).toEqual([]);
    expect(await signedInAt(attached)).toEqual([]);
    expect((await journalAt(holder, { officers })).slice(0, 3).toSorted()).toEqual([
      'officer-signed-out',
      'officer-signed-out',
      'vault-closed',
    ]);
    await noKeyAt(attached);
    await noKeyAt(holder);
  });

  it('from the holder ends the key that is open in the attached program', async () => {
    const { folder, officers } = await outsideTreasury();
    const holder = await openProgram(folder);
    const attached = await openProgram(folder);
    await attached.get('officer.sign-in', { officerId: officers.Mara, password: onDescriptor });
    expect(childrenOf(attached.pid), "the officer's signer").toHaveLength(1);
    await holder.get('station.lock', { as: null });
    await noKeyAt(attached);
    const refused = await attached.call('account.create', {
      as: officers.Mara,
      vaultId: officers.Mara,
      alias: 'x',
    });
    expect(refused).toMatchObject({ ok: false, code: 'officer-not-signed-in' });
  });
});

describe.skipIf(process.platform !== 'linux')('signing in at an attached program', () => {
  it('a wrong password is refused, and nobody is signed in', async () => {
    const { folder, officers } = await outsideTreasury();
    const holder = await openProgram(folder);
    const attached = await openProgram(folder, { password: 'guess' });
    const refused = await attached.call('officer.sign-in', {
      officerId: officers.Mara,
      password: onDescriptor,
    });
    expect(refused).toMatchObject({ ok: false, code: 'password-wrong' });
    expect(await signedInAt(attached)).toEqual([]);
    await noKeyAt(attached);
    expect(await journalAt(holder, { officers })).not.toContain('officer-signed-in');
  });

  it('again replaces the open key, and the officer stays signed in', async () => {
    const { folder, officers } = await outsideTreasury();
    await openProgram(folder);
    const attached = await openProgram(folder);
    const enter = () =>
      attached.call('officer.sign-in', { officerId: officers.Mara, password: onDescriptor });
    expect(await enter()).toMatchObject({ ok: true });
    expect(await enter()).toMatchObject({ ok: true });
    expect(await signedInAt(attached)).toEqual([officers.Mara]);
    await vi.waitUntil(() => childrenOf(attached.pid).length === 1, LONG);
  });

  it('an officer whose signer process dies is signed out at the holder too', async () => {
    const { folder, officers } = await outsideTreasury();
    const holder = await openProgram(folder);
    const attached = await openProgram(folder);
    await attached.get('officer.sign-in', { officerId: officers.Mara, password: onDescriptor });
    const [signer] = childrenOf(attached.pid);
    if (signer === undefined) throw new Error('there is no signer');
    process.kill(signer, 'SIGKILL');
    await vi.waitUntil(async () => (await journalAt(holder, { officers }))[0] === 'officer-signed-out', LONG);
    expect(await signedInAt(attached)).toEqual([]);
  });
});

describe.skipIf(process.platform !== 'linux')('kill -9', () => {
  it('of the holder: the attached program is told by a code, and can open the treasury itself', async () => {
    const { folder, socket, officers } = await outsideTreasury();
    const holder = await openProgram(folder);
    const attached = await openProgram(folder);
    await attached.get('officer.sign-in', { officerId: officers.Mara, password: onDescriptor });
    await holder.kill();
    await attached.until(({ notice }) => Array.isArray(notice) && notice.includes('lock'));
    await noKeyAt(attached);
    expect(existsSync(socket), 'the dead process has left its socket').toBe(true);
    const list = { as: officers.Mara, search: '', offset: 0, limit: 1 };
    expect(await attached.call('journal.list', list)).toMatchObject(refusal('treasury-not-open'));

    await attached.get('treasury.open', { folder });
    await attached.get('officer.sign-in', { officerId: officers.Mara, password: onDescriptor });
    const third = await openProgram(folder);
    expect(await signedInAt(third)).toEqual([]);
    await attached.get('journal.verify');
    expect(await third.finish()).toBe(0);
    expect(await attached.finish()).toBe(0);
    expect(existsSync(socket)).toBe(false);
  });

  it('of the holder in the middle of a call: the call is answered', async () => {
    const { folder } = await outsideTreasury();
    const holder = await openProgram(folder);
    const attached = await openProgram(folder);
    holder.signal('SIGSTOP'); // it takes the call and does not come to answer it
    const asked = attached.call('journal.verify');
    await holder.kill();
    expect(await asked).toMatchObject(refusal('attach-refused'));
  });

  it('of the attached program: its officers are signed out, and the holder goes on', async () => {
    const { folder, officers } = await outsideTreasury();
    const holder = await openProgram(folder);
    const attached = await openProgram(folder);
    await holder.get('officer.sign-in', { officerId: officers.Ben, password: onDescriptor });
    await attached.get('officer.sign-in', { officerId: officers.Mara, password: onDescriptor });
    const [signer] = childrenOf(attached.pid);
    await attached.kill();
    await vi.waitUntil(async () => (await journalAt(holder, { officers }))[0] === 'officer-signed-out', LONG);
    await vi.waitUntil(() => !existsSync(`/proc/${signer}`), LONG);
    expect(await signedInAt(holder)).toEqual([officers.Ben]);
    await holder.get('journal.verify');
    const again = await openProgram(folder);
    await again.get('officer.sign-in', { officerId: officers.Mara, password: onDescriptor });
    expect(await signedInAt(again)).toEqual([officers.Mara]);
  });
});

describe('a program that is stopped (Ctrl-Z)', () => {
  it('as the holder keeps a second one waiting for a while only', async () => {
    const { folder } = await outsideTreasury();
    const holder = await openProgram(folder);
    holder.signal('SIGSTOP');
    const second = startTreasury([folder]);
    const { opened } = await second.until((said) => 'opened' in said);
    expect(opened).toMatchObject(refusal('treasury-in-use'));
    expect(second.log()).toContain('attach-refused');
    expect(await second.gone).toBe(1);
  });
});

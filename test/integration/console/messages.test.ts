import { readFileSync } from 'node:fs';
import path from 'node:path';
import { verifyPersonalMessageSignature } from '@iota/iota-sdk/verify';
import { beforeEach, describe, expect, it } from 'vitest';
import { asOfficer } from '../../../electron/console/actor.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { approveMessage, refuseMessage } from '../../../electron/console/messages/answer-message.ts';
import { askMessage } from '../../../electron/console/messages/ask-message.ts';
import {
  listMessages,
  readMessage,
  signedStatementOf,
} from '../../../electron/console/messages/message-views.ts';
import { signMessage } from '../../../electron/console/messages/sign-message.ts';
import { reviewOf } from '../../../electron/console/movements/quorum.ts';
import { nobody, type Viewer } from '../../../electron/console/officers/viewer.ts';
import { readTreasury } from '../../../electron/console/treasury/treasury-view.ts';
import { lockVault } from '../../../electron/console/vaults/lock-vault.ts';
import { vaultAtWork } from '../../../electron/console/vaults/vault-of.ts';
import { parseEntry } from '../../../electron/core/journal/journal-entry.ts';
import { MESSAGE_LIFETIME_MS } from '../../../electron/core/message/message.ts';
import { readSignedStatement } from '../../../electron/core/message/signed-statement.ts';
import type { DeskHolder } from '../../../electron/stations/desk-holder.ts';
import { messageHandlers } from '../../../electron/stations/handlers/message-handlers.ts';
import { onDesk } from '../../../electron/stations/handlers/on-desk.ts';
import {
  OUTSIDER,
  openDesk,
  type TestDesk,
  temporaryFolder,
  unlock,
} from '../../support/treasury-fixture.ts';
import { codeOf, enter, must, officerIdOf } from '../../support/treasury-steps.ts';

const TEXT = 'Audit 2026 of Example Exchange\nNonce: 7f3a-91bc';

let desk: TestDesk;
beforeEach(async () => {
  desk = await openDesk();
});

const receiving = () => vaultAtWork(desk.station.policy.present(), [], 'hot').receiveAddress;
const request = async (changes: Partial<{ vaultId: string; address: string; text: string }> = {}) =>
  askMessage(desk.station, await enter(desk, 'Mara'), {
    vaultId: desk.hot,
    address: receiving(),
    text: TEXT,
    ...changes,
  });
const asked = async () => must(await request()).digest;
const shown = async (digest: string, viewer: Viewer = nobody) =>
  must(await readMessage(desk.station, viewer, { digest }));
const approve = async (name: string, digest: string) =>
  approveMessage(desk.station, await enter(desk, name), {
    digest,
    viewDigest: (await shown(digest)).viewDigest,
  });
const refuseIt = async (name: string, digest: string) =>
  refuseMessage(desk.station, await enter(desk, name), { digest, reason: 'nobody asked for it' });
const sign = async (digest: string) => signMessage(desk.station, await enter(desk, 'Mara'), { digest });
/** Saves as a window does whose dialog answers with this file. */
const save = (digest: string, file: string | null) => {
  const { station: open, caller } = desk;
  const holder = { desk: open, callerOf: () => caller } as unknown as DeskHolder;
  return messageHandlers(onDesk(holder))['message.save']({ as: officerIdOf(open, 'Mara'), digest }, {
    callerId: 'window 1',
    place: { chooseSaveFile: async () => file },
  } as never);
};
const kinds = async () =>
  (await desk.station.books.journal.messages(0, 100)).map(
    ({ json }) => must(parseEntry(JSON.parse(json))).kind,
  );

describe('a control proof', () => {
  it('is asked for, approved by the quorum, signed and handed out, and the journal names every act', async () => {
    const digest = await asked();
    expect(await shown(digest)).toMatchObject({
      state: 'waiting',
      text: TEXT,
      approvalsNeeded: 2,
      foreign: false,
    });
    must(await approve('Ben', digest));
    expect(codeOf(await sign(digest))).toBe('message-state');
    must(await approve('Chiara', digest));
    expect(await shown(digest)).toMatchObject({
      state: 'approved',
      approvedBy: ['Ben Okafor', 'Chiara Rossi'],
    });
    expect(codeOf(await sign(digest))).toBe('vault-locked');
    must(await unlock(desk.station, desk.hot));
    expect(codeOf(await save(digest, '/nowhere/signed.json'))).toBe('message-state');
    must(await sign(digest));
    const { text } = must(await signedStatementOf(desk.station, { digest }));
    const file = path.join(await temporaryFolder(), 'signed.json');
    expect(must(await save(digest, null))).toEqual({ file: null });
    expect(must(await save(digest, file))).toEqual({ file });
    expect(readFileSync(file, 'utf8')).toBe(text);
    const { address, signature } = must(readSignedStatement(text));
    const key = await verifyPersonalMessageSignature(new TextEncoder().encode(TEXT), signature);
    expect([key.toIotaAddress(), address]).toEqual([receiving(), receiving()]);
    expect(await kinds()).toEqual([
      'message-asked',
      'message-approved',
      'message-approved',
      'message-signed',
    ]);
    must(await verifyJournal(desk.station));
    await desk.reopen();
    expect(await shown(digest)).toMatchObject({ state: 'signed', signature });
    expect(
      must(await listMessages(desk.station, nobody, { filter: 'all', offset: 0, limit: 10 })),
    ).toMatchObject({
      total: 1,
      rows: [{ digest, state: 'signed' }],
    });
  });

  it('waits for whoever can do its next step, and for nobody once it is at its end', async () => {
    const digest = await asked();
    const waits = async () => {
      const found: string[] = [];
      for (const name of ['Mara', 'Ben', 'Chiara']) {
        const actor = await enter(desk, name);
        if (actor.kind !== 'officer') throw new Error('expected an officer');
        const viewer = { acting: actor.session.officer, signedIn: [] };
        const { waitsForMe } = await readTreasury(desk.station, viewer);
        const list = async (filter: 'all' | 'mine') =>
          must(await listMessages(desk.station, viewer, { filter, offset: 0, limit: 10 }));
        expect((await list('all')).rows.map((row) => row.waitsForMe)).toEqual([waitsForMe.messages === 1]);
        expect((await list('mine')).total).toBe(waitsForMe.messages);
        if (waitsForMe.messages > 0) found.push(name);
      }
      return found;
    };
    expect(await waits()).toEqual(['Ben', 'Chiara']);
    must(await approve('Ben', digest));
    expect(await waits()).toEqual(['Chiara']);
    must(await approve('Chiara', digest));
    expect(await waits(), 'each of them may have it signed').toEqual(['Mara', 'Ben', 'Chiara']);
    must(await refuseIt('Ben', digest));
    expect(await waits()).toEqual([]);
  });

  it('offers each officer what they may do', async () => {
    const digest = await asked();
    const may = async (name: string) => {
      const actor = await enter(desk, name);
      if (actor.kind !== 'officer') throw new Error('expected an officer');
      expect(actor).toEqual(asOfficer(actor.session));
      return (await shown(digest, { acting: actor.session.officer, signedIn: [] })).actions;
    };
    expect(await may('Mara')).toEqual(['refuse']);
    expect(await may('Ben')).toEqual(['approve', 'refuse']);
    expect(await may('Dev')).toEqual([]);
    must(await approve('Ben', digest));
    expect(await may('Ben')).toEqual(['refuse']);
    must(await approve('Chiara', digest));
    expect(await may('Mara')).toEqual(['refuse', 'sign']);
  });

  it('that an officer refused is refused for good, also by a vault that was locked then', async () => {
    const digest = await asked();
    must(await approve('Ben', digest));
    must(await approve('Chiara', digest));
    must(await refuseIt('Chiara', digest));
    expect(await shown(digest)).toMatchObject({
      state: 'refused',
      refusal: { officerName: 'Chiara Rossi', reason: 'nobody asked for it' },
    });
    expect(codeOf(await sign(digest))).toBe('message-state');
    expect(codeOf(await approve('Ben', digest))).toBe('message-state');
    must(await unlock(desk.station, desk.hot));
    // Whoever owns the desk asks the vault past it.
    const { client } = must(desk.station.keys.vaults.session(desk.hot));
    const { message, approvals } = must(await desk.station.messages.read()).get(digest)!;
    const past = await client.ask('sign-message', { message, approvals: [...approvals] });
    expect(codeOf(past)).toBe('approval-voided');
  });

  it('ends by its time, and its approvals by theirs', async () => {
    const digest = await asked();
    must(await approve('Ben', digest));
    desk.wait(reviewOf(desk.station.policy.present(), desk.hot));
    expect(await shown(digest)).toMatchObject({ state: 'waiting', approvedBy: [] });
    must(await approve('Ben', digest));
    expect(await shown(digest)).toMatchObject({ approvedBy: ['Ben Okafor'] });
    desk.wait(MESSAGE_LIFETIME_MS);
    expect(await shown(digest)).toMatchObject({ state: 'expired' });
    expect(codeOf(await approve('Chiara', digest))).toBe('message-state');
  });
});

describe('attacks on control proofs at the desk', () => {
  it('an address of somebody else, of another vault, or no address is asked for', async () => {
    expect(codeOf(await request({ address: OUTSIDER }))).toBe('message-other-address');
    expect(codeOf(await request({ vaultId: desk.cold }))).toBe('message-other-address');
    expect(codeOf(await request({ address: 'nobody' }))).toBe('address-no-prefix');
    expect(codeOf(await request({ text: 'pay \u202enobody' }))).toBe('message-hidden-character');
    expect(await kinds()).toEqual([]);
  });

  it('an approver asks for one, and a maker approves', async () => {
    const ben = await enter(desk, 'Ben');
    const by = { vaultId: desk.hot, address: receiving(), text: TEXT };
    expect(codeOf(await askMessage(desk.station, ben, by))).toBe('role-missing');
    const digest = await asked();
    expect(codeOf(await approve('Mara', digest))).toBe('role-missing');
    must(await approve('Ben', digest));
    expect(codeOf(await approve('Ben', digest))).toBe('approval-duplicate-officer');
    const seen = { digest, viewDigest: '0'.repeat(64) };
    const chiara = await enter(desk, 'Chiara');
    expect(codeOf(await approveMessage(desk.station, chiara, seen))).toBe('approval-other-view');
    expect(codeOf(await approveMessage(desk.station, chiara, { ...seen, digest: 'ab'.repeat(32) }))).toBe(
      'message-unknown',
    );
  });

  it('two officers approve at once: both count', async () => {
    const digest = await asked();
    const [ben, chiara] = [await enter(desk, 'Ben'), await enter(desk, 'Chiara')];
    const { viewDigest } = await shown(digest);
    const done = await Promise.all(
      [ben, chiara].map((who) => approveMessage(desk.station, who, { digest, viewDigest })),
    );
    done.forEach(must);
    expect((await shown(digest)).approvedBy.toSorted()).toEqual(['Ben Okafor', 'Chiara Rossi']);
  });

  it('it is refused while it is being signed: one of the two happens, and the journal says which', async () => {
    const digest = await asked();
    must(await approve('Ben', digest));
    must(await approve('Chiara', digest));
    must(await unlock(desk.station, desk.hot));
    const [signed, refused] = await Promise.all([sign(digest), refuseIt('Ben', digest)]);
    expect([signed.ok, refused.ok].filter(Boolean)).toHaveLength(1);
    expect((await shown(digest)).state).toBe(signed.ok ? 'signed' : 'refused');
    must(await lockVault(desk.station, await enter(desk, 'Mara'), { vaultId: desk.hot }));
    must(await verifyJournal(desk.station));
  });
});

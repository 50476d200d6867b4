import { once } from 'node:events';
import { chmodSync } from 'node:fs';
import { createServer } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readTreasuryFile } from '../../../electron/console/treasury/treasury-folder.ts';
import type { Channel } from '../../../electron/contract/contract.ts';
import type { CallerPlace } from '../../../electron/contract/serve.ts';
import { policyReference } from '../../../electron/core/policy/policy.ts';
import { type RequestStatement, requestDigest } from '../../../electron/core/proposal/request.ts';
import { ok } from '../../../electron/core/result.ts';
import { verifySignature } from '../../../electron/signer/ed25519.ts';
import type { SignerTransport } from '../../../electron/signer/transport.ts';
import { AttachedDesk } from '../../../electron/stations/attach/attached-desk.ts';
import { rememberedTries } from '../../../electron/stations/attach/remembered-tries.ts';
import { type RawLine, rawLine } from '../../support/raw-line.ts';
import { testEffects } from '../../support/test-effects.ts';
import { OUTSIDER } from '../../support/treasury-fixture.ts';
import { type OutsideTreasury, outsideTreasury } from '../../support/treasury-lines.ts';
import { codeOf, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const ATTACKER = `0x${'ba'.repeat(32)}`;
const SOME_HASH = 'ab'.repeat(32);

/** The caller's own dialogs and clipboard, with what was put there. */
function ownPlace() {
  const copied: string[] = [];
  const asked: string[] = [];
  const place: CallerPlace = {
    chooseFolder: async () => null,
    chooseBackup: async () => null,
    chooseEnvelope: async () => null,
    chooseEmptyFolder: async () => null,
    chooseStronghold: async () => {
      asked.push('stronghold');
      return '/own/file';
    },
    chooseWalletFolder: async () => {
      asked.push('folder');
      return '/own/folder';
    },
    chooseSaveFile: async () => {
      asked.push('save');
      return '/own/copy';
    },
    copyAddress: async (address) => {
      copied.push(address);
      return ok({});
    },
    copyTransaction: async (id) => {
      copied.push(id);
      return ok({});
    },
  };
  return { place, copied, asked };
}

let treasury: OutsideTreasury;
let desk: AttachedDesk;
/** The holder's end of the line, in the hands of an attacker. */
let holder: RawLine;
let own: ReturnType<typeof ownPlace>;
let signers: Set<SignerTransport>;
let ended: boolean;

beforeEach(async () => {
  treasury = await outsideTreasury();
  own = ownPlace();
  signers = new Set();
  ended = false;
  const server = createServer((socket) => {
    holder = rawLine(socket);
    holder.send({ sallyport: 1, treasuryId: treasury.treasuryId });
  });
  server.listen(treasury.socket);
  await once(server, 'listening');
  chmodSync(treasury.socket, 0o600);
  const spawnSigner = () => {
    const signer = testEffects.spawnSigner();
    signers.add(signer);
    signer.onExit(() => signers.delete(signer));
    return signer;
  };
  const attached = await AttachedDesk.attach(treasury.folder, {
    effects: { ...testEffects, spawnSigner },
    passwords: rememberedTries(Date.now),
  });
  desk = must(attached);
  desk.onEnd(() => {
    ended = true;
  });
  onTestFinished(() => {
    desk.close();
    server.close();
  });
});

/** Mara's key is open in the attached process; the holder believes it at once. */
async function enterMara(): Promise<string> {
  const officerId = treasury.officers.Mara;
  const signing = desk.signIn({ officerId, password: utf8(PASSWORD) });
  const { id } = await holder.until(({ admit }) => admit === officerId);
  holder.send({ id, answer: { ok: true, value: {} } });
  must(await signing);
  return officerId;
}

/** A call that the holder leaves open. @returns its number, and its answer in the end */
async function openCall(verb: Channel, input: object) {
  const answer = desk.answer(verb, input, { place: own.place });
  const { id } = await holder.until((message) => message['verb'] === verb);
  return { id, answer };
}

let asks = 0;
/** What the attached process answers to a question of the holder. */
async function ask(what: object): Promise<unknown> {
  const number = ++asks;
  holder.send({ ask: number, what });
  return (await holder.until(({ asked }) => asked === number))['answer'];
}

const askToSign = (officerId: string, statement: object) => ask({ kind: 'sign', officerId, statement });

const noKeyIsOpen = () => vi.waitUntil(() => signers.size === 0, { timeout: 60_000 });

/** The request that a withdrawal of 12.5 to an outsider leads to. */
async function honestRequest(officerId: string): Promise<RequestStatement> {
  const file = must(await readTreasuryFile(treasury.folder));
  const [signed] = file.policies;
  if (!signed) throw new Error('there is no policy');
  return {
    treasuryId: file.id,
    network: file.network,
    policy: policyReference(signed.policy),
    actor: { kind: 'person', officerId },
    kind: 'withdrawal',
    id: '0193a3e0-0000-4000-8000-000000000001',
    vaultId: treasury.hot,
    source: null,
    recipient: OUTSIDER,
    amount: { asset: 'IOTA', units: '12500000000' },
    memo: null,
    reference: 'W-1',
    createdAt: 1,
    expiresAt: 1 + 7 * 86_400_000,
  };
}

const typed = () => ({
  as: treasury.officers.Mara,
  vaultId: treasury.hot,
  recipient: OUTSIDER,
  amount: '12.5',
  reference: 'W-1',
});

describe("an officer's key in an attached process", () => {
  it('signs nothing that no call of it leads to', async () => {
    const mara = await enterMara();
    const statement = await honestRequest(mara);
    for (const unasked of [
      { kind: 'journal', hash: SOME_HASH },
      { kind: 'request', statement },
    ]) {
      expect(await askToSign(mara, unasked)).toMatchObject({ ok: false, code: 'attach-refused' });
    }
    // Reading leads to no signature either.
    await openCall('movement.list', {
      as: mara,
      search: '',
      offset: 0,
      limit: 1,
      kind: null,
      filter: 'all',
    });
    expect(await askToSign(mara, { kind: 'journal', hash: SOME_HASH })).toMatchObject({ ok: false });
    // Nor a call of another officer, or of nobody.
    await openCall('withdrawal.request', { ...typed(), as: treasury.officers.Ben });
    expect(await askToSign(mara, { kind: 'request', statement })).toMatchObject({ ok: false });
  });

  it('signs the request that was typed, and no other: not another recipient, amount or vault', async () => {
    const mara = await enterMara();
    const honest = await honestRequest(mara);
    const { id, answer } = await openCall('withdrawal.request', typed());
    const forged: readonly Partial<RequestStatement>[] = [
      { recipient: ATTACKER },
      { amount: { asset: 'IOTA', units: '12500000001' } },
      { amount: { asset: 'OTHER', units: '12500000000' } },
      { vaultId: treasury.treasuryId },
      { source: OUTSIDER },
      { memo: 'x' },
      { expiresAt: 2 + 7 * 86_400_000 },
      { reference: 'W-2' },
      { kind: 'refill' },
      { kind: 'sweep' },
      { treasuryId: treasury.hot },
      { network: { ...honest.network, genesis: '00000000' } },
      { actor: { kind: 'person', officerId: treasury.officers.Ben } },
    ];
    for (const change of forged) {
      const refused = await askToSign(mara, { kind: 'request', statement: { ...honest, ...change } });
      expect(refused, JSON.stringify(change)).toMatchObject({ ok: false, code: 'attach-refused' });
    }
    const signed = await askToSign(mara, { kind: 'request', statement: honest });
    if (!isSigned(signed)) throw new Error(JSON.stringify(signed));
    const file = must(await readTreasuryFile(treasury.folder));
    const officer = file.policies[0]?.policy.officers.find((each) => each.id === mara);
    expect(
      verifySignature(officer?.keys[0]?.publicKey ?? '', requestDigest(honest), signed.value.signature),
    ).toBe(true);

    holder.send({ id, answer: { ok: true, value: { id: honest.id } } });
    expect(await answer).toMatchObject({ ok: true });
    const late = await askToSign(mara, { kind: 'request', statement: honest });
    expect(late, 'the call is answered').toMatchObject({ ok: false, code: 'attach-refused' });
  });

  it('does not sign a sweep to an address outside', async () => {
    const mara = await enterMara();
    await openCall('sweep.request', { as: mara });
    const statement = { ...(await honestRequest(mara)), kind: 'sweep', source: OUTSIDER, reference: '' };
    const outside = await askToSign(mara, { kind: 'request', statement });
    expect(outside).toMatchObject({ ok: false, code: 'attach-refused' });
    const inside = { ...statement, recipient: treasury.hotAddress };
    expect(await askToSign(mara, { kind: 'request', statement: inside })).toMatchObject({ ok: true });
  });

  it('of somebody who is not signed in signs nothing', async () => {
    const { Ben } = treasury.officers;
    await openCall('withdrawal.request', { ...typed(), as: Ben });
    const answer = await askToSign(Ben, { kind: 'journal', hash: SOME_HASH });
    expect(answer).toMatchObject({ ok: false, code: 'officer-not-signed-in' });
  });

  it.each([
    [
      'a signing out',
      (id: string) => desk.answer('officer.sign-out', { officerId: id }, { place: own.place }),
    ],
    [
      'a signing out of all',
      () => desk.answer('officer.sign-out', { officerId: null }, { place: own.place }),
    ],
    ['a lock', (id: string) => desk.answer('station.lock', { as: id }, { place: own.place })],
    ['a lock without a name', () => desk.answer('station.lock', { as: null }, { place: own.place })],
    ['a lock of the program', () => desk.lock()],
  ])('is ended by %s, also where the holder does not answer', async (_, end) => {
    const mara = await enterMara();
    void end(mara);
    await noKeyIsOpen();
    await openCall('withdrawal.request', typed());
    const answer = await askToSign(mara, { kind: 'journal', hash: SOME_HASH });
    expect(answer).toMatchObject({ ok: false, code: 'officer-not-signed-in' });
  });

  it('is ended when the line ends', async () => {
    await enterMara();
    const { answer } = await openCall('withdrawal.request', typed());
    holder.end();
    await noKeyIsOpen();
    expect(codeOf(await answer)).toBe('attach-refused');
    expect(ended).toBe(true);
    expect(codeOf(await desk.answer('journal.verify', {}, { place: own.place }))).toBe('attach-refused');
  });
});

const isSigned = (answer: unknown): answer is { ok: true; value: { signature: string } } =>
  typeof answer === 'object' && answer !== null && 'ok' in answer && answer.ok === true;

describe("the caller's clipboard and files", () => {
  it('are not given to a call that does not use them', async () => {
    await openCall('app.read', { as: null });
    for (const what of [
      { kind: 'copy-address', address: ATTACKER },
      { kind: 'copy-transaction', id: ATTACKER },
      { kind: 'choose-stronghold' },
      { kind: 'choose-wallet-folder' },
      {
        kind: 'choose-save-file',
        request: { title: 'x', name: 'x', kind: { name: 'x', extension: 'x' } },
      },
    ])
      expect(await ask(what)).toMatchObject({ ok: false, code: 'attach-refused' });
    expect(own.copied).toEqual([]);
    expect(own.asked).toEqual([]);
  });

  it('get the address of the call, never one of the holder', async () => {
    await openCall('address.copy', { as: treasury.officers.Mara, address: OUTSIDER });
    expect(await ask({ kind: 'copy-address', address: ATTACKER })).toMatchObject({ ok: false });
    expect(await ask({ kind: 'copy-address', address: OUTSIDER })).toMatchObject({ ok: true });
    expect(own.copied).toEqual([OUTSIDER]);
  });

  it('get the transaction of the call, never another text of the holder', async () => {
    const transaction = 'D1gestOfATransaction';
    await openCall('transaction.copy', { as: treasury.officers.Mara, transaction });
    expect(await ask({ kind: 'copy-transaction', id: ATTACKER })).toMatchObject({ ok: false });
    expect(await ask({ kind: 'copy-address', address: ATTACKER })).toMatchObject({ ok: false });
    expect(await ask({ kind: 'copy-transaction', id: transaction })).toMatchObject({ ok: true });
    expect(own.copied).toEqual([transaction]);
  });

  it('are asked for the file of a call that saves one', async () => {
    const { id, answer } = await openCall('journal.export', {});
    const request = { title: 'x', name: 'x', kind: { name: 'x', extension: 'x' } };
    expect(await ask({ kind: 'choose-save-file', request })).toEqual({ ok: true, value: '/own/copy' });
    holder.send({ id, answer: { ok: true, value: { file: '/own/copy' } } });
    await answer;
    expect(await ask({ kind: 'choose-save-file', request })).toMatchObject({ ok: false });
  });
});

describe('lines that are none of a holder', () => {
  it.each([
    ['garbage', 'HTTP/1.1 400 Bad Request\r\n\r\n'],
    ['an answer of no known form', '{"id":1,"answer":{"ok":true}}\n'],
    ['a code that is none', '{"id":1,"answer":{"ok":false,"code":"give-up","message":""}}\n'],
    ['bytes to sign', '{"ask":1,"what":{"kind":"sign-bytes","bytes":"00"}}\n'],
    ['a topic that is none', '{"notice":["secrets"]}\n'],
    ['a very long line', 'x'.repeat(6 * 1024 * 1024)],
  ])('%s: the line is ended, and the key with it', async (_, bytes) => {
    await enterMara();
    holder.write(bytes);
    await holder.ended;
    await noKeyIsOpen();
    await vi.waitUntil(() => ended, { timeout: 60_000 });
  });

  it('an answer to no call changes nothing', async () => {
    holder.send({ id: 999, answer: { ok: true, value: {} } });
    const { id, answer } = await openCall('journal.verify', {});
    holder.send({ id, answer: { ok: true, value: { entries: 1 } } });
    expect(await answer).toEqual({ ok: true, value: { entries: 1 } });
  });
});

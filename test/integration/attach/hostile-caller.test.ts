import { once } from 'node:events';
import { connect } from 'node:net';
import { beforeEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { readTreasuryFile, treasuryPaths } from '../../../electron/console/treasury/treasury-folder.ts';
import { isRecord } from '../../../electron/core/json.ts';
import { parseWith } from '../../../electron/core/schema.ts';
import { SignerClient } from '../../../electron/signer/client.ts';
import { officerStatementSchema } from '../../../electron/signer/protocol.ts';
import { connectRaw, type RawLine } from '../../support/raw-line.ts';
import { testEffects } from '../../support/test-effects.ts';
import {
  journalAt,
  type OutsideTreasury,
  onDescriptor,
  openProgram,
  outsideTreasury,
  type TreasuryProgram,
} from '../../support/treasury-lines.ts';
import { must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

/** As bytes cross the socket. */
const PASSWORD64 = Buffer.from(PASSWORD).toString('base64');
const LONG = { timeout: 120_000, interval: 100 };

let treasury: OutsideTreasury;
let holder: TreasuryProgram;

beforeEach(async () => {
  treasury = await outsideTreasury();
  holder = await openProgram(treasury.folder);
});

const reach = () => connectRaw(treasury.socket);

async function signedIn(): Promise<unknown> {
  const { treasury: view } = await holder.get('app.read', { as: null });
  return isRecord(view) ? view['signedIn'] : null;
}

const journalKinds = () => journalAt(holder, treasury);

/** The holder answers others, and says nothing of a fault of its own. */
async function goesOn(): Promise<void> {
  await holder.get('journal.verify');
  expect(await (await reach()).call('app.read', { as: null })).toMatchObject({ ok: true });
  expect(holder.log()).toBe('');
}

describe('lines that are none', () => {
  const lines: readonly (readonly [string, string | Uint8Array])[] = [
    ['garbage', 'GET / HTTP/1.1\r\nHost: x\r\n\r\n'],
    ['bytes that are no UTF-8', Uint8Array.of(0xff, 0xfe, 0x00, 0x0a)],
    ['no object', '7\n'],
    ['null', 'null\n'],
    ['a list', '[{"id":1,"verb":"app.read","input":{"as":null}}]\n'],
    ['an empty line', '\n'],
    ['no number', '{"verb":"journal.verify","input":{}}\n'],
    ['a number that is none', '{"id":1.5,"verb":"journal.verify","input":{}}\n'],
    ['a verb that is none', '{"id":1,"verb":"journal.erase","input":{}}\n'],
    ['a verb of every object', '{"id":1,"verb":"constructor","input":{}}\n'],
    ['a member too many', '{"id":1,"verb":"journal.verify","input":{},"callerId":"window 1"}\n'],
    ['an answer to nothing that is none', '{"asked":1,"answer":{"ok":"yes"}}\n'],
    ['what nests very deep', `${'['.repeat(1_000_000)}\n`],
    ['what nests very deep in an input', `{"id":1,"verb":"app.read","input":${'{"a":'.repeat(300_000)}\n`],
    ['a line without an end', 'x'.repeat(6 * 1024 * 1024)],
    ['a very long line', `"${'x'.repeat(6 * 1024 * 1024)}"\n`],
  ];

  it('end their connection, every one of them; the holder goes on', async () => {
    const other = await reach();
    for (const [name, bytes] of lines) {
      const hostile = await reach();
      hostile.write(bytes);
      await hostile.ended;
      expect(
        hostile.said.filter((message) => 'answer' in message),
        name,
      ).toEqual([]);
      expect(await other.call('journal.verify'), name).toMatchObject({ ok: true });
    }
    await goesOn();
  });

  it('a line that is cut off by the end of the connection is ignored', async () => {
    const hostile = await reach();
    hostile.write('{"id":1,"verb":"station.lock","input":{}}'); // all but its end
    hostile.socket.end();
    await hostile.ended;
    await goesOn();
    expect(holder.noticed().has('lock')).toBe(false);
  });

  it('an answer to a question that nobody asked changes nothing', async () => {
    const hostile = await reach();
    hostile.send({ asked: 12, answer: { ok: true, value: {} } });
    expect(await hostile.call('journal.verify')).toMatchObject({ ok: true });
  });
});

describe('lines in other pieces than they were written in', () => {
  it('come whole byte by byte, also letters of several bytes', async () => {
    const line = await reach();
    const search = 'Grüße \u{1F511}';
    const bytes = utf8(
      `${JSON.stringify({ id: 1, verb: 'journal.list', input: { as: null, search, offset: 0, limit: 1 } })}\n`,
    );
    line.socket.setNoDelay(true);
    for (const byte of bytes) {
      line.write(Uint8Array.of(byte));
      await new Promise(setImmediate);
    }
    const { answer } = await line.until(({ id }) => id === 1);
    expect(answer, 'understood, and for officers only').toMatchObject({ code: 'officer-not-signed-in' });
  });

  it('many in one piece are each answered under their number, each caller its own', async () => {
    const callers = [await reach(), await reach(), await reach()];
    const numbers = Array.from({ length: 200 }, (_, i) => i);
    const list = { search: '', offset: 0, limit: 1 };
    callers.forEach((line, k) => {
      line.write(
        numbers
          .map((i) =>
            JSON.stringify({ id: k * 1000 + i, verb: 'journal.list', input: { ...list, offset: i % 3 } }),
          )
          .join('\n')
          .concat('\n'),
      );
    });
    for (const [k, line] of callers.entries()) {
      for (const i of numbers) await line.until(({ id }) => id === k * 1000 + i);
      const ids = line.said.flatMap((message) => ('answer' in message ? [Number(message['id'])] : []));
      expect(ids.toSorted((a, b) => a - b)).toEqual(numbers.map((i) => k * 1000 + i));
    }
  });
});

describe('a caller that wants more than its own', () => {
  it('does not sign in, open or close in its place', async () => {
    const hostile = await reach();
    const verbs: readonly (readonly [string, object])[] = [
      [
        'officer.sign-in',
        { officerId: '0193a3e0-0000-4000-8000-000000000001', password: { $bytes: 'eA==' } },
      ],
      ['settings.write', { theme: 'dark' }],
      ['settings.idle-lock', { as: null, confirmedBy: null, seconds: 3600 }],
      ['treasury.create-practice', { name: 'x', password: { $bytes: 'eA==' } }],
      ['treasury.open', { folder: '/' }],
      ['treasury.open-as-new-station', { folder: '/' }],
      ['treasury.close', {}],
    ];
    for (const [verb, input] of verbs) {
      expect(await hostile.call(verb, input), verb).toMatchObject({ ok: false, code: 'attach-refused' });
    }
    await goesOn();
  });

  it('does not act as the officer of another caller', async () => {
    const { Ben } = treasury.officers;
    await holder.get('officer.sign-in', { officerId: Ben, password: onDescriptor });
    await holder.get('vault.unlock', { as: Ben, vaultId: treasury.hot, password: onDescriptor });
    const hostile = await reach();
    const input = { as: Ben, vaultId: treasury.hot, alias: 'Mine' };
    expect(await hostile.call('account.create', input)).toMatchObject({ code: 'officer-not-signed-in' });
    expect(await hostile.call('officer.sign-out', { officerId: Ben })).toMatchObject({ ok: true });
    expect(await signedIn(), 'it signs out its own officers only').toEqual([Ben]);
  });
});

/** Answers what the holder asks, as an attached program whose officer's key is `key` would; `deaf` after so many. */
function signFor(line: RawLine, key: Pick<SignerClient, 'ask'>, deafAfter = Number.POSITIVE_INFINITY): void {
  let answered = 0;
  const seen = new Set<unknown>();
  const look = async () => {
    for (const { ask, what } of line.said) {
      if (ask === undefined || seen.has(ask) || answered >= deafAfter) continue;
      seen.add(ask);
      answered += 1;
      const statement = parseWith(officerStatementSchema, isRecord(what) ? what['statement'] : null);
      line.send({ asked: ask, answer: await key.ask('sign-statement', must(statement)) });
    }
  };
  line.socket.on('data', () => void look());
}

async function keyOf(officerId: string): Promise<SignerClient> {
  const { officerFiles } = must(await readTreasuryFile(treasury.folder));
  const file = treasuryPaths(treasury.folder).officer(officerFiles[officerId] ?? '');
  const key = new SignerClient(testEffects.spawnSigner());
  onTestFinished(() => key.kill());
  const password = utf8(PASSWORD);
  must(await key.ask('open', { file, password, purpose: 'officer', network: null, journal: null }));
  return key;
}

describe('signing in over the socket', () => {
  const { Mara, Ben } = { Mara: () => treasury.officers.Mara, Ben: () => treasury.officers.Ben };

  it('with the key of another officer is refused, and nothing is in the journal', async () => {
    const hostile = await reach();
    signFor(hostile, await keyOf(Ben()));
    hostile.send({ id: 900, admit: Mara() });
    const { answer } = await hostile.until(({ id }) => id === 900);
    expect(answer).toMatchObject({ ok: false, code: 'attach-refused' });
    expect(await journalKinds()).not.toContain('officer-signed-in');
  });

  it.each([
    ['a refusal', { ok: false, code: 'vault-locked', message: 'no' }],
    ['no signature', { ok: true, value: {} }],
    ['zeros', { ok: true, value: { signature: '00'.repeat(64) } }],
  ])('with %s in place of a signature is refused', async (_, reply) => {
    const hostile = await reach();
    hostile.send({ id: 900, admit: Mara() });
    const { ask } = await hostile.until((message) => 'ask' in message);
    hostile.send({ asked: ask, answer: reply });
    const { answer } = await hostile.until(({ id }) => id === 900);
    expect(answer).toMatchObject({ ok: false });
    const input = { as: Mara(), vaultId: treasury.hot, alias: 'Mine' };
    expect(await hostile.call('account.create', input)).toMatchObject({ code: 'officer-not-signed-in' });
    expect(await journalKinds()).not.toContain('officer-signed-in');
  });

  it('as nobody of this treasury is refused', async () => {
    const hostile = await reach();
    hostile.send({ id: 900, admit: '0193a3e0-0000-4000-8000-000000000001' });
    const { answer } = await hostile.until(({ id }) => id === 900);
    expect(answer).toMatchObject({ ok: false, code: 'officer-unknown' });
  });

  it('without the signature of the journal entry leaves nobody signed in', async () => {
    const hostile = await reach();
    signFor(hostile, await keyOf(Mara()), 1);
    hostile.send({ id: 900, admit: Mara() });
    const { ask } = await hostile.until((message) => Number(message['ask']) === 2);
    hostile.send({ asked: ask, answer: { ok: false, code: 'officer-not-signed-in', message: 'no' } });
    const { answer } = await hostile.until(({ id }) => id === 900);
    expect(answer).toMatchObject({ ok: false });
    const input = { as: Mara(), vaultId: treasury.hot, alias: 'Mine' };
    expect(await hostile.call('account.create', input)).toMatchObject({ code: 'officer-not-signed-in' });
    expect(await journalKinds()).not.toContain('officer-signed-in');
  });

  it('and not signing an entry any more: the books wait a while only, and the caller is let go', async () => {
    await holder.get('officer.sign-in', { officerId: Ben(), password: onDescriptor });
    await holder.get('vault.unlock', { as: Ben(), vaultId: treasury.hot, password: onDescriptor });
    const hostile = await reach();
    signFor(hostile, await keyOf(Mara()), 2);
    hostile.send({ id: 900, admit: Mara() });
    expect((await hostile.until(({ id }) => id === 900))['answer']).toMatchObject({ ok: true });
    hostile.send({ id: 2, verb: 'account.create', input: { as: Mara(), vaultId: treasury.hot, alias: 'M' } });
    await hostile.until((message) => Number(message['ask']) === 3);
    // The entry of another officer comes after the one that nobody signs.
    await holder.get('account.create', { as: Ben(), vaultId: treasury.hot, alias: 'Ours' });
    await hostile.ended;
    await vi.waitUntil(async () => (await journalKinds())[0] === 'officer-signed-out', LONG);
    expect(await signedIn()).toEqual([Ben()]);
    await holder.get('journal.verify');
  });

  it('and not signing any more: a lock does not wait for it', async () => {
    const hostile = await reach();
    signFor(hostile, await keyOf(Mara()), 2);
    hostile.send({ id: 900, admit: Mara() });
    expect((await hostile.until(({ id }) => id === 900))['answer']).toMatchObject({ ok: true });
    await holder.get('officer.sign-in', { officerId: Ben(), password: onDescriptor });
    await holder.get('vault.unlock', { as: Ben(), vaultId: treasury.hot, password: onDescriptor });
    hostile.send({ id: 2, verb: 'account.create', input: { as: Mara(), vaultId: treasury.hot, alias: 'M' } });
    await hostile.until((message) => Number(message['ask']) === 3);
    await holder.get('station.lock', { as: null });
    // It is answered: a caller that was waited for in vain would have been let go.
    await hostile.until((message) => message['signedOut'] === Mara());
    expect((await hostile.until(({ id }) => id === 2))['answer']).toMatchObject({ ok: false });
  });
});

describe('an officer who signs falsely once the key was proven', () => {
  /** Signs truly until something of this kind is asked for. */
  async function falseSince(name: 'Ben' | 'Chiara', kind: string): Promise<RawLine> {
    const hostile = await reach();
    const key = await keyOf(treasury.officers[name]);
    let admitted = 0;
    signFor(hostile, {
      ask: async (verb, statement) => {
        const isAsked = (statement as { readonly kind: string }).kind === kind;
        // The first two are the proof of the key and the entry of the signing in.
        if (!isAsked || (kind === 'journal' && ++admitted <= 2)) return key.ask(verb, statement);
        return { ok: true, value: { signature: '07'.repeat(64) } } as never;
      },
    });
    hostile.send({ id: 900, admit: treasury.officers[name] });
    expect((await hostile.until(({ id }) => id === 900))['answer']).toMatchObject({ ok: true });
    return hostile;
  }

  it('an entry: it is not written, and the journal stays whole', async () => {
    const hostile = await falseSince('Ben', 'journal');
    const unlocking = { as: treasury.officers.Ben, vaultId: treasury.hot, password: { $bytes: PASSWORD64 } };
    expect(await hostile.call('vault.unlock', unlocking)).toMatchObject({ code: 'attach-refused' });
    await holder.get('journal.verify');
  });

  it('a rejection: it is not written, and the vault opens as before', async () => {
    const { Mara, Ben } = treasury.officers;
    await holder.get('officer.sign-in', { officerId: Mara, password: onDescriptor });
    await holder.get('officer.sign-in', { officerId: Ben, password: onDescriptor });
    await holder.get('vault.unlock', { as: Mara, vaultId: treasury.hot, password: onDescriptor });
    await holder.get('practice.deposit', { as: Mara, address: treasury.hotAddress, amount: '100' });
    const typed = {
      as: Mara,
      vaultId: treasury.hot,
      recipient: `0x${'0c'.repeat(32)}`,
      amount: '10',
      reference: '',
    };
    const asked = await vi.waitUntil(async () => {
      await treasury.node.checkpoint();
      const { value } = await holder.call('withdrawal.request', typed);
      return isRecord(value) ? value : null;
    }, LONG);
    const { id } = asked;
    const hostile = await falseSince('Chiara', 'rejection');
    const no = { as: treasury.officers.Chiara, id, reason: 'no' };
    expect(await hostile.call('movement.stop', no)).toMatchObject({ code: 'attach-refused' });
    expect(await hostile.call('movement.reject', no)).toMatchObject({ code: 'attach-refused' });
    await holder.get('vault.lock', { as: Ben, vaultId: treasury.hot });
    await holder.get('vault.unlock', { as: Ben, vaultId: treasury.hot, password: onDescriptor });
    await holder.get('journal.verify');
  });
});

describe('many callers', () => {
  it('are all answered and told, and go without a trace', async () => {
    const lines = await Promise.all(Array.from({ length: 100 }, reach));
    const answers = await Promise.all(lines.map((line) => line.call('journal.verify')));
    for (const answer of answers) expect(answer).toMatchObject({ ok: true });
    await holder.get('officer.sign-in', { officerId: treasury.officers.Ben, password: onDescriptor });
    await Promise.all(lines.map((line) => line.until(({ notice }) => String(notice).includes('journal'))));
    for (const line of lines) line.end();
    await goesOn();
  });

  it('one that reads nothing does not keep the others waiting, and is let go in the end', async () => {
    const slow = await reach();
    slow.socket.pause();
    const call = `${JSON.stringify({ id: 1, verb: 'app.read', input: { as: null } })}\n`;
    const other = await reach();
    let calls = 0;
    while (!slow.socket.destroyed && calls < 20_000) {
      slow.write(call.repeat(200));
      calls += 200;
      expect(await other.call('journal.verify')).toMatchObject({ ok: true });
    }
    expect(slow.socket.destroyed).toBe(true);
    await goesOn();
  });

  it('more than the system lets the holder have are turned away, and the holder goes on', async () => {
    const small = await outsideTreasury();
    const limited = await openProgram(small.folder, { descriptors: 100 });
    const sockets = Array.from({ length: 200 }, () => connect(small.socket));
    onTestFinished(() => {
      for (const socket of sockets) socket.destroy();
    });
    await Promise.all(
      sockets.map((socket) => {
        socket.on('error', () => {});
        return Promise.race([once(socket, 'data'), once(socket, 'close')]);
      }),
    );
    await limited.get('journal.verify');
    for (const socket of sockets) socket.destroy();
    const line = await connectRaw(small.socket);
    expect(await line.call('journal.verify')).toMatchObject({ ok: true });
  });
});

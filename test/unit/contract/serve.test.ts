import { describe, expect, test } from 'vitest';
import { type Channel, channels } from '../../../electron/contract/contract.ts';
import {
  type CallContext,
  type Caller,
  createAnswer,
  type Handlers,
  type ServeReport,
  serve,
} from '../../../electron/contract/serve.ts';
import { ok, Refused, refuse } from '../../../electron/core/result.ts';
import { isTrustedCaller } from '../../../electron/main/trusted-caller.ts';

const secret = 'correct horse battery staple';
const id = '0193a3e0-0000-4000-8000-000000000001';
const page = 'app://sallyport/index.html';
const trusted: Caller = { contentsId: 7, frame: { origin: 'app://sallyport', url: page, isTop: true } };

const never = () => Promise.reject(new Error('not expected to be called'));
const context: CallContext = {
  callerId: 'window 7',
  place: {
    chooseFolder: never,
    chooseStronghold: never,
    chooseBackup: never,
    chooseEnvelope: never,
    chooseEmptyFolder: never,
    chooseWalletFolder: never,
    chooseSaveFile: never,
    copyAddress: never,
    copyTransaction: never,
  },
};

/** Answers with handlers of which each not given is a test's failure. */
function answering(given: Partial<Handlers>) {
  const reports: ServeReport[] = [];
  const missing = Object.fromEntries(channels.map((channel) => [channel, never])) as unknown as Handlers;
  const report = (each: ServeReport) => reports.push(each);
  const answer = createAnswer({ handlers: { ...missing, ...given }, report });
  const call = (channel: Channel, input: unknown) => answer(channel, input, context);
  return { answer, reports, report, call };
}

/** Serves those handlers for windows, and calls one of them. */
function served(given: Partial<Handlers>) {
  const { answer, reports, report } = answering(given);
  const registered = new Map<Channel, (caller: Caller, input: unknown) => Promise<unknown>>();
  serve({
    register: (channel, each) => registered.set(channel, each),
    answer,
    isTrusted: isTrustedCaller,
    contextOf: ({ contentsId }) => ({ ...context, callerId: `window ${contentsId}` }),
    report,
  });
  const call = (channel: Channel, input: unknown, caller = trusted) =>
    registered.get(channel)?.(caller, input) ?? never();
  return { registered, reports, call };
}

/** A value that no type would let through: what a bug or another program could pass. */
const untyped = <T>(value: unknown): T => value as T;

test('a full disk in the middle of a read is told by its cause, and is no bug for the log', async () => {
  const full = refuse('store-full', 'the disk is full');
  const { call, reports } = answering({ 'sweep.plan': () => Promise.reject(new Refused(full)) });
  expect(await call('sweep.plan', { as: null })).toEqual(full);
  expect(reports).toEqual([]);
});

describe('serving windows', () => {
  test('answers every channel of the contract', () => {
    expect([...served({}).registered.keys()].sort()).toEqual([...channels].sort());
  });

  test('hands the parsed input and the caller to the handler and its value back', async () => {
    const seen: unknown[] = [];
    const { call } = served({
      'movement.read': async (input, { callerId }) => {
        seen.push(input, callerId);
        return refuse('proposal-unknown', 'no such movement');
      },
      'station.lock': async () => ok({}),
    });
    expect(await call('movement.read', { as: null, id })).toEqual({
      ok: false,
      code: 'proposal-unknown',
      message: 'no such movement',
    });
    expect(seen).toEqual([{ as: null, id }, 'window 7']);
    expect(await call('station.lock', { as: null })).toEqual({ ok: true, value: {} });
  });

  test.each([
    ['a page of the web', { contentsId: 7, frame: { origin: 'https://sallyport', url: page, isTop: true } }],
    [
      'another host of the scheme',
      { contentsId: 7, frame: { origin: 'app://sallyport.evil', url: page, isTop: true } },
    ],
    ['a file', { contentsId: 7, frame: { origin: 'file://', url: page, isTop: true } }],
    ['an opaque origin', { contentsId: 7, frame: { origin: 'null', url: page, isTop: true } }],
    [
      'a frame inside the page',
      { contentsId: 7, frame: { origin: 'app://sallyport', url: page, isTop: false } },
    ],
    [
      'a page that went blank',
      { contentsId: 7, frame: { origin: 'app://sallyport', url: 'about:blank', isTop: true } },
    ],
    [
      'a page that only begins like ours',
      { contentsId: 7, frame: { origin: 'app://sallyport', url: `${page}x`, isTop: true } },
    ],
    ['a frame that is gone', { contentsId: 7, frame: null }],
  ])('refuses a call from %s before any handler runs', async (_name, caller) => {
    const { call, reports } = served({});
    expect(await call('station.lock', { as: null }, caller)).toMatchObject({
      ok: false,
      code: 'input-malformed',
    });
    expect(reports.map(({ kind }) => kind)).toEqual(['caller-refused']);
  });

  test.each([
    ['a success', async () => ok({}), trusted],
    ['a refusal', async () => refuse('password-wrong', 'wrong'), trusted],
    ['a throw', () => Promise.reject(new Error('bug')), trusted],
    ['a stranger', async () => ok({}), { contentsId: 1, frame: null }],
  ] as const)('the password is overwritten after %s', async (_name, handler, caller) => {
    const password = new TextEncoder().encode(secret);
    let seen = '';
    const { call } = served({
      'officer.sign-in': async (input) => {
        seen = new TextDecoder().decode(input.password);
        return untyped(await handler());
      },
    });
    await call('officer.sign-in', { officerId: id, password }, caller);
    if (caller === trusted) expect(seen).toBe(secret);
    expect(password.every((byte) => byte === 0)).toBe(true);
  });
});

describe('an answer', () => {
  test.each([
    ['nothing', undefined],
    ['an extra member', { as: null, id, admin: true }],
    ['a missing member', { as: null }],
    ['a wrong type', { as: null, id: 1 }],
    ['text in place of an object', 'id'],
    ['a list', [id]],
    ['no uuid', { as: null, id: '../../etc/passwd' }],
  ])('refuses input that is %s before any handler runs', async (_name, input) => {
    const { call } = answering({});
    expect(await call('movement.read', input)).toMatchObject({ ok: false, code: 'input-malformed' });
  });

  test('a refusal of input names the member and never its value', async () => {
    const { call } = answering({});
    const answer = await call('officer.sign-in', { officerId: secret, password: new Uint8Array(3) });
    expect(JSON.stringify(answer)).not.toContain(secret);
    expect(answer).toMatchObject({ message: expect.stringContaining('officerId') });
  });

  test('a throw becomes internal-error: no message, no stack, no secret in reply or log', async () => {
    const { call, reports } = answering({
      'station.lock': async () => {
        throw new TypeError(`cannot read ${secret}`);
      },
    });
    const answer = await call('station.lock', { as: null });
    expect(answer).toEqual({
      ok: false,
      code: 'internal-error',
      message: 'The program failed here. Nothing more was done.',
    });
    expect(reports).toHaveLength(1);
    expect(reports[0]).toMatchObject({ channel: 'station.lock', kind: 'handler-threw' });
    expect(reports[0]?.detail).toContain('TypeError');
    expect(reports[0]?.detail).toContain('serve.test.ts');
    expect(JSON.stringify(reports)).not.toContain(secret);
  });

  test('a throw of something that is no error is told by its type only', async () => {
    const { call, reports } = answering({ 'station.lock': () => Promise.reject(secret) });
    expect(await call('station.lock', { as: null })).toMatchObject({ code: 'internal-error' });
    expect(reports[0]?.detail).toBe('threw string');
  });

  test.each([
    ['a value that does not fit', ok({ ids: [secret] })],
    ['a member too many', ok({ ids: [], seed: secret })],
    ['a refusal with a stack', { ...refuse('vault-locked', 'locked'), stack: secret }],
    ['a refusal with an unknown code', { ok: false, code: secret, message: 'x' }],
    ['nothing', undefined],
  ])('an answer that is %s never leaves main', async (_name, answer) => {
    const { call, reports } = answering({ 'sweep.request': async () => untyped(answer) });
    const reply = await call('sweep.request', { as: id });
    expect(reply).toMatchObject({ ok: false, code: 'internal-error' });
    expect(JSON.stringify([reply, reports])).not.toContain(secret);
    expect(reports[0]).toMatchObject({ kind: 'answer-malformed' });
  });

  test('the password is overwritten where the input was refused', async () => {
    const password = new TextEncoder().encode(secret);
    await answering({}).call('officer.sign-in', { officerId: 'no uuid', password });
    expect(password.every((byte) => byte === 0)).toBe(true);
  });
});

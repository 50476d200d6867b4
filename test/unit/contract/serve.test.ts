import { describe, expect, test } from 'vitest';
import { type Channel, channels } from '../../../electron/contract/contract.ts';
import { type Caller, type Handlers, serve, type Trouble } from '../../../electron/contract/serve.ts';
import { ok, refuse } from '../../../electron/core/result.ts';
import { isTrustedCaller } from '../../../electron/main/trusted-caller.ts';

const secret = 'correct horse battery staple';
const id = '0193a3e0-0000-4000-8000-000000000001';
const page = 'app://sallyport/index.html';
const trusted: Caller = { contentsId: 7, frame: { origin: 'app://sallyport', url: page, isTop: true } };

/** Serves handlers of which each not given is a test's failure, and calls one of them. */
function served(given: Partial<Handlers>) {
  const answers = new Map<Channel, (caller: Caller, input: unknown) => Promise<unknown>>();
  const troubles: Trouble[] = [];
  const missing = Object.fromEntries(
    channels.map((channel) => [channel, () => Promise.reject(new Error('not expected to be called'))]),
  ) as unknown as Handlers;
  serve({
    register: (channel, answer) => answers.set(channel, answer),
    handlers: { ...missing, ...given },
    isTrusted: isTrustedCaller,
    report: (trouble) => troubles.push(trouble),
  });
  const call = (channel: Channel, input: unknown, caller = trusted) => answers.get(channel)!(caller, input);
  return { answers, troubles, call };
}

/** A value that no type would let through: what a bug or another program could pass. */
const untyped = <T>(value: unknown): T => value as T;

describe('serve', () => {
  test('answers every channel of the contract', () => {
    expect([...served({}).answers.keys()].sort()).toEqual([...channels].sort());
  });

  test('hands the parsed input and the caller to the handler and its value back', async () => {
    const seen: unknown[] = [];
    const { call } = served({
      'movement.read': async (input, context) => {
        seen.push(input, context);
        return refuse('proposal-unknown', 'no such movement');
      },
      'station.lock': async () => ok({}),
    });
    expect(await call('movement.read', { id })).toEqual({
      ok: false,
      code: 'proposal-unknown',
      message: 'no such movement',
    });
    expect(seen).toEqual([{ id }, { contentsId: 7 }]);
    expect(await call('station.lock', {})).toEqual({ ok: true, value: {} });
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
    const { call, troubles } = served({});
    expect(await call('station.lock', {}, caller)).toMatchObject({ ok: false, code: 'input-malformed' });
    expect(troubles.map(({ kind }) => kind)).toEqual(['caller-refused']);
  });

  test.each([
    ['nothing', undefined],
    ['an extra member', { id, admin: true }],
    ['a missing member', {}],
    ['a wrong type', { id: 1 }],
    ['text in place of an object', 'id'],
    ['a list', [id]],
    ['no uuid', { id: '../../etc/passwd' }],
  ])('refuses input that is %s before any handler runs', async (_name, input) => {
    const { call } = served({});
    expect(await call('movement.read', input)).toMatchObject({ ok: false, code: 'input-malformed' });
  });

  test('a refusal of input names the member and never its value', async () => {
    const { call } = served({});
    const answer = await call('officer.sign-in', { officerId: secret, password: new Uint8Array(3) });
    expect(JSON.stringify(answer)).not.toContain(secret);
    expect(answer).toMatchObject({ message: expect.stringContaining('officerId') });
  });

  test('a throw becomes internal-error: no message, no stack, no secret in reply or log', async () => {
    const { call, troubles } = served({
      'station.lock': async () => {
        throw new TypeError(`cannot read ${secret}`);
      },
    });
    const answer = await call('station.lock', {});
    expect(answer).toEqual({
      ok: false,
      code: 'internal-error',
      message: 'The program failed here. Nothing more was done.',
    });
    expect(troubles).toHaveLength(1);
    expect(troubles[0]).toMatchObject({ channel: 'station.lock', kind: 'handler-threw' });
    expect(troubles[0]!.detail).toContain('TypeError');
    expect(troubles[0]!.detail).toContain('serve.test.ts');
    expect(JSON.stringify(troubles)).not.toContain(secret);
  });

  test('a throw of something that is no error is told by its type alone', async () => {
    const { call, troubles } = served({ 'station.lock': () => Promise.reject(secret) });
    expect(await call('station.lock', {})).toMatchObject({ code: 'internal-error' });
    expect(troubles[0]!.detail).toBe('threw string');
  });

  test.each([
    ['a value that does not fit', ok({ ids: [secret] })],
    ['a member too many', ok({ ids: [], seed: secret })],
    ['a refusal with a stack', { ...refuse('vault-locked', 'locked'), stack: secret }],
    ['a refusal with an unknown code', { ok: false, code: secret, message: 'x' }],
    ['nothing', undefined],
  ])('an answer that is %s never leaves main', async (_name, answer) => {
    const { call, troubles } = served({ 'sweep.request': async () => untyped(answer) });
    const reply = await call('sweep.request', {});
    expect(reply).toMatchObject({ ok: false, code: 'internal-error' });
    expect(JSON.stringify([reply, troubles])).not.toContain(secret);
    expect(troubles[0]).toMatchObject({ kind: 'answer-malformed' });
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

  test('the password is overwritten where the input was refused', async () => {
    const password = new TextEncoder().encode(secret);
    await served({}).call('officer.sign-in', { officerId: 'no uuid', password });
    expect(password.every((byte) => byte === 0)).toBe(true);
  });
});

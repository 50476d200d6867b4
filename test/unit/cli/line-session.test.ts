import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { LineSession } from '../../../electron/cli/line-session.ts';
import { channels } from '../../../electron/contract/contract.ts';
import type { AnswerCall } from '../../../electron/contract/serve.ts';
import { ok, refuse } from '../../../electron/core/result.ts';

/** A session before a console that answers as told, and every line that it wrote. */
function session(answer: AnswerCall = async () => ok({})) {
  const lines: string[] = [];
  const calls: Parameters<AnswerCall>[] = [];
  const spoken = new LineSession(
    {
      answer: (...call) => {
        calls.push(call);
        return answer(...call);
      },
    },
    (line) => lines.push(line),
  );
  return { take: (line: string) => spoken.take(line), spoken, lines, calls };
}

const said = (lines: readonly string[]): unknown[] => lines.map((line) => JSON.parse(line));

describe('a folder that is opened', () => {
  it.each([
    ['is open', ok({ folder: 'x' }), { ok: true, value: {} }],
    [
      'is refused',
      refuse('treasury-missing', 'no treasury'),
      { ok: false, code: 'treasury-missing', message: 'no treasury' },
    ],
  ])('%s by the first line: no notice comes before it', async (_, answer, told) => {
    const { spoken, lines } = session();
    const isOpen = await spoken.open(async () => {
      spoken.notify(['app']);
      return answer;
    });
    spoken.notify(['movements']);
    expect(isOpen).toBe(answer.ok);
    expect(said(lines)).toEqual([{ opened: told }, { notice: ['movements'] }]);
  });
});

describe('a call on a line', () => {
  it('of every verb goes to the console, and its answer comes back with its id', async () => {
    for (const verb of channels) {
      const { take, lines, calls } = session(async () => ok({ a: 1 }));
      await take(JSON.stringify({ id: verb, verb, input: { b: 2 } }));
      expect(calls.map(([called, input]) => [called, input])).toEqual([[verb, { b: 2 }]]);
      expect(lines).toEqual([`{"id":"${verb}","ok":true,"value":{"a":1}}\n`]);
    }
  });

  it('is refused with the code and the sentence of the console', async () => {
    const { take, lines } = session(async () => refuse('vault-locked', 'expected an open vault'));
    await take('{"id":7,"verb":"movement.sign","input":{}}');
    expect(said(lines)).toEqual([
      { id: 7, ok: false, code: 'vault-locked', message: 'expected an open vault' },
    ]);
  });

  it('may lack its id and its input', async () => {
    const { take, lines, calls } = session();
    await take('{"verb":"journal.verify"}');
    expect(calls[0]?.slice(0, 2)).toEqual(['journal.verify', {}]);
    expect(said(lines)).toEqual([{ id: null, ok: true, value: {} }]);
  });

  it('always comes from the same caller', async () => {
    const { take, calls } = session();
    await take('{"verb":"journal.verify"}');
    await take('{"verb":"station.lock"}');
    expect(new Set(calls.map(([, , { callerId }]) => callerId)).size).toBe(1);
  });

  it('gives the file that it names, as a whole path; there is no clipboard', async () => {
    const { take, calls } = session();
    await take('{"verb":"journal.export","path":"a/journal.jsonl"}');
    await take('{"verb":"journal.export","path":"/tmp/journal.jsonl"}');
    await take('{"verb":"journal.export"}');
    const request = { title: 'x', name: 'x', kind: { name: 'x', extension: 'x' } };
    const chosen = await Promise.all(calls.map(([, , { place }]) => place.chooseSaveFile(request)));
    expect(chosen).toEqual([path.resolve('a/journal.jsonl'), path.resolve('/tmp/journal.jsonl'), null]);
    const [[, , first] = []] = calls;
    expect(await first?.place.copyAddress('0x0')).toMatchObject({ ok: false, code: 'input-malformed' });
    expect(await first?.place.chooseStronghold()).toBe(path.resolve('a/journal.jsonl'));
  });

  it('writes bytes and word numbers in the forms of a line', async () => {
    const { take, lines } = session(async () => ok({ words: Uint16Array.of(1, 2), bytes: Uint8Array.of(3) }));
    await take('{"id":1,"verb":"ceremony.show-words","input":{"group":0}}');
    expect(said(lines)).toEqual([
      { id: 1, ok: true, value: { words: { $numbers: [1, 2] }, bytes: { $bytes: 'Aw==' } } },
    ]);
  });

  it('wipes word numbers when it is answered', async () => {
    let seen: unknown;
    const { take } = session(async (_, input) => {
      seen = input;
      return ok({});
    });
    await take('{"verb":"ceremony.check-words","input":{"group":0,"words":{"$numbers":[5,6]}}}');
    expect(seen).toEqual({ group: 0, words: Uint16Array.of(0, 0) });
  });
});

describe('a line that is no call', () => {
  it.each([
    ['no JSON', 'verify', null],
    ['half a line', '{"id":1,"verb":"journal.ver', null],
    ['two calls', '{"id":1,"verb":"journal.verify"}{"id":2,"verb":"journal.verify"}', null],
    ['a list', '[1]', null],
    ['null', 'null', null],
    ['text', '"journal.verify"', null],
    ['no verb', '{"id":1}', 1],
    ['an unknown verb', '{"id":1,"verb":"journal.erase"}', 1],
    ['a verb of every object', '{"id":"a","verb":"constructor"}', 'a'],
    ['a verb that is no text', '{"id":1,"verb":["journal.verify"]}', 1],
    ['a member too many', '{"id":1,"verb":"journal.verify","as":null}', 1],
    ['an id that is none', '{"id":{"a":1},"verb":"journal.verify"}', null],
    ['a path that is none', '{"id":1,"verb":"journal.export","path":["x"]}', 1],
    ['JSON that nests very deep', `{"id":1,"verb":"app.read","input":${'['.repeat(200_000)}`, null],
    [
      'whole JSON that nests very deep',
      `{"id":1,"verb":"app.read","input":${'['.repeat(5000)}${']'.repeat(5000)}}`,
      null,
    ],
  ])('is refused with one line, and nothing is called: %s', async (_, line, id) => {
    const { take, lines, calls } = session();
    await take(line);
    expect(calls).toEqual([]);
    expect(lines).toHaveLength(1);
    expect(lines[0]).toMatch(/^[^\n]*\n$/);
    expect(said(lines)).toEqual([{ id, ok: false, code: 'input-malformed', message: expect.any(String) }]);
  });

  it('is told where the verbs are', async () => {
    const { take, lines } = session();
    await take('{"id":1,"verb":"journal.erase"}');
    expect(said(lines)).toEqual([
      {
        id: 1,
        ok: false,
        code: 'input-malformed',
        message: 'verb: expected a verb of the contract; --help lists them',
      },
    ]);
  });

  it('with nothing on it has no answer', async () => {
    const { take, lines } = session();
    for (const line of ['', '  ', '\r']) await take(line);
    expect(lines).toEqual([]);
  });

  it('is not told again: it may be a password', async () => {
    const { take, lines } = session();
    await take('correct horse battery');
    await take('{"verb":"correct horse battery"}');
    await take('{"verb":"app.read","path":["correct horse battery"]}');
    expect(lines).toHaveLength(3);
    expect(lines.join('')).not.toContain('correct horse');
  });

  it('that names a secret that is not there is refused, and nothing is called', async () => {
    const { take, lines, calls } = session();
    await take('{"id":1,"verb":"officer.sign-in","input":{"password":{"$fd":0}}}');
    expect(calls).toEqual([]);
    expect(said(lines)).toMatchObject([{ id: 1, ok: false, code: 'input-malformed' }]);
  });
});

describe('notices', () => {
  it('are lines of their own', () => {
    const { spoken, lines } = session();
    spoken.notify(['movements', 'lock']);
    expect(lines).toEqual(['{"notice":["movements","lock"]}\n']);
  });
});

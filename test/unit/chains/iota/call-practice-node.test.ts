import { createServer, type RequestListener } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { callPracticeNode } from '../../../../electron/chains/iota/online/call-practice-node.ts';
import type { Result } from '../../../../electron/core/result.ts';

/** A program at the node's address that answers so. */
async function askAt(listener: RequestListener): Promise<Result<void>> {
  const server = createServer(listener);
  await new Promise<void>((done) => void server.listen(0, '127.0.0.1', done));
  onTestFinished(() => void server.close());
  const { port } = server.address() as AddressInfo;
  return callPracticeNode(`http://127.0.0.1:${port}`, 'practice_advanceEpoch', [], { fetch });
}

const says =
  (body: string): RequestListener =>
  (_, response) => {
    response.writeHead(200, { 'content-type': 'application/json' });
    response.end(body);
  };

describe('a call of the practice node', () => {
  it('is answered', async () => {
    expect(await askAt(says('{"jsonrpc":"2.0","id":1,"result":{"epoch":"1"}}'))).toEqual({
      ok: true,
      value: undefined,
    });
  });

  it("is refused with the node's own words, made plain", async () => {
    const error = { code: -32602, message: 'no such\n\u202eaddress' };
    expect(await askAt(says(JSON.stringify({ jsonrpc: '2.0', id: 1, error })))).toEqual({
      ok: false,
      code: 'node-rejected',
      message: 'no such address',
    });
  });

  it.each([
    ['brackets nested a thousand deep', '['.repeat(1000), 'node-answer-malformed'],
    ['more than it ever says', `"${'a'.repeat(100_000)}"`, 'node-answer-too-large'],
    ['a thousand members', `{"id":1,"result":{${'"a":1,'.repeat(1000)}"b":1}}`, 'node-answer-too-large'],
    ['another request’s answer', '{"jsonrpc":"2.0","id":2,"result":{}}', 'node-answer-malformed'],
    ['no JSON', '<html>', 'node-not-json'],
    ['neither result nor error', '{"jsonrpc":"2.0","id":1}', 'node-answer-malformed'],
  ])('is refused where a program at its address answers with %s', async (_, body, code) => {
    expect(await askAt(says(body))).toMatchObject({ ok: false, code });
  });

  it('is refused where nobody answers', async () => {
    expect(await askAt((request) => void request.socket.destroy())).toMatchObject({
      ok: false,
      code: 'node-unreachable',
    });
  });
});

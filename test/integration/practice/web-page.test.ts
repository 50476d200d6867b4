import { request } from 'node:http';
import { describe, expect, it } from 'vitest';
import { startWorld } from './practice-world.ts';

const BODY = JSON.stringify({ jsonrpc: '2.0', id: 1, method: 'iota_getChainIdentifier', params: [] });

describe('a web page in a browser on the same machine', () => {
  it.each([
    ['a name that was rebound to loopback', { host: 'evil.example' }, 403],
    ['loopback with another port', { host: '127.0.0.1:1' }, 403],
    ['its origin', { origin: 'https://evil.example' }, 403],
    ['an opaque origin', { origin: 'null' }, 403],
    ['a form', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['plain text, which needs no preflight', { 'content-type': 'text/plain' }, 415],
    ['no type', { 'content-type': '' }, 415],
  ])('is refused with %s', async (_, headers, status) => {
    const answer = await post(await port(), headers);
    expect(answer.status).toBe(status);
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
  });

  it('gets no leave from a preflight', async () => {
    const answer = await post(await port(), {}, '', 'OPTIONS');
    expect(answer.status).toBe(405);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });

  it('could not read an answer even if it got one: none has a CORS header', async () => {
    const answer = await post(await port(), { host: undefined });
    expect(answer.status).toBe(200);
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  });
});

describe('a malformed request', () => {
  it.each([
    ['no JSON', 'nonsense', -32700],
    ['a batch', `[${BODY},${BODY}]`, -32005],
    ['an empty object', '{}', -32600],
    ['another version', BODY.replace('2.0', '1.0'), -32600],
    ['a notification', BODY.replace('"id":1,', ''), -32600],
    ['a text', '"hello"', -32600],
  ])('is refused: %s', async (_, body, code) => {
    const answer = await post(await port(), {}, body);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code } });
  });

  it('is refused when it is larger than any transaction', async () => {
    const answer = await post(await port(), {}, `"${'a'.repeat(600_000)}"`);
    expect(answer.status).toBe(413);
    expect(JSON.parse(answer.body)).toMatchObject({ error: { code: -32701 } });
  });

  it('to the faucet is refused, and so is another path', async () => {
    const at = await port();
    expect((await post(at, {}, '{"FixedAmountRequest":{}}', 'POST', '/gas')).status).toBe(422);
    expect((await post(at, {}, '{}', 'POST', '/elsewhere')).status).toBe(404);
    expect(
      (await post(at, {}, '', 'GET', `/v1/status/${'0'.repeat(8)}-0000-0000-0000-${'0'.repeat(12)}`)).status,
    ).toBe(404);
    expect((await post(at, {}, '', 'GET', '/')).status).toBe(405);
  });
});

async function port(): Promise<number> {
  const { node } = await startWorld();
  return Number(new URL(node.url).port);
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, unknown>>;
  readonly body: string;
}

function post(
  at: number,
  headers: Record<string, string | undefined>,
  body = BODY,
  method = 'POST',
  path = '/',
): Promise<Answer> {
  const given = Object.entries({ 'content-type': 'application/json', ...headers }).filter(
    (entry): entry is [string, string] => entry[1] !== undefined,
  );
  return new Promise((resolve, reject) => {
    const sent = request(
      { host: '127.0.0.1', port: at, path, method, headers: Object.fromEntries(given) },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
      },
    );
    sent.on('error', reject);
    sent.end(method === 'GET' || method === 'OPTIONS' ? undefined : body);
  });
}

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, vi } from 'vitest';
import { connectIota } from '../../../../electron/chains/iota/online/iota-line.ts';
import { plainWords } from '../../../../electron/chains/iota/online/plain-words.ts';
import { iotaTerms } from '../../../../electron/chains/iota/pure/fee-terms.ts';
import type { Line } from '../../../../electron/chains/line.ts';
import { FakeRpcError, handled, startFakeNode, writeJson } from './fake-node.ts';
import { genesis } from './ledger-samples.ts';
import { expectRefusal, unwrap } from './samples.ts';

const lineTo = (url: string, overrides: object = {}): Line =>
  connectIota({
    network: 'iota:practice',
    url,
    genesis,
    timeoutMs: 60_000,
    fetch: globalThis.fetch,
    ...overrides,
  });

const rightChain = { iota_getChainIdentifier: () => genesis };

describe("a node's own clock", () => {
  it.each([
    ['as it told it', 'Tue, 14 Nov 2023 22:13:20 GMT', 1_700_000_000_000],
    ['not, where it tells none that can be read', 'soon', null],
    ['not before 1970', 'Tue, 14 Nov 1923 22:13:20 GMT', null],
  ])('is known from its answers %s', async (_, date, expected) => {
    const node = await startFakeNode({
      iota_getChainIdentifier: (_, response) => {
        response.setHeader('date', date);
        return genesis;
      },
    });
    const line = lineTo(node.url);
    expect(line.nodeTime()).toBeNull();
    unwrap(await line.genesis());
    const told = line.nodeTime();
    expect(told === null).toBe(expected === null);
    // It goes on from then: by less than a test may last.
    if (expected !== null) expect(Math.abs((told ?? 0) - expected)).toBeLessThan(600_000);
  });
});

describe('a node that fails', () => {
  it('is down: unreachable, in words', async () => {
    const node = await startFakeNode();
    await node.close();
    const answer = await lineTo(node.url).latestCheckpoint();
    expectRefusal(answer, 'node-unreachable');
    expect(answer).toMatchObject({
      message: 'expected a node at the address, got no program that answers there',
    });
  });

  it('is slow: timeout', async () => {
    const node = await startFakeNode({ ...rightChain, iotax_getReferenceGasPrice: () => handled });
    expectRefusal(await lineTo(node.url, { timeoutMs: 80 }).terms(), 'node-timeout');
  });

  it('begins an answer and never ends it: timeout', async () => {
    const node = await startFakeNode({
      ...rightChain,
      iotax_getReferenceGasPrice: (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).write('{"jsonrpc":');
        return handled;
      },
    });
    expectRefusal(await lineTo(node.url, { timeoutMs: 80 }).terms(), 'node-timeout');
  });

  it('breaks the connection within an answer: unreachable', async () => {
    const node = await startFakeNode({
      ...rightChain,
      iotax_getReferenceGasPrice: (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': '100' });
        response.write('{', () => response.destroy());
        return handled;
      },
    });
    expectRefusal(await lineTo(node.url).terms(), 'node-unreachable');
  });

  it.each([500, 502, 503])('answers HTTP %i: unreachable', async (status) => {
    const node = await startFakeNode({
      iota_getChainIdentifier: (_, response) => {
        response.writeHead(status, { 'content-type': 'text/html' }).end('<h1>busy</h1>');
        return handled;
      },
    });
    expectRefusal(await lineTo(node.url).latestCheckpoint(), 'node-unreachable');
  });

  it.each([
    ['HTML of a captive portal', 'text/html', '<html>sign in</html>', 200],
    ['HTML of a wrong path', 'text/html', '<html>not found</html>', 404],
    ['HTML that claims to be JSON', 'application/json', '<html></html>', 200],
    ['an empty body', 'application/json', '', 200],
    ['half of a JSON text', 'application/json', '{"jsonrpc":"2.0","id":1', 200],
    ['JSON of a look-alike media type', 'application/json-seq', '{"jsonrpc":"2.0","id":1,"result":1}', 200],
  ])('answers %s: not JSON', async (_, type, body, status) => {
    const node = await startFakeNode({
      iota_getChainIdentifier: (_request, response) => {
        response.writeHead(status, { 'content-type': type }).end(body);
        return handled;
      },
    });
    expectRefusal(await lineTo(node.url).latestCheckpoint(), 'node-not-json');
  });

  it('answers bytes that are no UTF-8: not JSON', async () => {
    const node = await startFakeNode({
      iota_getChainIdentifier: (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(Buffer.of(0x22, 0xff, 0x22));
        return handled;
      },
    });
    expectRefusal(await lineTo(node.url).latestCheckpoint(), 'node-not-json');
  });

  it.each([
    ['announced', { 'content-length': String(9 * 1024 * 1024) }],
    ['unannounced', {}],
  ])('answers more than 8 MiB (%s): too large, without reading it all', async (_, headers) => {
    let sent = 0;
    const node = await startFakeNode({
      iota_getChainIdentifier: (_request, response) => {
        response.writeHead(200, { 'content-type': 'application/json', ...headers });
        const chunk = Buffer.alloc(1024 * 1024, 0x20);
        const pump = (): void => {
          if (response.destroyed || sent > 200) return;
          sent++;
          response.write(chunk, pump);
        };
        pump();
        return handled;
      },
    });
    expectRefusal(await lineTo(node.url, { timeoutMs: 20_000 }).latestCheckpoint(), 'node-answer-too-large');
    expect(sent).toBeLessThan(150);
  });

  /** Sends an answer whole; all of it is smaller than what is read at most. */
  const lineThatHears = async (body: string): Promise<Line> => {
    const node = await startFakeNode({
      iota_getChainIdentifier: (_, response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end(body);
        return handled;
      },
    });
    return lineTo(node.url);
  };
  const nested = (levels: number) => `${'['.repeat(levels)}${']'.repeat(levels)}`;

  it.each([
    ['millions of brackets within each other', nested(4_000_000)],
    ['brackets that never close', '['.repeat(8_000_000)],
    ['objects within each other', `${'{"a":'.repeat(65)}1${'}'.repeat(65)}`],
    ['65 levels behind a text with a quotation mark', `["\\"",${nested(64)}]`],
  ])('holds the reader with %s: malformed, and nothing is parsed', async (_, body) => {
    const line = await lineThatHears(body);
    const parse = vi.spyOn(JSON, 'parse');
    const answer = await line.latestCheckpoint();
    // The fake node itself parses the request, which is short.
    expect(parse.mock.calls.filter(([text]) => text.length >= body.length)).toEqual([]);
    parse.mockRestore();
    expectRefusal(answer, 'node-answer-malformed');
    expect(answer).toMatchObject({ message: 'expected JSON of at most 64 levels, got more' });
  });

  it.each([
    ['empty lists', `[${'[],'.repeat(300_000)}0]`],
    ['members', `{${'"a":0,'.repeat(300_000)}"a":0}`],
  ])('fills the memory with %s: too large', async (_, body) => {
    expectRefusal(await (await lineThatHears(body)).latestCheckpoint(), 'node-answer-too-large');
  });

  it.each([
    ['brackets within a text', `"${'['.repeat(1000)}\\\\"`],
    ['64 levels', nested(62)],
  ])('is read when it adds %s, which cost nothing', async (_, extra) => {
    const line = await lineThatHears(`{"jsonrpc":"2.0","id":1,"result":"${genesis}","extra":[${extra}]}`);
    expect(unwrap(await line.genesis())).toBe(genesis);
  });

  it('redirects to another host, which is never asked', async () => {
    let visited = false;
    const other = createServer((_, response) => {
      visited = true;
      writeJson(response, {});
    });
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const { port } = other.address() as AddressInfo;
    for (const status of [301, 302, 307, 308]) {
      const node = await startFakeNode({
        iota_getChainIdentifier: (_, response) => {
          response.writeHead(status, { location: `http://127.0.0.1:${port}/` }).end();
          return handled;
        },
      });
      expectRefusal(await lineTo(node.url).latestCheckpoint(), 'node-redirects');
    }
    await new Promise((resolve) => other.close(resolve));
    expect(visited).toBe(false);
  });

  it.each<[string, (id: number) => unknown]>([
    ['the answer to another request', (id) => ({ jsonrpc: '2.0', id: id + 1, result: genesis })],
    ['an answer without an id', () => ({ jsonrpc: '2.0', result: genesis })],
    ['neither result nor error', (id) => ({ jsonrpc: '2.0', id })],
    ['an error without a code', (id) => ({ jsonrpc: '2.0', id, error: { message: 'x' } })],
    ['an error that is a text', (id) => ({ jsonrpc: '2.0', id, error: 'x' })],
    ['a list', () => [1]],
    ['a number', () => 5],
    ['null', () => null],
    ['a chain identifier that is none', (id) => ({ jsonrpc: '2.0', id, result: 'C0FFEE01' })],
  ])('answers %s: malformed', async (_, body) => {
    const node = await startFakeNode({
      iota_getChainIdentifier: (request, response) => {
        writeJson(response, body(request.id));
        return handled;
      },
    });
    expectRefusal(await lineTo(node.url).latestCheckpoint(), 'node-answer-malformed');
  });

  it.each([null, {}, '', 'abc', '-5', '0', '999', '1000000001', '99999999999999999999', '1.5'])(
    'names a gas price of %j: malformed',
    async (price) => {
      const node = await startFakeNode({ ...rightChain, iotax_getReferenceGasPrice: () => price });
      expectRefusal(await lineTo(node.url).terms(), 'node-answer-malformed');
    },
  );
});

describe('a node that refuses', () => {
  it('is told in its own words, cut and without control characters', async () => {
    const words = `bad\u0000\u001b[31m \u202egas\r\n${'x'.repeat(1000)}`;
    const node = await startFakeNode({
      ...rightChain,
      iotax_getReferenceGasPrice: () => {
        throw new FakeRpcError(-32602, words);
      },
    });
    const answer = await lineTo(node.url).terms();
    expectRefusal(answer, 'node-refused');
    const { message } = answer as { message: string };
    expect(message).toMatch(/^the node refused \(-32602\): bad \[31m gas x+\.\.\.$/);
    expect(message.length).toBeLessThan(340);
  });

  it.each([-32604, -32603, -32050])('is busy (%i): unreachable, not rejected', async (code) => {
    const node = await startFakeNode({
      ...rightChain,
      iotax_getReferenceGasPrice: () => {
        throw new FakeRpcError(code, 'later');
      },
    });
    expectRefusal(await lineTo(node.url).terms(), 'node-unreachable');
  });

  it('cannot break a character in two, nor send half of one', () => {
    expect(plainWords('😀'.repeat(400))).toBe(`${'😀'.repeat(297)}...`);
    expect(plainWords('a\ud800b').isWellFormed()).toBe(true);
  });
});

describe('the network of a node', () => {
  const gasPrice = { iotax_getReferenceGasPrice: () => '1000' };

  it('is checked before the first call, which a node of another network never gets', async () => {
    const node = await startFakeNode({ ...gasPrice, iota_getChainIdentifier: () => 'deadbeef' });
    expectRefusal(await lineTo(node.url).terms(), 'node-network-mismatch');
    expectRefusal(await lineTo(node.url).submit(new Uint8Array(5), 'AA=='), 'node-network-mismatch');
    expectRefusal(await lineTo(node.url).genesis(), 'node-network-mismatch');
    expect(new Set(node.asked)).toEqual(new Set(['iota_getChainIdentifier']));
  });

  it('is checked once while all goes well', async () => {
    const node = await startFakeNode({ ...gasPrice, ...rightChain });
    const line = lineTo(node.url);
    expect(unwrap(await line.terms())).toEqual(iotaTerms(1000n));
    await line.terms();
    expect(node.asked).toEqual([
      'iota_getChainIdentifier',
      'iotax_getReferenceGasPrice',
      'iotax_getReferenceGasPrice',
    ]);
  });

  it('is checked again after a failure: another node may be behind the address', async () => {
    const node = await startFakeNode({ ...gasPrice, ...rightChain });
    const line = lineTo(node.url);
    await line.terms();
    node.answers = {
      iotax_getReferenceGasPrice: (_, response) => {
        response.destroy();
        return handled;
      },
    };
    expectRefusal(await line.terms(), 'node-unreachable');
    node.answers = { ...gasPrice, iota_getChainIdentifier: () => 'deadbeef' };
    expectRefusal(await line.terms(), 'node-network-mismatch');
  });

  it('is kept as first seen when none is expected', async () => {
    const node = await startFakeNode({ ...gasPrice, ...rightChain });
    const line = lineTo(node.url, { genesis: null });
    expect(unwrap(await line.genesis())).toBe(genesis);
    node.answers = { ...gasPrice, iota_getChainIdentifier: () => 'deadbeef' };
    expectRefusal(await line.genesis(), 'node-network-mismatch');
    expectRefusal(await line.terms(), 'node-network-mismatch');
  });
});

import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { connectIota } from '../../../electron/chains/iota/online/iota-line.ts';
import { fetchByWay } from '../../../electron/way/fetch-by-way.ts';
import { DIRECT, type LineWay } from '../../../electron/way/line-way.ts';
import { startTreasuryNode, type TreasuryNode } from '../../support/treasury-node.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';
import { certificate, type TestCertificate } from '../../support/way/certificates.ts';
import { NEVER, type ProxyAnswer, startConnectProxy } from '../../support/way/connect-proxy.ts';
import { startTlsFront } from '../../support/way/tls-front.ts';

const HOST = 'node.example.test';
const AT = `${HOST}:443`;
const DAY = 86_400_000;
const authority = certificate();
const good = certificate({ name: HOST, hosts: [HOST, 'localhost', '127.0.0.1'], by: authority });
const trusting = (...authorities: TestCertificate[]): LineWay => ({
  proxy: null,
  authorities: authorities.map(({ base64 }) => base64),
});
const through = (url: string, login: NonNullable<LineWay['proxy']>['login'] = null): LineWay => ({
  ...trusting(authority),
  proxy: { url, login },
});

let node: TreasuryNode;
beforeAll(async () => {
  node = await startTreasuryNode();
});
afterAll(() => node.stop());

const lineTo = (url: string, way: LineWay, timeoutMs = 20_000) =>
  connectIota({
    network: 'iota:practice',
    url,
    genesis: node.chain,
    timeoutMs,
    fetch: fetchByWay(way, timeoutMs),
    way,
  });

const protocols = [
  ['JSON-RPC', (url: string) => url],
  ['gRPC', (url: string) => `grpc+${url}`],
] as const;

const answering = async (answer: RequestListener): Promise<string> => {
  const server = createServer(answer);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.close();
    server.closeAllConnections();
  });
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** Where connections are opened to, from now on. */
function watched(): readonly string[] {
  const opened: string[] = [];
  const real = Socket.prototype.connect;
  const spy = vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...args) {
    const [{ host, port }] = args.flat() as unknown as [{ host?: string; port?: number }];
    opened.push(`${host}:${port}`);
    return real.apply(this, args as never);
  });
  onTestFinished(() => spy.mockRestore());
  return opened;
}

describe.each(protocols)('an endpoint with certificates of its own, by %s', (_, by) => {
  it('is read where its authority is trusted, or its own certificate is', async () => {
    const front = await startTlsFront(good, node);
    const byName = `https://localhost:${front.port}`;
    for (const url of [front.url, byName]) {
      must(await lineTo(by(url), trusting(authority)).about());
      must(await lineTo(by(url), trusting(certificate({ name: 'Another' }), good)).about());
    }
  });

  it.each<[string, () => TestCertificate, LineWay]>([
    ['of an authority that nobody named', () => good, DIRECT],
    ['of another authority than the one that was named', () => good, trusting(certificate())],
    [
      'that is out of date',
      () => certificate({ hosts: ['127.0.0.1'], by: authority, to: Date.now() - DAY / 2 }),
      trusting(authority),
    ],
    [
      'that is not in force yet',
      () => certificate({ hosts: ['127.0.0.1'], by: authority, from: Date.now() + DAY }),
      trusting(authority),
    ],
    [
      'of another host',
      () => certificate({ hosts: ['other.example.test'], by: authority }),
      trusting(authority),
    ],
    [
      'signed by a trusted one that is no authority',
      () => certificate({ hosts: ['127.0.0.1'], by: good }),
      trusting(good),
    ],
  ])('is sent nothing behind a certificate %s', async (_, made, way) => {
    const front = await startTlsFront(made(), node);
    expect(codeOf(await lineTo(by(front.url), way).about())).toBe('node-certificate');
  });

  it('is not believed because a variable of the environment says so', async () => {
    vi.stubEnv('NODE_TLS_REJECT_UNAUTHORIZED', '0');
    onTestFinished(() => void vi.unstubAllEnvs());
    const front = await startTlsFront(good, node);
    expect(codeOf(await lineTo(by(front.url), DIRECT).about())).toBe('node-certificate');
  });
});

describe.each(protocols)('a proxy, by %s', (_, by) => {
  it('makes the way by CONNECT, and sees neither what is asked nor any name but the one of the endpoint', async () => {
    const front = await startTlsFront(good, node);
    const proxy = await startConnectProxy({ [AT]: front.url });
    const opened = watched();
    const line = lineTo(by(`https://${HOST}`), through(proxy.url));
    must(await line.about());
    must(await line.latestCheckpoint());
    expect(new Set(proxy.requests)).toEqual(new Set([`CONNECT ${AT} HTTP/1.1\r\nHost: ${AT}\r\n\r\n`]));
    expect(front.connections()).toBe(proxy.requests.length);
    // The proxy and the front that it connects to are of this process too.
    const given = [proxy.url, front.url, node.url, node.grpcUrl].map(
      (url) => `127.0.0.1:${new URL(url).port}`,
    );
    expect(given).toEqual(expect.arrayContaining([...new Set(opened)]));
  });

  it('is told the name and the password, and the endpoint is not', async () => {
    const front = await startTlsFront(good, node);
    const wants = `Proxy-Authorization: Basic ${Buffer.from('desk:pä:ss').toString('base64')}\r\n`;
    const proxy = await startConnectProxy({ [AT]: front.url }, (request) =>
      request.includes(wants) ? null : 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n',
    );
    const url = by(`https://${HOST}`);
    must(await lineTo(url, through(proxy.url, { name: 'desk', password: 'pä:ss' })).about());
    for (const login of [null, { name: 'desk', password: 'else' }]) {
      const refused = await lineTo(url, through(proxy.url, login)).about();
      expect(codeOf(refused)).toBe('proxy-login-wanted');
      expect(JSON.stringify(refused)).not.toContain('else');
    }
  });

  it.each<[string, ProxyAnswer, string]>([
    ['forbids it', () => 'HTTP/1.1 403 Forbidden\r\n\r\n', 'proxy-refused'],
    [
      'sends elsewhere',
      () => 'HTTP/1.1 302 Found\r\nLocation: https://else.example.test/proxy.pac\r\n\r\n',
      'proxy-refused',
    ],
    ['knows no such host', () => 'HTTP/1.1 502 Bad Gateway\r\n\r\n', 'proxy-refused'],
    ['speaks something else', () => 'SSH-2.0-OpenSSH_9.6\r\n\r\n', 'proxy-not-http'],
    ['answers without an end', () => `HTTP/1.1 200 OK\r\nX: ${'a'.repeat(40_000)}`, 'proxy-not-http'],
    ['hangs up', () => 'HTTP/1.1 200', 'proxy-unreachable'],
    ['says yes and is no way', () => 'HTTP/1.1 200 OK\r\n\r\n', 'node-unreachable'],
  ])('that %s is named', async (_, answer, code) => {
    const proxy = await startConnectProxy({}, answer);
    expect(codeOf(await lineTo(by(`https://${HOST}`), through(proxy.url)).about())).toBe(code);
  });

  it('that never answers, and one that is down, are named in time', async () => {
    const proxy = await startConnectProxy({}, () => NEVER);
    const line = lineTo(by(`https://${HOST}`), through(proxy.url), 300);
    expect(codeOf(await line.about())).toBe('proxy-unreachable');
    await proxy.stop();
    expect(codeOf(await line.about())).toBe('proxy-unreachable');
  });

  it('that reads along with a certificate of its own is not trusted', async () => {
    const front = await startTlsFront(certificate({ hosts: [HOST], by: certificate() }), node);
    const proxy = await startConnectProxy({ [AT]: front.url });
    expect(codeOf(await lineTo(by(`https://${HOST}`), through(proxy.url)).about())).toBe('node-certificate');
  });

  it('never sees what is asked of this computer itself, by http or https', async () => {
    const proxy = await startConnectProxy({});
    const front = await startTlsFront(good, node);
    const plain = by === protocols[0][1] ? node.url : `grpc+${node.grpcUrl}`;
    for (const url of [plain, plain.replace('127.0.0.1', 'localhost'), by(front.url)]) {
      must(await lineTo(url, through(proxy.url)).about());
    }
    expect(proxy.requests).toEqual([]);
  });

  it('that a variable of the environment names is not used', async () => {
    const proxy = await startConnectProxy({});
    for (const name of ['HTTPS_PROXY', 'https_proxy', 'HTTP_PROXY', 'ALL_PROXY']) vi.stubEnv(name, proxy.url);
    vi.stubEnv('NODE_USE_ENV_PROXY', '1');
    vi.stubEnv('NO_PROXY', '');
    onTestFinished(() => void vi.unstubAllEnvs());
    expect(codeOf(await lineTo(by('https://node.invalid'), DIRECT).about())).not.toMatch(/^proxy/);
    expect(proxy.requests).toEqual([]);
  });
});

describe('fetch by a way', () => {
  const fetch = fetchByWay(DIRECT, 20_000);

  it('sends what it is called with, and nothing that tells of this program', async () => {
    let seen: object = {};
    const url = await answering((request, response) => {
      seen = { ...request.headers, method: request.method };
      response.end('{}');
    });
    await (
      await fetch(url, { method: 'POST', headers: { 'content-type': 'application/json' }, body: 'äb' })
    ).text();
    expect(seen).toEqual({
      method: 'POST',
      host: new URL(url).host,
      connection: 'keep-alive',
      'content-type': 'application/json',
      'content-length': '3',
    });
  });

  it('hands on a redirect as it is, and an answer without a body', async () => {
    let asked = 0;
    const url = await answering((_, response) => {
      asked += 1;
      response.writeHead(asked === 1 ? 302 : 204, { location: '/else' }).end();
    });
    const answer = await fetch(url, {});
    expect([answer.status, answer.headers.get('location')]).toEqual([302, '/else']);
    expect([(await fetch(url, {})).status, asked]).toEqual([204, 2]);
  });

  it.each([
    ['a status that is none', 'HTTP/1.1 999 What\r\n\r\n'],
    [
      'a change of the protocol',
      'HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\nConnection: upgrade\r\n\r\n',
    ],
    ['bytes that are no HTTP', 'SSH-2.0-OpenSSH_9.6\r\n\r\n'],
  ])('refuses %s', async (_, answer) => {
    const { url } = await startConnectProxy({}, () => answer);
    await expect(fetch(url, {})).rejects.toThrow();
  });

  it('ends with its signal, before and within the answer', async () => {
    const url = await answering((request, response) => {
      if (request.url === '/body') response.writeHead(200).write('a');
    });
    for (const path of ['/', '/body']) {
      const end = new AbortController();
      const read = fetch(`${url}${path}`, { signal: end.signal }).then(async (answer) => {
        end.abort();
        await answer.text();
      });
      if (path === '/') setImmediate(() => end.abort());
      await expect(read).rejects.toThrow();
    }
  });
});

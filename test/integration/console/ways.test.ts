import dns from 'node:dns';
import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { type AddressInfo, Socket } from 'node:net';
import path from 'node:path';
import { describe, expect, it, onTestFinished, vi } from 'vitest';
import { productLines } from '../../../electron/chains/lines.ts';
import { listJournal } from '../../../electron/console/journal/list-journal.ts';
import { verifyJournal } from '../../../electron/console/journal/verify-journal.ts';
import { changeEndpoints, testNode } from '../../../electron/console/ledger/change-node.ts';
import {
  changeCertificates,
  changeProxy,
  lookAtCertificates,
} from '../../../electron/console/ledger/change-way.ts';
import { openDesk as openFolder } from '../../../electron/stations/desk.ts';
import { openAlarms } from '../../support/open-alarms.ts';
import { fund, openDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { codeOf, enter, must, utf8 } from '../../support/treasury-steps.ts';
import { certificate } from '../../support/way/certificates.ts';
import { startConnectProxy } from '../../support/way/connect-proxy.ts';
import { startTlsFront } from '../../support/way/tls-front.ts';

const HOST = 'node.example.test';
const URL_OF_NODE = `https://${HOST}`;
const EVIL = 'http://evil.example:3128';
const SECRET = 'horse-battery';
const authority = certificate({ name: 'Authority of the treasury' });
const good = certificate({ name: HOST, hosts: [HOST], by: authority });

/** A desk whose node is also behind TLS and a proxy, which wants a name and a password. */
async function behindProxy() {
  const desk = await openDesk(undefined, undefined, 'grpc');
  const front = await startTlsFront(good, desk.node);
  const proxy = await startConnectProxy({ [`${HOST}:443`]: front.url }, (request) =>
    request.includes(Buffer.from(`desk:${SECRET}`).toString('base64'))
      ? null
      : 'HTTP/1.1 407 Proxy Authentication Required\r\n\r\n',
  );
  const login = () => ({ url: proxy.url, name: 'desk', password: utf8(SECRET) });
  return { desk, front, proxy, login, dev: await enter(desk, 'Dev') };
}

/** Edits the file of a folder that is closed just now. */
async function editWay(desk: TestDesk, way: object | undefined): Promise<void> {
  await desk.station.close();
  const file = path.join(desk.folder, 'treasury.json');
  writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), way }));
}

/** A deposit, which the desk has read when this ends. */
async function paid({ station, node, hot }: TestDesk): Promise<void> {
  const { vaults } = station.policy.present();
  await node.deposit(vaults.find(({ id }) => id === hot)?.receiveAddress ?? '', 5_000_000_000n);
  await node.checkpoint();
  await station.line.follow();
  const { rows } = await station.books.deposits.list({ search: '', offset: 0, limit: 10 }, null);
  expect(rows).toMatchObject([{ state: 'final' }]);
}

const journalOf = async ({ station }: TestDesk) => (await station.books.journal.raw(0, 500)).join('\n');

describe('a proxy and certificates of a treasury', () => {
  it('lead to an endpoint that is tested and followed through them, also after a restart', async () => {
    const { desk, proxy, login, dev } = await behindProxy();
    const first = desk.station.line.view().url;
    const seen = must(lookAtCertificates(desk.station, dev, { pem: authority.cert }));
    expect(seen.certificates).toMatchObject([
      { subject: 'CN=Authority of the treasury', sha256: authority.sha256 },
    ]);
    must(await changeProxy(desk.station, dev, { url: proxy.url, name: null, password: null }));
    expect(codeOf(await testNode(desk.station, URL_OF_NODE))).toBe('proxy-login-wanted');
    must(await changeProxy(desk.station, dev, login()));
    expect(codeOf(await testNode(desk.station, URL_OF_NODE))).toBe('node-certificate');
    must(await changeCertificates(desk.station, dev, { pem: authority.cert }));
    expect(must(await testNode(desk.station, URL_OF_NODE))).toMatchObject({ proves: true });
    must(await changeEndpoints(desk.station, dev, { urls: [URL_OF_NODE, first] }));
    await paid(desk);
    expect(desk.station.line.view().endpoints[0]?.problem).toBeNull();
    const asked = proxy.requests.length;
    const way = { proxy: proxy.url, login: true, certificates: [{ sha256: authority.sha256 }] };
    expect(desk.station.line.view()).toMatchObject({ url: `grpc+${URL_OF_NODE}`, problem: null, way });

    await desk.reopen();
    await desk.station.line.follow();
    expect(desk.station.line.view()).toMatchObject({ url: `grpc+${URL_OF_NODE}`, problem: null, way });
    expect(proxy.requests.length).toBeGreaterThan(asked);
    expect(await openAlarms(desk.station)).toEqual([]);
    must(await verifyJournal(desk.station));
  });

  it('are in the journal by an officer, with fingerprint and host, and never with the password', async () => {
    const { desk, proxy, login, dev } = await behindProxy();
    must(await changeProxy(desk.station, dev, login()));
    must(await changeCertificates(desk.station, dev, { pem: authority.cert }));
    const page = JSON.stringify(await listJournal(desk.station, { search: '', offset: 0, limit: 3 }));
    expect(page).toContain(`by the proxy ${proxy.url} with a name and a password`);
    expect(page).toContain(`trusting the certificates ${authority.sha256} alone`);
    expect(page).toContain('Dev');
    const file = path.join(desk.folder, 'proxy.login');
    expect(readFileSync(file, 'utf8')).toContain(SECRET);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const all = `${await journalOf(desk)}${readFileSync(path.join(desk.folder, 'treasury.json'), 'utf8')}`;
    expect(all).toContain(authority.base64);
    for (const secret of [SECRET, Buffer.from(`desk:${SECRET}`).toString('base64')]) {
      expect(all + JSON.stringify(desk.station.line.view())).not.toContain(secret);
    }
    // Another password for the same proxy is an act too.
    const head = (await desk.station.books.journal.head())?.seq ?? 0;
    must(await changeProxy(desk.station, dev, login()));
    expect((await desk.station.books.journal.head())?.seq).toBe(head + 1);
    // The one proxy that is told them is the one that they were typed for; without it they are gone.
    must(await changeProxy(desk.station, dev, { url: null, name: null, password: null }));
    expect(() => statSync(file)).toThrow('ENOENT');
  });

  it('are changed by a policy admin alone', async () => {
    const { desk, login } = await behindProxy();
    const mara = await enter(desk, 'Mara');
    const { station } = desk;
    expect(codeOf(await changeProxy(station, mara, login()))).toBe('role-missing');
    expect(codeOf(await changeCertificates(station, mara, { pem: authority.cert }))).toBe('role-missing');
    expect(codeOf(lookAtCertificates(station, mara, { pem: authority.cert }))).toBe('role-missing');
  });

  it('of a proxy that is down are named, and the next endpoint goes on', async () => {
    const { desk, proxy, login, dev } = await behindProxy();
    const first = desk.station.line.view().url;
    must(await changeProxy(desk.station, dev, login()));
    must(await changeCertificates(desk.station, dev, { pem: authority.cert }));
    must(await changeEndpoints(desk.station, dev, { urls: [URL_OF_NODE, first] }));
    await proxy.stop();
    await desk.reopen();
    await paid(desk);
    expect(desk.station.line.view()).toMatchObject({
      url: first,
      problem: null,
      endpoints: [{ state: 'left', problem: { code: 'proxy-unreachable' } }, { state: 'followed' }],
    });
  });

  it('are the only other place that anything is ever connected to, whatever an endpoint answers', async () => {
    const { desk, front, proxy, login, dev } = await behindProxy();
    const elsewhere = createServer((_, response) =>
      response.writeHead(302, { location: 'http://evil.example/proxy.pac' }).end(),
    );
    await new Promise<void>((resolve) => elsewhere.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void elsewhere.close());
    const hostile = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
    must(await changeProxy(desk.station, dev, login()));
    must(await changeCertificates(desk.station, dev, { pem: authority.cert }));
    must(await changeEndpoints(desk.station, dev, { urls: [URL_OF_NODE] }));
    const node = { kind: 'url', url: hostile } as const;
    must(await desk.station.treasury.adopt({ ...desk.station.treasury.file(), node }));
    must(await changeEndpoints(desk.station, dev, { urls: [hostile, URL_OF_NODE] }));
    await desk.station.close();

    const [opened, named] = [new Set<string>(), new Set<string>()];
    const connect = Socket.prototype.connect;
    vi.spyOn(Socket.prototype, 'connect').mockImplementation(function (this: Socket, ...args) {
      const [{ host, port }] = args.flat() as unknown as [{ host?: string; port?: number }];
      opened.add(`${host}:${port}`);
      return connect.apply(this, args as never);
    });
    const lookup = dns.lookup;
    vi.spyOn(dns, 'lookup').mockImplementation(((name: string, ...rest: never[]) => {
      named.add(name);
      return (lookup as (...all: unknown[]) => unknown)(name, ...rest);
    }) as never);
    onTestFinished(() => void vi.restoreAllMocks());
    // In this thread, where its connections can be seen.
    const station = must(await openFolder(desk.folder, desk.effects, { lines: productLines }));
    onTestFinished(() => station.close());
    await station.line.follow();
    expect(station.line.view()).toMatchObject({ url: `grpc+${URL_OF_NODE}`, problem: null });
    expect(station.line.view().endpoints[0]).toMatchObject({ url: hostile, state: 'left' });
    const portOf = (url: string) => `127.0.0.1:${new URL(url).port}`;
    // The front and the node are reached from the proxy, which runs in this process.
    const behind = [front.url, desk.node.grpcUrl].map(portOf);
    expect(opened).toEqual(new Set([portOf(hostile), portOf(proxy.url), ...behind]));
    expect(named).toEqual(new Set());
    expect(new Set(proxy.targets())).toEqual(new Set([`${HOST}:443`]));
  });
});

describe('a treasury.json whose way somebody has edited', () => {
  it.each<[string, object]>([
    ['to a proxy of a stranger', { proxy: EVIL, login: false, authorities: [] }],
    ['to certificates of a stranger', { proxy: null, login: false, authorities: [certificate().base64] }],
  ])('%s is an alarm, and the way of the journal is gone, changed before or never', async (_, way) => {
    const desk = await openDesk();
    await editWay(desk, way);
    await desk.reopen();
    expect(desk.station.treasury.file().way).toBeUndefined();
    expect(await openAlarms(desk.station)).toHaveLength(1);
    must(await changeCertificates(desk.station, await enter(desk, 'Dev'), { pem: authority.cert }));
    const signed = desk.station.treasury.file().way;
    await editWay(desk, way);
    await desk.reopen();
    expect(desk.station.treasury.file().way).toEqual(signed);
    expect(await openAlarms(desk.station)).toHaveLength(2);
  });

  it('to bytes that are no certificate, or a proxy with a password in it, is not opened', async () => {
    const desk = await openDesk();
    for (const way of [
      { proxy: null, login: false, authorities: ['AAEC'] },
      { proxy: 'http://desk:horse@proxy.example:3128', login: false, authorities: [] },
    ]) {
      await editWay(desk, way);
      expect(codeOf(await openFolder(desk.folder, desk.effects))).toBe('treasury-damaged');
    }
  });

  it('by a kill right after the signature is carried out at the next opening', async () => {
    const desk = await openDesk();
    const dev = await enter(desk, 'Dev');
    const killed = new Error('killed here');
    const station = {
      ...desk.station,
      treasury: { ...desk.station.treasury, adopt: () => Promise.reject(killed) },
    };
    await expect(changeCertificates(station, dev, { pem: authority.cert })).rejects.toBe(killed);
    await desk.reopen();
    expect(desk.station.treasury.file().way?.authorities).toEqual([authority.base64]);
    expect(await openAlarms(desk.station)).toEqual([]);
  });
});

it('on an evaluation runtime a proxy is no way around this computer', async () => {
  const desk = await openDesk({ practiceOnly: true });
  const proxy = await startConnectProxy({});
  const dev = await enter(desk, 'Dev');
  const none = { name: null, password: null };
  expect(codeOf(await changeProxy(desk.station, dev, { url: EVIL, ...none }))).toBe('runtime-practice-only');
  must(await changeProxy(desk.station, dev, { url: proxy.url, ...none }));
  expect(codeOf(await testNode(desk.station, 'https://node.example.org'))).toBe('runtime-practice-only');
  must(await testNode(desk.station, desk.node.url));
  await desk.reopen();
  await fund(desk, '5');
  expect(proxy.requests).toEqual([]);
  await editWay(desk, { proxy: EVIL, login: false, authorities: [] });
  expect(codeOf(await openFolder(desk.folder, desk.effects))).toBe('runtime-practice-only');
});

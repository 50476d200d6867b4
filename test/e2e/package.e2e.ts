import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { FuseState, FuseV1Options, getCurrentFuseWire } from '@electron/fuses';
import { expect, test } from '@playwright/test';
import { run } from '../../electron/cli/electron-runtime.ts';
import { declaredElectron } from '../../electron/main/runtime.ts';
import { needElectron } from './support/launch.ts';
import { listAsar, packAround } from './support/pack.ts';
import { readPrepared } from './support/prepared.ts';

needElectron();
test.skip(process.platform !== 'linux', 'the packaging target of these tests is that of Linux');

let output: string;
let unpacked: string;
let version: string;
test.beforeAll(async () => {
  const prepared = readPrepared();
  if (!prepared.ok) return;
  version = readFileSync(path.join(path.dirname(prepared.executable), 'version'), 'utf8')
    .trim()
    .replace(/^v/, '');
  output = mkdtempSync(path.join(tmpdir(), 'sallyport-package-'));
  unpacked = await packAround(prepared.executable, version, output);
});
test.afterAll(() => {
  if (output !== undefined) rmSync(output, { recursive: true, force: true });
});

test('the fuses of the packaged binary are set', async () => {
  const fuses = await getCurrentFuseWire(path.join(unpacked, 'sallyport'));
  const on = (fuse: FuseV1Options) => fuses[fuse] === FuseState.ENABLE;
  expect({
    runAsNode: on(FuseV1Options.RunAsNode),
    nodeOptions: on(FuseV1Options.EnableNodeOptionsEnvironmentVariable),
    nodeCliInspect: on(FuseV1Options.EnableNodeCliInspectArguments),
    cookieEncryption: on(FuseV1Options.EnableCookieEncryption),
    asarIntegrity: on(FuseV1Options.EnableEmbeddedAsarIntegrityValidation),
    onlyFromAsar: on(FuseV1Options.OnlyLoadAppFromAsar),
    fileProtocol: on(FuseV1Options.GrantFileProtocolExtraPrivileges),
  }).toEqual({
    runAsNode: false,
    nodeOptions: false,
    nodeCliInspect: false,
    cookieEncryption: true,
    asarIntegrity: true,
    onlyFromAsar: true,
    fileProtocol: false,
  });
});

test('the archive has the bundles, the manifest and the licence, and nothing else', () => {
  const files = listAsar(path.join(unpacked, 'resources', 'app.asar'));
  const allowed = [
    /^package\.json$/,
    /^LICENSE$/,
    /^out\/main\/(?:index|backup|books|lines|meter|papers|proofs|scrypt|wallet-folder|official-library|signer|ceremony|practice-node)\.js$/,
    /^out\/main\/chunks\/[\w.-]+\.js$/,
    /^out\/preload\/index\.cjs$/,
    /^out\/renderer\/(?:index\.html|icon\.png|icon\.svg)$/,
    /^out\/renderer\/fonts\/(?:Inter|JetBrainsMono)-(?:Regular\.ttf|SemiBold\.ttf|OFL\.txt)$/,
    /^out\/renderer\/assets\/[\w.-]+\.(?:js|css|woff2|svg|png)$/,
  ];
  expect(files.filter((file) => !allowed.some((each) => each.test(file)))).toEqual([]);
  for (const file of [
    'out/main/index.js',
    'out/main/backup.js',
    'out/main/books.js',
    'out/main/lines.js',
    'out/main/meter.js',
    'out/main/papers.js',
    'out/main/proofs.js',
    'out/main/scrypt.js',
    'out/main/wallet-folder.js',
    'out/main/official-library.js',
    'out/main/signer.js',
    'out/main/ceremony.js',
    'out/preload/index.cjs',
    'out/renderer/index.html',
    'out/renderer/fonts/Inter-Regular.ttf',
    'out/renderer/fonts/Inter-SemiBold.ttf',
    'out/renderer/fonts/JetBrainsMono-Regular.ttf',
  ])
    expect(files).toContain(file);
});

test('a package around anything but the declared Electron refuses to start', async () => {
  test.skip(version === declaredElectron, 'the Electron here is the declared one');
  const userData = path.join(output, 'user-data');
  const started = await run(
    path.join(unpacked, 'sallyport'),
    ['--no-sandbox', `--user-data-dir=${userData}`],
    output,
  );
  expect(started.code).toBe(1);
  expect(started.output).toContain('runtime-practice-only');
});

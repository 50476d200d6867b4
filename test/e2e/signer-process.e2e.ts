import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { TreasuryView } from '../../electron/contract/treasury.ts';
import { type LaunchedConsole, launchConsole, needElectron } from './support/launch.ts';

needElectron();
// One treasury is made, which takes its time, and all tests use it.
test.describe.configure({ mode: 'serial' });

let console: LaunchedConsole;
test.beforeAll(async () => {
  console = await launchConsole({ env: { SALLYPORT_CANARY: 'canary' } });
});
test.afterAll(async () => {
  await console?.close();
});

/** Process ids of our own utility processes by their name. */
const processes = (name: string) =>
  console.app.evaluate(
    ({ app }, wanted) =>
      app
        .getAppMetrics()
        .filter((metric) => metric.name === wanted || metric.serviceName === wanted)
        .map((metric) => metric.pid),
    name,
  );

const treasury = (): Promise<TreasuryView | null> =>
  console.page.evaluate(async () => {
    const read = await window.sallyport.call('app.read', { as: null });
    return read.ok ? read.value.treasury : null;
  });

async function openHotVault(): Promise<void> {
  const { vaults, practicePassword } = (await treasury())!;
  const hot = vaults.find(({ kind }) => kind === 'hot')!;
  if (hot.state === 'open') return;
  const unlocked = await console.page.evaluate(
    ([vaultId, password]) =>
      window.sallyport.call('vault.unlock', {
        as: null,
        vaultId: vaultId!,
        password: new TextEncoder().encode(password),
      }),
    [hot.id, practicePassword!],
  );
  expect(unlocked).toMatchObject({ ok: true });
}

for (const bundle of ['out/main/signer.js', 'out/main/ceremony.js'])
  test(`${bundle} loads no module of a network and none of Electron`, () => {
    const seen = new Set<string>();
    const visit = (file: string): void => {
      if (seen.has(file)) return;
      seen.add(file);
      const imports = readFileSync(file, 'utf8').matchAll(/(?:from|import)\s*\(?\s*["'`]([^"'`]+)["'`]/g);
      for (const [, name] of imports) {
        if (name!.startsWith('.')) visit(path.join(path.dirname(file), name!));
        else
          expect(name, file).not.toMatch(
            /^(?:node:)?(?:net|http|https|http2|dgram|tls|dns|child_process|cluster)$|^electron/,
          );
      }
    };
    visit(bundle);
    expect(seen.size).toBeGreaterThan(1);
  });

test('a practice treasury opens in the real app', async () => {
  const made = await console.page.evaluate(() =>
    window.sallyport.call('treasury.create-practice', {
      name: 'Practice',
      password: new TextEncoder().encode('practice'),
    }),
  );
  expect(made).toMatchObject({ ok: true });
  expect(await treasury()).toMatchObject({ name: 'Practice', network: 'iota:practice' });
});

test('the process of an open vault has no environment and no flags of Node', async () => {
  test.skip(process.platform !== 'linux', 'environments of processes are read from /proc');
  const ofMain = readFileSync(`/proc/${console.app.process().pid}/environ`, 'utf8');
  expect(ofMain).toContain('canary');
  await openHotVault();
  const pids = await processes('Sallyport signer');
  expect(pids.length).toBeGreaterThan(0);
  for (const pid of pids) {
    // Chromium writes its process title over the start of this memory, so it is not empty but holds nothing of ours.
    const environment = readFileSync(`/proc/${pid}/environ`, 'utf8');
    const command = readFileSync(`/proc/${pid}/cmdline`, 'utf8');
    expect(environment).not.toMatch(/canary|PATH=|HOME=|DISPLAY=|NODE_/);
    expect(command).not.toMatch(/--inspect|--require|--import|--loader|--eval/);
  }
});

for (const event of ['suspend', 'lock-screen'] as const) {
  test(`${event} of the machine ends every process that has a key`, async () => {
    await openHotVault();
    expect((await processes('Sallyport signer')).length).toBeGreaterThan(0);
    await console.app.evaluate(({ powerMonitor }, name) => {
      powerMonitor.emit(name);
    }, event);
    await expect.poll(() => processes('Sallyport signer')).toEqual([]);
    await expect.poll(async () => (await treasury())!.vaults.map(({ state }) => state)).not.toContain('open');
    expect((await treasury())!.signedIn).toEqual([]);
  });
}

import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import type { Channel, Output } from '../../../electron/contract/contract.ts';
import { faultOf } from '../../../electron/core/diagnostics/log-event.ts';
import type { Result } from '../../../electron/core/result.ts';
import { refuse } from '../../../electron/core/result.ts';
import { MOST_LOG_BYTES, openLogFile } from '../../../electron/main/log-file.ts';
import { createConsole } from '../../../electron/stations/console.ts';
import { testHost } from '../../support/test-host.ts';
import { OUTSIDER } from '../../support/treasury-fixture.ts';
import { outsideTreasury } from '../../support/treasury-lines.ts';
import { codeOf, must, PASSWORD, utf8 } from '../../support/treasury-steps.ts';

const CUSTOMER = 'Wilhelmina Quastenburg';

function temporary(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'sallyport-log-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  return folder;
}

it('after a day with refusals, faults and a payment neither log nor report has an address, an amount, a name, a digest or a path', async () => {
  const treasury = await outsideTreasury();
  const folder = temporary();
  const log = openLogFile(path.join(folder, 'logs'));
  const desktop = createConsole(testHost({ version: '0.1.0', log }), () => {});
  onTestFinished(() => desktop.close());
  must(await desktop.open(treasury.folder));
  const saved = path.join(folder, 'report.txt');
  const place = {
    chooseFolder: async () => null,
    chooseStronghold: async () => null,
    chooseBackup: async () => null,
    chooseEnvelope: async () => null,
    chooseEmptyFolder: async () => null,
    chooseWalletFolder: async () => null,
    chooseSaveFile: async () => saved,
    copyAddress: async () => refuse('input-malformed', 'there is no clipboard'),
    copyTransaction: async () => refuse('input-malformed', 'there is no clipboard'),
  };
  const call = <C extends Channel>(verb: C, input: unknown) =>
    desktop.answer(verb, input, { callerId: 'window 1', place }) as Promise<Result<Output<C>>>;
  const as = treasury.officers.Mara;
  expect(codeOf(await call('diagnostics.save', {}))).toBe('input-malformed');
  must(await call('officer.sign-in', { officerId: as, password: utf8(PASSWORD) }));
  must(await call('vault.unlock', { as, vaultId: treasury.hot, password: utf8(PASSWORD) }));
  must(await call('account.create', { as, vaultId: treasury.hot, alias: CUSTOMER }));
  await treasury.node.deposit(treasury.hotAddress, 5_123_456_789_000n);
  await treasury.node.checkpoint();
  const seen = async () => JSON.stringify(must(await call('dashboard.read', { as })));
  await expect.poll(seen, { timeout: 60_000 }).toContain('"balance":"5123456789000"');
  const payment = { as, vaultId: treasury.hot, recipient: OUTSIDER, amount: '771.25', reference: 'W-77' };
  const { id } = must(await call('withdrawal.request', payment));
  const detail = must(await call('movement.read', { as, id }));
  // Refusals that quote what they were given.
  await call('account.create', { as, vaultId: treasury.hot, alias: CUSTOMER });
  await call('withdrawal.preview', { as, vaultId: treasury.hot, recipient: OUTSIDER, amount: '98765.4321' });
  await call('withdrawal.preview', { as, vaultId: treasury.hot, recipient: `${OUTSIDER}0`, amount: '1' });
  await call('treasury.open', { folder: `/home/mara/${CUSTOMER}` });
  await call('node.test', { as, url: `https://mara:${CUSTOMER}@node.example.org` });
  // A fault whose message and path tell everything.
  const fault = new Error(`${CUSTOMER} ${OUTSIDER} 771.25`);
  fault.name = `Error of ${CUSTOMER}`;
  fault.stack = `Error: x\n    at ${CUSTOMER} (/home/mara/app/index.js:1:2)\n    at pay (app://console/${CUSTOMER}.js:3:4)`;
  log.note({ kind: 'fault', place: `window of ${CUSTOMER}`, fault: faultOf(fault) });
  must(
    await call('diagnostics.note-fault', {
      name: CUSTOMER,
      frames: [`${CUSTOMER} (/home/mara/${OUTSIDER}.js:1:2)`, `0x1234567890abcdef 771.25`],
    }),
  );
  const { text } = must(await call('diagnostics.read', {}));
  expect(must(await call('diagnostics.save', {}))).toEqual({ file: saved });
  expect(readFileSync(saved, 'utf8')).toBe(text);

  const all = [
    text,
    ...readdirSync(path.join(folder, 'logs')).map((name) =>
      readFileSync(path.join(folder, 'logs', name), 'utf8'),
    ),
  ];
  const { decoded } = detail;
  const secrets = [
    CUSTOMER,
    'Quastenburg',
    'Mara',
    'mara',
    OUTSIDER.slice(2, 30),
    treasury.hotAddress.slice(2, 30),
    '5123456789000',
    '5123.45',
    '771.25',
    '771250000000',
    '98765',
    'W-77',
    treasury.folder,
    '/home',
    id,
    as,
    treasury.hot,
    decoded?.digest ?? 'no digest',
    decoded?.digestText ?? 'no digest',
    'node.example.org',
    treasury.node.url,
  ];
  for (const each of secrets) for (const kept of all) expect(kept).not.toContain(each);
  // What helps is there.
  expect(text).toMatch(/accounts +\d/);
  expect(text).toContain('an address on this computer');
  for (const kept of all) {
    expect(kept).toContain('refused account.create: alias-duplicate');
    expect(kept).toContain('fault in ?: ?');
    expect(kept).toContain('at pay elsewhere');
  }
});

it('the log has a bounded size, and its newest lines', () => {
  const folder = temporary();
  const log = openLogFile(folder);
  const most = Math.ceil((3 * MOST_LOG_BYTES) / 60);
  for (let line = 0; line < most; line++) {
    log.note({ kind: 'refused', verb: `verb-${line}`, code: 'amount-above-balance' });
  }
  const sizes = readdirSync(folder).map((name) => statSync(path.join(folder, name)).size);
  expect(sizes).toHaveLength(2);
  for (const size of sizes) expect(size).toBeLessThan(MOST_LOG_BYTES + 1_000);
  expect(log.tail(1)).toEqual([expect.stringContaining(`verb-${most - 1}`)]);
  expect(statSync(path.join(folder, 'sallyport.log')).mode & 0o077).toBe(0);
});

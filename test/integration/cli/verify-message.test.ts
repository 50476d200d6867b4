import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { writeSignedStatement } from '../../../electron/core/message/signed-statement.ts';
import { bothApprove, message } from '../../support/message-fixture.ts';
import { cold, network, sealedVault, unwrap } from '../../support/signer-fixture.ts';
import { runChild } from '../../support/start-child.ts';

const program = new URL('../../../electron/cli/verify-message.ts', import.meta.url);
const { address, text } = message().statement;
let folder: string;
let signature: string;

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'sallyport-message-'));
  const { vault } = await sealedVault();
  signature = unwrap(vault.signMessage({ message: message(), approvals: bothApprove(message()) })).signature;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const verify = (changes: Partial<Parameters<typeof writeSignedStatement>[0]> = {}) => {
  const file = path.join(folder, 'signed.json');
  const statement = { format: 'sallyport/signed-message/1', network, address, text, signature } as const;
  writeFileSync(file, writeSignedStatement({ ...statement, ...changes }));
  return runChild(program, [file]);
};

it('an auditor verifies a signed message without our app', async () => {
  const { code, stdout } = await verify();
  expect(stdout).toContain(`Address  ${address}`);
  expect(stdout).toContain('  Nonce: 7f3a-91bc\n');
  expect(code).toBe(0);
});

it.each([
  ['another text', { text: 'another' }, 'request-signature-bad'],
  ['another address', { address: cold.address }, 'message-other-address'],
  ['a text that steers a terminal', { text: 'pay \u001b[2Jnobody' }, 'message-hidden-character'],
  ['no signature', { signature: 'AAAA' }, 'bytes-malformed'],
])('%s is not verified', async (_, changes, named) => {
  const { code, stdout, stderr } = await verify(changes);
  expect(stderr).toContain(`NOT VERIFIED (${named})`);
  expect(stdout).toBe('');
  expect(code).toBe(1);
});

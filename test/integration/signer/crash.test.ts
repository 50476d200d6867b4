import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { spawnSignerChild } from '../../../electron/cli/spawn-signer.ts';
import type { Policy } from '../../../electron/core/policy/policy.ts';
import { SignerClient } from '../../../electron/signer/client.ts';
import { bundleOf } from '../../support/run-folder.ts';
import { markAt, password, writeVaultFile } from '../../support/signer-files.ts';
import {
  approval,
  codeOf,
  coin,
  hot,
  iota,
  network,
  officers,
  policy,
  proposal,
  request,
  rule,
  signPolicy,
  toSign,
  under,
  unwrap,
  uuid,
  vaultSeed,
} from '../../support/signer-fixture.ts';
import { startChild } from '../../support/start-child.ts';

const child = bundleOf('signer-child');

let folder: string;
let file: string;
let clients: SignerClient[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-signer-crash-'));
  file = join(folder, 'hot.stronghold');
});
afterEach(async () => {
  for (const client of clients) client.kill();
  clients = [];
  await rm(folder, { recursive: true, force: true });
});

async function open(journalCounter: number) {
  const client = new SignerClient(spawnSignerChild());
  clients.push(client);
  const opened = await client.ask('open', {
    file,
    password: password(),
    purpose: 'vault',
    network: network.id,
    journal: markAt(journalCounter),
  });
  return { client, opened };
}

async function prepare(of: Policy, jobs: readonly unknown[]): Promise<string[]> {
  await writeVaultFile(file, vaultSeed('hot'));
  const { client } = await open(0);
  unwrap(await client.ask('seal', { kind: 'policies', vaultId: hot.id, policies: [signPolicy(of)] }));
  client.kill();
  const [jobFile, log] = [join(folder, 'jobs.json'), join(folder, 'answered')];
  await writeFile(jobFile, JSON.stringify(jobs));
  await writeFile(log, '');
  return [file, jobFile, log];
}

const payment = (sealed: Policy, number: number, amount: number) => {
  const of = proposal({
    requests: [request({ id: uuid(0x500 + number), amount: iota(amount), createdAt: Date.now() })],
    coins: [coin(100 + number)],
  });
  const expiresAt = Date.now() + 1_800_000;
  return toSign(of, approval(of, officers.ben, { ...under(sealed), expiresAt }));
};

describe('a signer process killed', () => {
  it('between its memory and its answer gives the same signature when it is back, and counts it once', async () => {
    const window = rule({ window: { seconds: 86_400, max: iota(250) } });
    const sealed = policy({ rules: [window] });
    const first = payment(sealed, 1, 100);
    const args = await prepare(sealed, [first]);
    const killed = startChild(child, [...args, 'stop']);
    await killed.started;
    await killed.kill();
    expect(await readFile(args[2]!, 'utf8'), 'nothing was answered').toBe('');

    const { client, opened } = await open(1);
    expect(unwrap(opened).mark?.counter, 'it was remembered').toBe(2);
    const signed = unwrap(await client.ask('sign', first));
    expect(signed.counter).toBe(2);
    expect(unwrap(await client.ask('sign', first))).toEqual(signed);
    expect(codeOf(await client.ask('sign', payment(sealed, 2, 150)))).toBe('accepted');
    expect(codeOf(await client.ask('sign', payment(sealed, 3, 0.001)))).toBe('policy-no-rule');
  });

  it('at any moment has forgotten nothing that it answered', async () => {
    const sealed = policy({ rules: [rule()] });
    const jobs = Array.from({ length: 400 }, (_, number) => payment(sealed, number, 0.001));
    const args = await prepare(sealed, jobs);
    let answered = 1;
    for (let round = 0; round < 6; round++) {
      const killed = startChild(child, args);
      const words = Math.floor(Math.random() * 40);
      for (let heard = 0; heard < words; heard++) await Promise.race([killed.moreOutput(), killed.exited]);
      await killed.kill();
      const counters = (await readFile(args[2]!, 'utf8')).trim().split('\n').map(Number);
      answered = Math.max(answered, ...counters);
      const { client, opened } = await open(answered);
      expect(unwrap(opened).mark?.counter, `round ${round}`).toBeGreaterThanOrEqual(answered);
      client.kill();
    }
    expect(answered, 'the kills fell between signatures').toBeGreaterThan(1);
  });
});

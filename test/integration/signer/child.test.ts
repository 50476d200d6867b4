import { copyFile, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { iotaChain } from '../../../electron/chains/iota/pure/iota-chain.ts';
import { spawnSignerChild } from '../../../electron/cli/spawn-signer.ts';
import { intentBytes } from '../../../electron/core/proposal/proposal.ts';
import type { Result } from '../../../electron/core/result.ts';
import { SignerClient } from '../../../electron/signer/client.ts';
import { stateKey } from '../../../electron/signer/sealed-state.ts';
import type { SignerTransport } from '../../../electron/signer/transport.ts';
import { markAt, password, writeSeedFile, writeVaultFile } from '../../support/signer-files.ts';
import {
  approval,
  codeOf,
  ERA,
  hot,
  NOW,
  network,
  noes,
  officers,
  policy,
  proposal,
  rejection,
  request,
  signPolicy,
  toSign,
  unwrap,
  vaultSeed,
} from '../../support/signer-fixture.ts';
import { slip10 } from '../../support/signer-slip10.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

let folder: string;
let file: string;
let heard: unknown[];
const running: SignerTransport[] = [];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sallyport-signer-'));
  file = join(folder, 'hot.stronghold');
  heard = [];
});
afterEach(async () => {
  for (const transport of running.splice(0)) transport.kill();
  await rm(folder, { recursive: true, force: true });
});

function spawn(): { transport: SignerTransport; client: SignerClient } {
  const transport = spawnSignerChild();
  running.push(transport);
  transport.onMessage((message) => heard.push(message));
  return { transport, client: new SignerClient(transport) };
}

const open = (client: SignerClient, journalCounter = 0, typed = password()) =>
  client.ask('open', {
    file,
    password: typed,
    purpose: 'vault',
    network: network.id,
    journal: markAt(journalCounter),
  });

/** A proposal of today: the process has the real clock. */
const today = () => proposal({ requests: [request({ createdAt: Date.now() })] });
const approved = (of = today()) =>
  toSign(of, approval(of, officers.ben, { expiresAt: Date.now() + 600_000 }));

async function openSealed(): Promise<SignerClient> {
  await writeVaultFile(file, vaultSeed('hot'));
  const { client } = spawn();
  expect(unwrap(await open(client))).toEqual({
    publicKey: null,
    firstAddress: hot.address,
    attestationKey: hot.key,
    mark: { era: ERA, counter: 0 },
    journal: null,
    times: { requestsFrom: 0, sealedAt: NOW, epoch: null, frozen: [] },
  });
  unwrap(await client.ask('seal', { kind: 'policies', vaultId: hot.id, policies: [signPolicy(policy())] }));
  return client;
}

describe('a signer process', () => {
  it('creates a file, closes it and opens it again', async () => {
    const { client } = spawn();
    const made = unwrap(
      await client.ask('create', {
        file,
        password: password(),
        workFactor: 1,
        purpose: 'vault',
        network: network.id,
      }),
    );
    expect(made.firstAddress).toMatch(/^0x[0-9a-f]{64}$/);
    unwrap(await client.ask('close', {}));
    expect(codeOf(await client.ask('addresses', { account: 0, change: 0, from: 0, count: 1 }))).toBe(
      'vault-locked',
    );
    expect(unwrap(await open(client))).toEqual(made);
    const again = {
      file,
      password: password(),
      workFactor: 1,
      purpose: 'vault',
      network: network.id,
    } as const;
    expect(codeOf(await spawn().client.ask('create', again))).toBe('stronghold-exists');
  });

  it('makes another seed for every file', async () => {
    const create = async (name: string) => {
      const path = join(folder, name);
      const ask = {
        file: path,
        password: password(),
        workFactor: 0,
        purpose: 'officer',
        network: null,
      } as const;
      return unwrap(await spawn().client.ask('create', ask)).publicKey;
    };
    expect(await create('a')).not.toBe(await create('b'));
  });

  it('says password-wrong, and the next right one opens', async () => {
    await writeVaultFile(file, vaultSeed('hot'));
    const { client } = spawn();
    expect(codeOf(await open(client, 0, new TextEncoder().encode('wrong')))).toBe('password-wrong');
    expect(codeOf(await client.ask('sign', approved()))).toBe('vault-locked');
    expect(codeOf(await open(client))).toBe('accepted');
    expect(codeOf(await open(client)), 'one file at a time').toBe('stronghold-exists');
  });

  it('ignores what is no message and goes on', async () => {
    await writeVaultFile(file, vaultSeed('hot'));
    const { transport, client } = spawn();
    const malformed: unknown[] = [
      null,
      'open',
      [],
      { id: 'one', verb: 'close', body: {} },
      { id: 1.5, verb: 'close', body: {} },
    ];
    for (const message of malformed) transport.send(message);
    expect(codeOf(await open(client))).toBe('accepted');
    expect(heard).toHaveLength(1);
  });

  it('refuses unknown verbs and malformed messages by their number: nobody waits for ever', async () => {
    const { transport, client } = spawn();
    expect(codeOf(await client.ask('export-seed' as 'close', {}))).toBe('input-malformed');
    const malformed: unknown[] = [
      { id: 11, verb: 'constructor', body: {} },
      { id: 12, verb: '__proto__', body: {} },
      { id: 13, verb: 'close', body: {}, extra: true },
      { id: 14, verb: 7, body: {} },
      { id: 15 },
    ];
    for (const message of malformed) transport.send(message);
    await client.ask('close', {});
    const answers = heard.slice(1, -1) as { id: number; result: { code: string } }[];
    expect(answers.map(({ id, result }) => [id, result.code])).toEqual(
      [11, 12, 13, 14, 15].map((id) => [id, 'input-malformed']),
    );
  });

  it('refuses a known verb with a malformed body', async () => {
    const { client } = spawn();
    const bodies = [
      null,
      { file, purpose: 'vault', network: network.id, journal: null },
      { file, password: password(), purpose: 'vault', journal: null },
      { file, password: password(), purpose: 'vault', network: 'iota', journal: null },
      { file, password: 'text', purpose: 'vault', network: network.id, journal: null },
      { file, password: new Uint8Array(0), purpose: 'vault', network: network.id, journal: null },
      { file, password: new Uint8Array(4097).fill(65), purpose: 'vault', network: network.id, journal: null },
      {
        file,
        password: password(),
        purpose: 'vault',
        network: network.id,
        journal: { era: ERA, counter: -1 },
      },
      { file, password: password(), purpose: 'seed', network: network.id, journal: null },
      { file, password: password(), purpose: 'vault', network: network.id, journal: null, reveal: true },
    ];
    for (const body of bodies) {
      expect(codeOf((await client.ask('open', body as never)) as Result<unknown>)).toBe('input-malformed');
    }
  });

  it('signs what was approved, with the key of the file', async () => {
    const client = await openSealed();
    const ask = approved();
    const signed = unwrap(await client.ask('sign', ask));
    expect(iotaChain.verify(intentBytes(ask.proposal), signed.signature)).toEqual({
      ok: true,
      value: [hot.address],
    });
    expect(unwrap(await client.ask('sign', ask)).signature).toBe(signed.signature);
  });

  it('answers signer-crashed when it is killed while it is asked', async () => {
    await writeVaultFile(file, vaultSeed('hot'), 14);
    const { client } = spawn();
    const asked = [open(client), client.ask('close', {})];
    client.kill();
    expect((await Promise.all(asked)).map(codeOf)).toEqual(['signer-crashed', 'signer-crashed']);
    expect(codeOf(await open(client))).toBe('signer-crashed');
  });

  it('refuses the state of before a signature, put back in its place', async () => {
    const client = await openSealed();
    const state = `${file}.state`;
    await copyFile(state, join(folder, 'kept'));
    const { counter } = unwrap(await client.ask('sign', approved()));
    unwrap(await client.ask('close', {}));
    const signed = await readFile(state);

    await copyFile(join(folder, 'kept'), state);
    expect(codeOf(await open(client, counter))).toBe('state-rolled-back');
    await rm(state);
    expect(codeOf(await open(client, counter))).toBe('state-missing');
    await writeFile(state, signed);
    expect(unwrap(await open(client, counter)).mark?.counter).toBe(counter);
  });
});

describe('no answer of the signer', () => {
  it('has the seed, a key or the password, and neither has a file', async () => {
    const client = await openSealed();
    const ask = approved();
    await client.ask('addresses', { account: 0, change: 0, from: 0, count: 100 });
    await client.ask('inspect', { proposal: ask.proposal });
    await client.ask('sign', ask);
    await client.ask('sign', { ...ask, approvals: [] });
    await client.ask('seal', { kind: 'void', ...noes(rejection(ask.proposal)) });
    await client.ask('close', {});
    await open(client, 0, new TextEncoder().encode('wrong'));
    await open(client, 99);

    const officerSeed = countingRandom('officer Ben')(64);
    const officerFile = join(folder, 'ben.stronghold');
    await writeSeedFile(officerFile, officerSeed.slice());
    const officer = spawn().client;
    await officer.ask('open', {
      file: officerFile,
      password: password(),
      purpose: 'officer',
      network: null,
      journal: null,
    });
    const { statement } = approval(ask.proposal);
    await officer.ask('sign-statement', { kind: 'approval', proposal: ask.proposal, statement });
    await officer.ask('sign-statement', { kind: 'journal', hash: 'ab'.repeat(32) });

    const seed = vaultSeed('hot');
    const node = slip10(seed, [44, 4218, 0, 0, 0]);
    const secrets = {
      seed,
      'first half of the seed': seed.subarray(0, 32),
      'second half of the seed': seed.subarray(32),
      'master key': slip10(seed, []).key,
      'master chain code': slip10(seed, []).chainCode,
      'account key': slip10(seed, [44, 4218, 0]).key,
      'spending key': node.key,
      'key of the state': stateKey(seed),
      password: password(),
      "officer's seed": officerSeed,
      "half of the officer's seed": officerSeed.subarray(0, 32),
    };
    const said = [
      Buffer.concat(heard.map(everyByte)),
      ...(await Promise.all([file, `${file}.state`, officerFile].map((each) => readFile(each)))),
    ];
    expect(heard.length).toBeGreaterThan(10);
    expect(said[0]!.includes(hot.address), 'the search itself works').toBe(true);
    for (const [name, secret] of Object.entries(secrets)) {
      for (const form of formsOf(secret)) {
        for (const bytes of said) expect(bytes.includes(form), name).toBe(false);
      }
    }
  });
});

function formsOf(secret: Uint8Array): Buffer[] {
  const bytes = Buffer.from(secret);
  const base64 = bytes.toString('base64').replace(/=+$/, '');
  // The first characters of base64 do not depend on what follows.
  return [
    bytes,
    Buffer.from(bytes.toString('hex')),
    Buffer.from(bytes.toString('hex').toUpperCase()),
    Buffer.from(base64.slice(0, -2)),
    Buffer.from(bytes.toString('base64url').slice(0, -2)),
    Buffer.from(JSON.stringify([...bytes]).slice(1, -1)),
  ];
}

/** Text and binary parts of a message, one after the other. */
function everyByte(message: unknown): Buffer {
  if (message instanceof Uint8Array) return Buffer.from(message);
  if (typeof message !== 'object' || message === null) return Buffer.from(`${String(message)}\n`);
  return Buffer.concat(
    Object.entries(message).flatMap(([key, value]) => [Buffer.from(`${key}=`), everyByte(value)]),
  );
}

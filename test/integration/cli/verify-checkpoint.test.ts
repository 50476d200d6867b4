import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { membersJson } from '../../../electron/chains/iota/pure/proof/light-client-json.ts';
import { checkpointParts } from '../../support/certified-samples.ts';
import { runChild } from '../../support/start-child.ts';

const program = new URL('../../../electron/cli/verify-checkpoint.ts', import.meta.url);
const files = path.join(import.meta.dirname, '../../vectors/chains/iota/ledger/files');
const file = (name: string) => path.join(files, name);
const root = checkpointParts('528').certified.digest;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sallyport-checkpoint-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const run = (...args: string[]) => runChild(program, args);

function written(name: string, content: string | Uint8Array): string {
  const at = path.join(folder, name);
  writeFileSync(at, content);
  return at;
}

describe('an auditor verifies checkpoints that somebody brings', () => {
  it('two official ones, from the digest of the first on', async () => {
    const { code, stdout } = await run(file('528.chk'), file('788.chk'), '--trust', root);
    expect(stdout).toContain(`Checkpoint 528, ${root}`);
    expect(stdout).toContain('3 validators with 7500 of 10000');
    expect(stdout).toContain('elects       4 validators for epoch 3');
    expect(stdout).toContain('All of it is what the validators certified.');
    expect(code).toBe(0);
  });

  it('the same as JSON, against a committee', async () => {
    const members = membersJson(checkpointParts('528').nextEpochCommittee);
    const committee = written('committee.json', JSON.stringify({ epoch: '2', members }));
    const { code, stdout } = await run(file('788.parts.json'), '--committee', committee);
    expect(stdout).toContain('2 transactions with their effects; 14 objects');
    expect(code).toBe(0);
  });
});

describe('what is not right', () => {
  it('another trusted digest, a committee that did not sign, an altered file', async () => {
    const other = checkpointParts('788').certified.digest;
    const { code, stderr } = await run(file('528.chk'), '--trust', other);
    expect([code, stderr]).toEqual([1, expect.stringContaining('trust-root-foreign')]);

    const members = membersJson(checkpointParts('528').nextEpochCommittee).slice(1);
    const committee = written('fewer.json', JSON.stringify({ epoch: '2', members }));
    const foreign = await run(file('788.chk'), '--committee', committee);
    expect([foreign.code, foreign.stderr]).toEqual([1, expect.stringContaining('certificate-foreign')]);

    const altered = Uint8Array.from(readFileSync(file('788.chk')));
    altered[8] = 0x15;
    const changed = await run(file('528.chk'), written('altered.chk', altered), '--trust', root);
    expect([changed.code, changed.stderr]).toEqual([1, expect.stringContaining('certificate-foreign')]);
  });

  it('an object that no effects name', async () => {
    const parts = JSON.parse(readFileSync(file('788.parts.json'), 'utf8'));
    parts.transactions[0].outputObjects = parts.transactions[1].outputObjects;
    const swapped = written('swapped.json', JSON.stringify(parts));
    const { code, stderr } = await run(file('528.chk'), swapped, '--trust', root);
    expect([code, stderr]).toEqual([1, expect.stringContaining('object-foreign')]);
  });

  it('a file that is none, and a call without trust', async () => {
    const { code, stderr } = await run(path.join(folder, 'missing.chk'), '--trust', root);
    expect([code, stderr]).toEqual([1, expect.stringContaining('file-not-read')]);
    expect((await run(file('528.chk'))).code).toBe(2);
    expect((await run('--trust', root)).code).toBe(2);
    expect((await run(file('528.chk'), '--trust', 'nonsense')).code).toBe(2);
  });
});

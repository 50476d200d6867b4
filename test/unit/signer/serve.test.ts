import { describe, expect, it } from 'vitest';
import { Signer } from '../../../electron/signer/serve.ts';
import { codeOf, MemoryStateFile, NOW } from '../../support/signer-fixture.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const signer = () =>
  new Signer({ now: () => NOW, random: countingRandom(), stateFileOf: () => new MemoryStateFile() });

const typed = () => new TextEncoder().encode('password');

describe('a password that reached the signer', () => {
  const file = '/nowhere/at/all.stronghold';
  it.each([
    ['is refused a file', 'open', { file, purpose: 'vault', network: 'iota:practice', journal: null }],
    [
      'is refused a path',
      'create',
      { file: 'relative', purpose: 'vault', network: 'iota:practice', workFactor: 0 },
    ],
    ['is for an unknown network', 'open', { file, purpose: 'vault', network: 'moon:x', journal: null }],
    ['is for a vault of no network', 'open', { file, purpose: 'vault', network: null, journal: null }],
    ['came in a malformed request', 'open', { file, purpose: 'vault' }],
    ['came with a verb that takes none', 'close', {}],
  ])('is wiped when it %s', async (_, verb, body) => {
    const password = typed();
    const answer = await signer().answer({ id: 1, verb, body: { ...body, password } });
    expect(answer?.result.ok).toBe(false);
    expect(password).toEqual(new Uint8Array(password.length));
  });
});

describe('the signer', () => {
  it('does nothing that needs a file without one', async () => {
    const asks: [string, object][] = [
      ['addresses', { account: 0, change: 0, from: 0, count: 1 }],
      ['take-closings', { root: null, closings: [] }],
      ['sign-statement', { kind: 'journal', hash: 'ab'.repeat(32) }],
    ];
    for (const [verb, body] of asks) {
      const answer = await signer().answer({ id: 1, verb, body });
      expect(codeOf(answer!.result)).toBe('vault-locked');
    }
  });

  it.each([
    ['more than it takes at once', { root: null, closings: Array.from({ length: 17 }, () => 'AAAA') }],
    ['one that is too long', { root: null, closings: ['A'.repeat(200_004)] }],
    ['a beginning that is too long', { root: 'A'.repeat(200_004), closings: [] }],
    ['text that is no base64', { root: null, closings: ['not base64!'] }],
    ['no list', { root: null, closings: 'AAAA' }],
    ['a member that nobody knows', { root: null, closings: [], epoch: '7' }],
  ])('refuses ends of epochs before anything is decoded: %s', async (_, body) => {
    const answer = await signer().answer({ id: 1, verb: 'take-closings', body });
    expect(codeOf(answer!.result)).toBe('input-malformed');
  });

  it('survives a thousand nested lists', async () => {
    const deep = JSON.parse(`${'['.repeat(100_000)}${']'.repeat(100_000)}`);
    const answer = await signer().answer({
      id: 7,
      verb: 'sign',
      body: { proposal: deep, approvals: [], fields: null },
    });
    expect(codeOf(answer!.result)).toBe('input-malformed');
    const fields = { id: 8, verb: 'sign', body: { proposal: null, approvals: [], fields: deep } };
    expect(codeOf((await signer().answer(fields))!.result)).toBe('input-malformed');
  });

  it('never repeats in a refusal what it was given', async () => {
    const secret = 'winter spend artefact viable';
    const bodies = [
      { password: secret, file: '/x', purpose: 'vault', network: 'iota:practice', journal: null },
      { password: typed(), file: secret, purpose: secret, network: secret, journal: secret },
      { [secret]: secret },
    ];
    for (const body of bodies) {
      const answer = await signer().answer({ id: 1, verb: 'open', body });
      expect(JSON.stringify(answer)).not.toContain('artefact');
    }
  });
});

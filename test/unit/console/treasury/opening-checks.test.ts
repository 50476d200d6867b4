import { describe, expect, it } from 'vitest';
import {
  checkBeginning,
  checkEvaluation,
  checkTreasuryFile,
} from '../../../../electron/console/treasury/opening-checks.ts';
import {
  parseTreasuryFile,
  type TreasuryFile,
} from '../../../../electron/console/treasury/treasury-folder.ts';
import {
  JOURNAL_FORMAT,
  JOURNAL_START,
  type JournalContent,
  journalHash,
} from '../../../../electron/core/journal/journal-entry.ts';
import { signedOf } from '../../../../electron/core/policy/policy.ts';
import { verifySignature } from '../../../../electron/signer/ed25519.ts';
import { codeOf, must } from '../../../support/treasury-steps.ts';
import { ids, samplePolicy, signedBy } from '../ceremony/samples.ts';

const first = { ...signedBy(samplePolicy, ids.maker, ids.approver, ids.approver2, ids.admin), knownSince: 1 };
const file: TreasuryFile = {
  format: 'sallyport/treasury/5',
  id: ids.treasury,
  name: 'Harbour',
  createdAt: 1,
  network: samplePolicy.network,
  node: { kind: 'url', url: 'https://node.example/' },
  vaultFiles: {},
  officerFiles: {},
  practicePassword: null,
  policies: [first],
};

describe("a treasury's file", () => {
  const check = (changes: Partial<TreasuryFile>, practiceOnly = false) =>
    checkTreasuryFile({ ...file, ...changes }, { practiceOnly, verify: verifySignature });

  it('names the policy in force', () => {
    expect(must(check({})).inForce).toEqual(samplePolicy);
  });

  it.each<[string, Partial<TreasuryFile>, string]>([
    ['of another treasury than its policy', { id: ids.station }, 'treasury-damaged'],
    [
      'on another chain than its policy',
      { network: { id: 'iota:practice', genesis: '00000000' } },
      'treasury-damaged',
    ],
    [
      'whose policy nobody signed',
      { policies: [{ ...signedBy(samplePolicy), knownSince: 1 }] },
      'treasury-damaged',
    ],
  ])('%s is refused', (_, changes, code) => {
    expect(codeOf(check(changes))).toBe(code);
  });

  it('of a network with money is refused by an evaluation runtime, of practice it is not', () => {
    expect(codeOf(check({ network: { id: 'iota:mainnet', genesis: '6364aad5' } }, true))).toBe(
      'runtime-practice-only',
    );
    expect(codeOf(check({ node: { kind: 'embedded', seed: 'any', checkpointMs: 50 } }, true))).toBeNull();
  });

  const near = 'grpc+http://127.0.0.1:50051';
  it.each<[string, string, readonly string[], string | null]>([
    ['an own network at this computer', 'iota:own-harbour', [near, 'http://localhost:9000'], null],
    ['practice at this computer', 'iota:practice', [near, 'http://[::1]:9000'], null],
    ['mainnet through a tunnel to this computer', 'iota:mainnet', [near], 'runtime-practice-only'],
    ['a network of no known kind', 'iota:harbour', [near], 'runtime-practice-only'],
    ['an own network by half its name', 'iota:own', [near], 'runtime-practice-only'],
    ['practice elsewhere', 'iota:practice', ['https://node.example.org'], 'runtime-practice-only'],
    ['practice elsewhere by gRPC', 'iota:practice', ['grpc+https://a.example'], 'runtime-practice-only'],
    ['a reserve elsewhere', 'iota:practice', [near, 'https://node.example.org'], 'runtime-practice-only'],
    [
      'a name that begins as this computer',
      'iota:practice',
      ['https://localhost.example'],
      'runtime-practice-only',
    ],
  ])('an evaluation runtime, asked for %s', (_, network, urls, code) => {
    expect(codeOf(checkEvaluation(network, urls))).toBe(code);
  });

  it('that names a reserve or a store elsewhere is refused by an evaluation runtime, and by no other', () => {
    const at = { kind: 'url', url: near } as const;
    for (const node of [
      { ...at, others: ['https://node.example.org'] },
      { ...at, history: 'https://history.example.org' },
    ]) {
      expect(codeOf(check({ node }, true))).toBe('runtime-practice-only');
      expect(codeOf(check({ node }, false))).toBeNull();
    }
  });

  it.each<[string, unknown, string | null]>([
    ['of this version', file, null],
    ['of an older version', { ...file, format: 'sallyport/treasury/4' }, 'file-older'],
    ['of a newer version', { format: 'sallyport/treasury/6', anything: 1 }, 'file-newer'],
    ['of another format', { ...file, format: 'sallyport/policy/2' }, 'treasury-damaged'],
    ['without a format', { ...file, format: undefined }, 'treasury-damaged'],
    ['that is no object', [], 'treasury-damaged'],
    ['with an unknown member', { ...file, trustMe: true }, 'treasury-damaged'],
  ])('%s: its version is judged before its form', (_, json, code) => {
    expect(codeOf(parseTreasuryFile(json))).toBe(code);
  });
});

describe("the journal's beginning", () => {
  const entry = (changes: Partial<JournalContent> = {}): string => {
    const content: JournalContent = {
      format: JOURNAL_FORMAT,
      stationId: ids.station,
      seq: 1,
      previous: JOURNAL_START,
      at: 1,
      heads: [],
      kind: 'treasury-created',
      actor: { kind: 'station', stationId: ids.station },
      documents: [{ kind: 'policy', document: signedOf(first) }],
      body: {
        treasuryId: ids.treasury,
        name: 'Harbour',
        network: samplePolicy.network,
        trustRoot: samplePolicy.trustRoot,
        asset: 'IOTA',
        stationKey: '0a'.repeat(32),
        accounts: [],
        addresses: [],
      },
      ...changes,
    };
    const whole = {
      ...content,
      hash: journalHash(content),
      stationSignature: '0'.repeat(128),
      witness: null,
    };
    return JSON.stringify(whole);
  };

  it('carries the first policy of the file', () => {
    expect(codeOf(checkBeginning(entry(), file))).toBeNull();
  });

  it.each<[string, string | undefined, string]>([
    ['there is none', undefined, 'treasury-damaged'],
    ['it is no JSON', 'nonsense', 'treasury-damaged'],
    ['it carries no policy', entry({ documents: [] }), 'treasury-damaged'],
    [
      'it carries another policy',
      entry({ documents: [{ kind: 'policy', document: signedBy({ ...samplePolicy, createdAt: 2 }) }] }),
      'treasury-damaged',
    ],
    [
      'it begins with another thing',
      entry({ kind: 'vault-closed', body: { vaultId: ids.hot } }),
      'treasury-damaged',
    ],
    ['it is of an older version', entry().replace('journal/2', 'journal/1'), 'file-older'],
    ['it is of a newer version', entry().replace('journal/2', 'journal/3'), 'file-newer'],
  ])('is refused where %s', (_, json, code) => {
    expect(codeOf(checkBeginning(json, file))).toBe(code);
  });
});

import { describe, expect, it } from 'vitest';
import { checkBeginning, checkTreasuryFile } from '../../../../electron/console/treasury/opening-checks.ts';
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
import { verifySignature } from '../../../../electron/signer/ed25519.ts';
import { codeOf, must } from '../../../support/treasury-steps.ts';
import { ids, samplePolicy, signedBy } from '../ceremony/samples.ts';

const first = signedBy(samplePolicy, ids.admin);
const file: TreasuryFile = {
  format: 'sallyport/treasury/2',
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
    expect(must(check({}))).toEqual(samplePolicy);
  });

  it.each<[string, Partial<TreasuryFile>, string]>([
    ['of another treasury than its policy', { id: ids.station }, 'treasury-damaged'],
    [
      'on another chain than its policy',
      { network: { id: 'iota:practice', genesis: '00000000' } },
      'treasury-damaged',
    ],
    ['whose policy nobody signed', { policies: [signedBy(samplePolicy)] }, 'treasury-damaged'],
  ])('%s is refused', (_, changes, code) => {
    expect(codeOf(check(changes))).toBe(code);
  });

  it('of a network with money is refused by an evaluation runtime, of practice it is not', () => {
    expect(codeOf(check({ network: { id: 'iota:mainnet', genesis: '6364aad5' } }, true))).toBe(
      'runtime-practice-only',
    );
    expect(codeOf(check({}, true))).toBeNull();
  });

  it.each<[string, unknown, string | null]>([
    ['of this version', file, null],
    ['of an older version', { ...file, format: 'sallyport/treasury/1' }, 'file-older'],
    ['of a newer version', { format: 'sallyport/treasury/3', anything: 1 }, 'file-newer'],
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
      documents: [{ kind: 'policy', document: first }],
      body: {
        treasuryId: ids.treasury,
        name: 'Harbour',
        network: samplePolicy.network,
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

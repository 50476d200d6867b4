import { describe, expect, it } from 'vitest';
import { iotaChain } from '../../../../electron/chains/iota/pure/iota-chain.ts';
import { checkWanted, type NewTreasury } from '../../../../electron/console/treasury/create-treasury.ts';
import { decideBeginning } from '../../../../electron/console/treasury/first-entries.ts';
import { firstPolicy, type NewRule } from '../../../../electron/console/treasury/first-policy.ts';
import type { TreasuryFile } from '../../../../electron/console/treasury/treasury-folder.ts';
import { ok } from '../../../../electron/core/result.ts';
import { attestation } from '../../../support/core-samples.ts';
import { keysAtDesk } from '../../../support/policy-parts.ts';
import { sampleTrustRoot } from '../../../support/sample-trust-root.ts';
import { codeOf, must, utf8 } from '../../../support/treasury-steps.ts';

let ids = 0;
const uuid = () => `00000000-0000-4000-8000-${(++ids).toString(16).padStart(12, '0')}`;
const effects = {
  uuid,
  now: () => 1_000,
  random: (length: number) => new Uint8Array(length),
  keychain: null,
  spawnSigner: () => {
    throw new Error('no key may be made before all is checked');
  },
  guessesFor: async () => Number.POSITIVE_INFINITY,
};
const parts = { chain: iotaChain, effects };

const rule: NewRule = {
  id: 'sweep',
  title: 'Sweep',
  vault: 'Hot',
  destination: 'own-vault',
  maxAmount: null,
  window: { seconds: 60, max: 7n },
  approvals: 1,
};

const wanted = (changes: Partial<NewTreasury> = {}): NewTreasury => ({
  folder: '/nowhere',
  name: ' Harbour ',
  identify: async () =>
    ok({ network: { id: 'iota:testnet', genesis: '2304aa97' }, trustRoot: sampleTrustRoot('2304aa97') }),
  node: { kind: 'url', url: 'https://node.example/' },
  firstCheckpoint: 0n,
  officers: [
    { name: 'Ada', roles: ['policy-admin', 'maker'], file: 'ada', password: utf8('a') },
    { name: 'Ben', roles: ['approver'], file: 'ben', password: utf8('b') },
  ],
  vaults: [{ name: 'Hot', kind: 'hot', alias: 'Float', file: 'hot', password: utf8('h') }],
  rules: [rule],
  feeCap: 1n,
  floatBand: { min: 1n, target: 2n, max: 3n },
  review: 60,
  change: { quorum: 1, approvers: 1, delay: 0, cooling: 0 },
  site: 'Zug',
  practicePassword: null,
  workFactor: 2,
  ...changes,
});

describe('what is asked for is checked before any key is made', () => {
  it('and its name is written without the spaces around it', () => {
    expect(checkWanted(parts, wanted())).toEqual(ok('Harbour'));
  });

  const twice = [
    { name: 'Ada', roles: ['policy-admin'] as const, file: 'a', password: utf8('a') },
    { name: 'ADA', roles: ['maker'] as const, file: 'b', password: utf8('b') },
  ];
  it.each<[string, Partial<NewTreasury>, string]>([
    ['without a name', { name: '  ' }, 'alias-empty'],
    ['with a name that turns the reading direction', { name: 'a\u202eb' }, 'alias-bidi-control'],
    [
      'with an officer without a password',
      { officers: [{ name: 'Ada', roles: ['policy-admin'], file: 'ada', password: utf8('') }] },
      'password-empty',
    ],
    [
      'with a vault whose password is too long',
      {
        vaults: [
          { name: 'Hot', kind: 'hot', alias: 'Float', file: 'hot', password: new Uint8Array(4097).fill(97) },
        ],
      },
      'password-too-long',
    ],
    [
      'with an account without a name',
      { vaults: [{ name: 'Hot', kind: 'hot', alias: ' ', file: 'hot', password: utf8('h') }] },
      'alias-empty',
    ],
    ['with two officers whose names read the same', { officers: twice }, 'policy-malformed'],
    ['without officers', { officers: [] }, 'policy-malformed'],
    [
      'with a rule about a vault that is not there',
      { rules: [{ ...rule, vault: 'Warm' }] },
      'policy-malformed',
    ],
    ['with a float band upside down', { floatBand: { min: 3n, target: 2n, max: 1n } }, 'policy-malformed'],
    ['with approvals that hold for ever', { review: 1e9 }, 'policy-malformed'],
  ])('%s it is refused', (_, changes, code) => {
    expect(codeOf(checkWanted(parts, wanted(changes)))).toBe(code);
  });
});

const home = (byte: string) => ({
  id: uuid(),
  keys: keysAtDesk(byte.repeat(32)),
  expiresAt: null,
});

const facts = {
  treasuryId: uuid(),
  network: { id: 'iota:practice', genesis: '2304aa97' },
  trustRoot: sampleTrustRoot('2304aa97'),
  asset: iotaChain.asset,
  createdAt: 1_000,
  officers: [
    { ...home('0a'), name: 'Ada', roles: ['policy-admin' as const, 'maker' as const] },
    { ...home('0b'), name: 'Ben', roles: ['approver' as const] },
  ],
  vaults: [
    {
      id: uuid(),
      name: 'Hot',
      kind: 'hot' as const,
      receiveAddress: `0x${'01'.repeat(32)}`,
      attestationKey: '0c'.repeat(32),
    },
  ],
};

describe('the first policy', () => {
  it("names each vault by its id, and amounts in the treasury's asset", () => {
    const policy = must(firstPolicy(facts, wanted()));
    expect(policy).toMatchObject({
      format: 'sallyport/policy/5',
      version: 1,
      previous: null,
      asset: 'IOTA',
      feeCap: { asset: 'IOTA', units: '1' },
      floatBand: { target: { asset: 'IOTA', units: '2' } },
      rules: [
        {
          source: { vaultId: facts.vaults[0]?.id, accounts: null },
          amount: { min: null, max: null },
          windows: [{ seconds: 60, amount: { asset: 'IOTA', units: '7' }, count: null }],
          approvals: [{ group: 'approvers', count: 1 }],
          review: 60,
        },
      ],
    });
    expect(policy.rules[0]).not.toHaveProperty('vault');
  });
});

describe("a treasury's journal", () => {
  it('begins with the treasury and its whole policy, then tells where each vault is; the cursor is set', () => {
    const policy = { policy: must(firstPolicy(facts, wanted())), signatures: [] };
    const [vault] = facts.vaults;
    const file: TreasuryFile = {
      format: 'sallyport/treasury/5',
      id: facts.treasuryId,
      name: 'Harbour',
      createdAt: 1_000,
      network: facts.network,
      node: {
        kind: 'url',
        url: 'https://node.example/',
        others: ['https://second.example/'],
        history: 'https://store.example/',
      },
      vaultFiles: {},
      officerFiles: {},
      practicePassword: null,
      policies: [{ ...policy, knownSince: 1_000 }],
    };
    const mark = { era: 'ab'.repeat(16), counter: 1 };
    const path = (index: number) => ({ account: 0, change: 0, index });
    const decision = decideBeginning({
      file,
      policy,
      stationKey: '0b'.repeat(32),
      vaults: [
        {
          id: vault?.id ?? '',
          alias: 'Float',
          mark,
          addresses: [
            { address: 'first', path: path(0) },
            { address: 'second', path: path(1) },
          ],
          attestation,
        },
      ],
      firstCheckpoint: 77n,
    });
    expect(decision.entries).toMatchObject([
      {
        kind: 'treasury-created',
        actor: { kind: 'station' },
        documents: [
          { kind: 'policy', document: policy },
          { kind: 'attestation', document: attestation },
        ],
        body: {
          accounts: [{ vaultId: vault?.id, account: 0, alias: 'Float' }],
          addresses: [
            { address: 'first', issued: true },
            { address: 'second', issued: false },
          ],
          node: 'https://node.example/',
          others: ['https://second.example/'],
          history: 'https://store.example/',
        },
      },
      { kind: 'vault-sealed', body: { vaultId: vault?.id, ...mark, rejected: [] } },
    ]);
    expect(decision.facts).toEqual([{ kind: 'cursor-moved', next: 77n, at: 1_000, digest: null }]);
  });
});

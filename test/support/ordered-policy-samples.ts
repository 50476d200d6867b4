import type { Officer } from '../../electron/core/officer/officer.ts';
import type { BookEntry, Rules } from '../../electron/core/policy/decide.ts';
import {
  type Policy,
  policyDigest,
  type Rule,
  type SignedPolicy,
} from '../../electron/core/policy/policy.ts';
import type { Taking } from '../../electron/core/policy/standing.ts';
import { address, amount, asset, cold, hot, NOW, signAs, uuid } from './core-samples.ts';
import { ed25519KeyPair, type TestKeyPair, verifyDigest } from './test-signatures.ts';

/** Samples of policies of format 5, of a treasury with real money on a chain that does not exist. */

export const HOUR = 3_600_000;
export const DAY = 24 * HOUR;

/** A person whose keys are open. */
export interface TestPerson extends Officer {
  readonly pairs: readonly TestKeyPair[];
}

/** Officers at three stations on two sites. */
function personOf(
  number: number,
  name: string,
  roles: Officer['roles'],
  stations: readonly number[],
): TestPerson {
  const pairs = stations.map((station) => ed25519KeyPair(`${name} at station ${station}`));
  return {
    id: uuid(number),
    name,
    roles,
    keys: pairs.map(({ publicKey }, i) => homeOf(publicKey, stations[i] ?? 0)),
    expiresAt: null,
    pairs,
  };
}

const homeOf = (publicKey: string, station: number): Officer['keys'][number] => ({
  publicKey,
  station: uuid(0x500 + station),
  site: station < 3 ? 'Zug' : 'Singapore',
});

export const people = {
  mara: personOf(1, 'Mara', ['maker'], [1]),
  ben: personOf(2, 'Ben', ['approver', 'policy-admin'], [1, 3]),
  chiara: personOf(3, 'Chiara', ['approver', 'policy-admin'], [2]),
  dev: personOf(4, 'Dev', ['approver', 'policy-admin'], [3]),
  noor: personOf(5, 'Noor', ['maker', 'auditor'], [3]),
};

/** Somebody of no policy. */
export const mallory = personOf(66, 'Mallory', ['maker'], [9]);

export const officerOf = ({ pairs: _, ...officer }: TestPerson): Officer => officer;

export function orderedRule(overrides: Partial<Rule> = {}): Rule {
  return {
    id: 'rule',
    title: overrides.id ?? 'rule',
    source: { vaultId: hot.id, accounts: null },
    destination: { kind: 'anyone' },
    amount: { min: null, max: null },
    windows: [],
    approvals: [{ group: 'operations', count: 1 }],
    delay: 0,
    review: 7200,
    lifetime: 1,
    expiresAt: null,
    ...overrides,
  };
}

/**
 * Sweeps by one of operations; up to 1000 to the book by one, 5000 and 20 payments a day; up to 20 000 to anyone by two
 * different people, an hour after it was asked for.
 */
export function orderedPolicy(overrides: Partial<Policy> = {}): Policy {
  return {
    format: 'sallyport/policy/5',
    treasuryId: uuid(0x7),
    version: 1,
    previous: null,
    network: { id: 'toy:mainnet', genesis: 'c0ffee00' },
    trustRoot: null,
    unproven: 'shows',
    asset: asset.id,
    createdAt: NOW - 1000,
    officers: Object.values(people).map(officerOf),
    groups: [
      { name: 'operations', officerIds: [people.ben.id, people.chiara.id] },
      { name: 'board', officerIds: [people.chiara.id, people.dev.id] },
    ],
    vaults: [
      { id: hot.id, name: 'Hot', kind: 'hot', receiveAddress: hot.address, attestationKey: hot.key },
      { id: cold.id, name: 'Cold', kind: 'cold', receiveAddress: cold.address, attestationKey: cold.key },
    ],
    accountGroups: [{ name: 'customers', vaultId: hot.id, ranges: [{ from: 1000, to: 1999 }] }],
    rules: [
      orderedRule({ id: 'sweep', destination: { kind: 'own-vault', vaultIds: null } }),
      orderedRule({
        id: 'everyday',
        destination: { kind: 'book', groups: null },
        amount: { min: null, max: amount(1000) },
        windows: [{ seconds: 86_400, amount: amount(5000), count: 20 }],
      }),
      orderedRule({
        id: 'large',
        amount: { min: null, max: amount(20_000) },
        approvals: [
          { group: 'operations', count: 1 },
          { group: 'board', count: 1 },
        ],
        delay: 3600,
        lifetime: 2,
      }),
    ],
    feeCap: amount(0.1),
    floatBand: { min: amount(5000), target: amount(10_000), max: amount(20_000) },
    change: {
      quorum: 2,
      approvals: [{ group: 'operations', count: 1 }],
      delay: 86_400,
      cooling: 3 * 86_400,
    },
    ...overrides,
  };
}

/** The version after another one, with changes. */
export const nextPolicy = (after: Policy, overrides: Partial<Policy> = {}): Policy => ({
  ...after,
  version: after.version + 1,
  previous: policyDigest(after),
  ...overrides,
});

/** Each person signs with their first key. */
export const signOrdered = (policy: Policy, ...signers: readonly TestPerson[]): SignedPolicy => ({
  policy,
  signatures: signers.map(({ id, pairs: [key] }) => ({
    officerId: id,
    signature: signAs({ key: key! }, policyDigest(policy)),
  })),
});

export const founders: readonly TestPerson[] = Object.values(people);

export const taking = (overrides: Partial<Taking> = {}): Taking => ({
  knownSince: NOW,
  suspended: new Set(),
  verify: verifyDigest,
  ...overrides,
});

/** An entry of the address book that can be paid. */
export const bookEntry = (number: number, overrides: Partial<BookEntry> = {}): [string, BookEntry] => [
  address(number),
  { id: uuid(number), groups: ['exchanges'], usableFrom: 0, ...overrides },
];

export const rulesOf = (policy: Policy = orderedPolicy(), book = [bookEntry(0xb0b)]): Rules => ({
  policy,
  book: new Map(book),
});

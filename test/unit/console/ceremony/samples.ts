import { bytesToHex } from '../../../../electron/core/digest.ts';
import type { Policy, SignedPolicy } from '../../../../electron/core/policy/policy.ts';
import { policyDigest } from '../../../../electron/core/policy/policy.ts';
import { type KeyPair, keyPair, signMessage } from '../../../../electron/signer/ed25519.ts';
import { keysAtDesk, practiceParts, ruleOf } from '../../../support/policy-parts.ts';
import { sampleTrustRoot } from '../../../support/sample-trust-root.ts';

const id = (n: number) => `00000000-0000-4000-8000-0000000000${n.toString(16).padStart(2, '0')}`;

export const ids = {
  treasury: id(1),
  station: id(2),
  hot: id(0x10),
  cold: id(0x11),
  made: id(0x12),
  maker: id(0x20),
  approver: id(0x21),
  approver2: id(0x22),
  admin: id(0x23),
} as const;

const pairs: Readonly<Record<string, KeyPair>> = Object.fromEntries(
  [ids.maker, ids.approver, ids.approver2, ids.admin].map((officer, i) => [
    officer,
    keyPair(new Uint8Array(32).fill(i + 1)),
  ]),
);
const pairOf = (officerId: string): KeyPair => {
  const pair = pairs[officerId];
  if (!pair) throw new Error('no such officer');
  return pair;
};

const officer = (officerId: string, name: string, ...roles: Policy['officers'][number]['roles']) => ({
  id: officerId,
  name,
  keys: keysAtDesk(bytesToHex(pairOf(officerId).publicKey)),
  expiresAt: null,
  roles,
});
const amount = (units: string) => ({ asset: 'IOTA', units });

export const sampleOfficers = [
  officer(ids.maker, 'Mara', 'maker'),
  officer(ids.approver, 'Ben', 'approver'),
  officer(ids.approver2, 'Chiara', 'approver'),
  officer(ids.admin, 'Dev', 'policy-admin'),
];

/** A first policy with a hot and a cold vault, and one rule of the hot one. */
export const samplePolicy: Policy = {
  format: 'sallyport/policy/5',
  treasuryId: ids.treasury,
  version: 1,
  previous: null,
  network: { id: 'iota:practice', genesis: '5a11f04d' },
  trustRoot: sampleTrustRoot('5a11f04d'),
  unproven: 'counts',
  asset: 'IOTA',
  createdAt: 1,
  officers: sampleOfficers,
  vaults: [
    { id: ids.hot, name: 'Hot', kind: 'hot', receiveAddress: 'address-hot', attestationKey: 'a1'.repeat(32) },
    {
      id: ids.cold,
      name: 'Cold',
      kind: 'cold',
      receiveAddress: 'address-cold',
      attestationKey: 'a2'.repeat(32),
    },
  ],
  rules: [ruleOf({ id: 'everyday', title: 'Everyday', vaultId: ids.hot })],
  feeCap: amount('1'),
  floatBand: { min: amount('1'), target: amount('2'), max: amount('3') },
  ...practiceParts(sampleOfficers),
};

/** A policy with the signatures of officers. */
export const signedBy = (policy: Policy, ...officerIds: string[]): SignedPolicy => ({
  policy,
  signatures: officerIds.map((officerId) => ({
    officerId,
    signature: bytesToHex(signMessage(pairOf(officerId), Buffer.from(policyDigest(policy), 'hex'))),
  })),
});

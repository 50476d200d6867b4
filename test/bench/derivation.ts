import { Ed25519Keypair } from '@iota/iota-sdk/keypairs/ed25519';
import { mnemonicToSeedSync } from '@scure/bip39';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import { vaultAddress } from '../../electron/signer/vault-address.ts';
import { attest } from '../support/attest.ts';
import { WORDS } from '../support/bench-samples.ts';
import { type BenchRow, inTurns, milliseconds, ms, only, ratioRow, reported } from './measure.ts';

const OURS = 10_000;
/** The SDK stretches the words anew for each address: 300 say enough. */
const THEIRS = 300;

const HEAD = {
  treasuryId: '00000000-0000-4000-8000-00000000000f',
  network: { id: 'iota:practice', genesis: 'c0ffee00' },
  vaultId: '00000000-0000-4000-8000-0000000000a1',
};

/** Deriving addresses from one backup: the app's key tree against the SDK used as its documentation shows. */
export async function benchDerivation(): Promise<BenchRow[]> {
  const seed = mnemonicToSeedSync(WORDS);
  const pathOf = (index: number) => ({ account: 0, change: 0, index });
  const formatPath = iotaChain.derivation.format;
  const same =
    vaultAddress(new KeyTree(seed.slice()), iotaChain, pathOf(7)) ===
    Ed25519Keypair.deriveKeypair(WORDS, formatPath(pathOf(7))).toIotaAddress();
  if (!same) throw new Error('the two derive different addresses');
  const hex = Buffer.from(seed).toString('hex');
  const [ours = 0, attested = 0, plain = 0, fromSeed = 0] = await inTurns(3, [
    {
      count: OURS,
      work: () => {
        const tree = new KeyTree(seed.slice());
        for (let i = 0; i < OURS; i++) vaultAddress(tree, iotaChain, pathOf(i));
        tree.close();
      },
    },
    {
      count: OURS,
      work: () => {
        const tree = new KeyTree(seed.slice());
        const addresses = Array.from({ length: OURS }, (_, i) => {
          const path = pathOf(i);
          return { path, address: vaultAddress(tree, iotaChain, path) };
        });
        attest(tree.attestationKeyPair(), HEAD, addresses);
        tree.close();
      },
    },
    {
      count: THEIRS,
      work: () => {
        for (let i = 0; i < THEIRS; i++)
          Ed25519Keypair.deriveKeypair(WORDS, formatPath(pathOf(i))).toIotaAddress();
      },
    },
    {
      count: THEIRS,
      work: () => {
        for (let i = 0; i < THEIRS; i++)
          Ed25519Keypair.deriveKeypairFromSeed(hex, formatPath(pathOf(i))).toIotaAddress();
      },
    },
  ]);
  const scaled = (unit: number) => `${milliseconds(unit * OURS)} (scaled from ${THEIRS})`;
  return [
    ratioRow(
      'derivation.sdk-plain',
      '10 000 addresses, SDK used plainly',
      `${milliseconds(ours * OURS)} against ${scaled(plain)}`,
      { ratio: plain / ours, least: 10 },
    ),
    {
      what: '10 000 addresses, attested under one root',
      measured: `${milliseconds(attested * OURS)} against ${milliseconds(ours * OURS)} without: ${(attested / ours).toFixed(2)}x`,
      target: 'at most 1.1x',
      measures: [{ name: 'derivation.attested', value: attested / ours, unit: 'x', target: { atMost: 1.1 } }],
    },
    reported(
      '10 000 addresses, SDK from the seed',
      `${milliseconds(ours * OURS)} against ${scaled(fromSeed)}: ${(fromSeed / ours).toFixed(1)}x`,
      only('derivation.sdk-from-seed', fromSeed / ours, 'x'),
      ms('derivation.addresses', ours * OURS),
    ),
  ];
}

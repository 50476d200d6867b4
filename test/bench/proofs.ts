import { bls12_381 } from '@noble/curves/bls12-381.js';
import { decodeCertificate } from '../../electron/chains/iota/pure/ledger/certificate.ts';
import { summaryDigest } from '../../electron/chains/iota/pure/ledger/digests.ts';
import { decodeSummary } from '../../electron/chains/iota/pure/ledger/summary.ts';
import { touchedObjects } from '../../electron/chains/iota/pure/proof/holdings.ts';
import type { LightClient } from '../../electron/chains/iota/pure/proof/light-client.ts';
import { advance, type OfferedCheckpoint } from '../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { beginAtGenesis } from '../../electron/chains/iota/pure/proof/trust-root.ts';
import {
  CERTIFICATE_DST,
  certificateMessage,
  verifyCertificate,
} from '../../electron/chains/iota/pure/proof/verify-certificate.ts';
import { votersOf } from '../../electron/chains/iota/pure/proof/voters.ts';
import { hashWith, plainBlake2b256 } from '../../electron/core/digest.ts';
import { hashFast } from '../../electron/hashing/wasm-blake2b.ts';
import { addCheckpoint, type ChainTip } from '../support/certified-chain.ts';
import { must } from '../support/must.ts';
import { RandomLedger } from '../support/random-ledger.ts';
import { certify, signingCommittee } from '../support/signing-committee.ts';
import { type BenchRow, inTurns, milliseconds, only, reported, time } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { flipEveryBit } from './proof-flips.ts';

/** Members of a committee, as the protocol's most, and those who sign. */
const MEMBERS = 100;
const SIGNERS = 80;

const BATCH = 1500;
const ROUNDS = 7;

/** Mainnet makes 4 to 5 checkpoints a second. */
const REAL_PACE = 4.5;

/** What a certificate costs, how fast checkpoints are proven and looked through, and that every flipped bit is refused. */
export async function benchProofs({ log }: BenchOptions): Promise<BenchRow[]> {
  const rows = [...(await benchCertificate()), ...(await benchFollowing())];
  log('flipping every bit of certificate, summary, contents, effects and object ...');
  return [...rows, flipEveryBit()];
}

async function benchCertificate(): Promise<BenchRow[]> {
  const stakes = Array.from({ length: MEMBERS }, () => 100n);
  const signing = signingCommittee(0n, 1, stakes);
  const { checkpoint } = addCheckpoint({ sequence: 0n, previous: null, committee: signing }, []);
  const { summary: bytes } = checkpoint;
  const summary = must(decodeSummary(bytes));
  const signers = Array.from({ length: SIGNERS }, (_, index) => index + 10);
  const certificate = certify(signing, bytes, signers);
  const decoding = await time(() => must(votersOf(signing.committee)));
  const voters = must(votersOf(signing.committee));
  const bls = bls12_381.shortSignatures;
  const keys = signers.map((index) => voters.keys[index] ?? bls12_381.G2.Point.ZERO);
  const { signature } = must(decodeCertificate(certificate));
  const [ours = 0, bare = 0] = await inTurns(ROUNDS, [
    {
      count: 3,
      work: () => {
        for (let i = 0; i < 3; i++)
          must(verifyCertificate(bytes, summary, must(decodeCertificate(certificate)), voters));
      },
    },
    {
      count: 3,
      work: () => {
        for (let i = 0; i < 3; i++) {
          const point = bls.hash(certificateMessage(bytes, 0n), CERTIFICATE_DST);
          if (!bls.verify(signature, point, bls.aggregatePublicKeys(keys)))
            throw new Error('expected a signature');
        }
      },
    },
  ]);
  return [
    {
      what: `One certificate of ${SIGNERS} signers of ${MEMBERS}, against the bare verification of noble (same keys, decoded)`,
      measured: `${milliseconds(ours)} against ${milliseconds(bare)}: ${(ours / bare).toFixed(2)}x`,
      target: 'at most 1.5x',
      measures: [{ name: 'proofs.certificate', value: ours / bare, unit: 'x', target: { atMost: 1.5 } }],
    },
    reported(
      `Decoding the ${MEMBERS} keys of a committee, once an epoch (keys of the epoch before are kept)`,
      milliseconds(decoding),
      only('proofs.committee', decoding, 'ms'),
    ),
  ];
}

/** A batch of checkpoints with two system transactions and three transfers each, under one certificate. */
async function benchFollowing(): Promise<BenchRow[]> {
  const { client, batch } = madeBatch();
  const few = new Set(Array.from({ length: 1000 }, (_, index) => addressOf(index)));
  const many = new Set(Array.from({ length: 100_000 }, (_, index) => addressOf(index)));
  const follow = (own: ReadonlySet<string>) => () => {
    let found = 0;
    for (const { transactions } of must(advance(client, batch)).checkpoints) {
      for (const { effects } of transactions)
        found += touchedObjects(effects, (each) => own.has(each)).created.length;
    }
    if (found === 0) throw new Error('expected deposits');
  };
  const [plain = 0] = await inTurns(3, [{ count: BATCH, work: follow(many) }]);
  await hashFast();
  const [withFew = 0, withMany = 0] = await inTurns(ROUNDS, [
    { count: BATCH, work: follow(few) },
    { count: BATCH, work: follow(many) },
  ]);
  hashWith(plainBlake2b256);
  const speed = (each: number) => 1000 / each;
  return [
    {
      what: `Proving checkpoints of 2 system transactions and 3 transfers, ${BATCH} under one certificate, and looking for 100 000 addresses`,
      measured: `${Math.round(speed(withMany))} a second, ${Math.round(speed(withMany) / REAL_PACE)}x mainnet's pace; ${Math.round(speed(plain))} with BLAKE2b in plain JavaScript`,
      target: 'at least 1800 a second, 400x',
      measures: [
        { name: 'proofs.checkpoints', value: speed(withMany), unit: 'a second', target: { atLeast: 1800 } },
        only('proofs.checkpoints-plain', speed(plain), 'a second'),
      ],
    },
    {
      what: 'A checkpoint with 100 000 addresses against one with 1000',
      measured: `${(withMany / withFew).toFixed(2)}x`,
      target: 'at most 1.2x',
      measures: [{ name: 'proofs.addresses', value: withMany / withFew, unit: 'x', target: { atMost: 1.2 } }],
    },
  ];
}

const addressOf = (index: number): string => `0x${index.toString(16).padStart(64, '0')}`;

function madeBatch(): { readonly client: LightClient; readonly batch: readonly OfferedCheckpoint[] } {
  const committee = signingCommittee(0n, 1, [1n]);
  const ledger = new RandomLedger(Array.from({ length: 200_000 }, (_, index) => addressOf(index * 2)));
  const dependencies = [1, 2, 3].map((fill) => new Uint8Array(32).fill(fill));
  let tip: ChainTip = { sequence: 0n, previous: null, committee };
  const batch: OfferedCheckpoint[] = [];
  for (let index = 0; index < BATCH; index++) {
    const effects = Array.from({ length: 5 }, (_, each) => {
      const step = {
        does: 'pay',
        which: each,
        to: (index * 7919 + each * 104_729) % 200_000,
        units: 1000n,
      } as const;
      return {
        ...ledger.execute(index === 0 ? { ...step, does: 'mint', units: 10n ** 15n } : step, 0n),
        dependencies,
      };
    });
    const made = addCheckpoint(tip, effects);
    batch.push(index === BATCH - 1 ? made.checkpoint : { ...made.checkpoint, certificate: null });
    tip = made.tip;
  }
  const genesis = summaryDigest(batch[0]?.summary ?? new Uint8Array());
  return { client: must(beginAtGenesis(genesis, committee.committee)), batch };
}

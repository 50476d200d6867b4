import { expect, it } from 'vitest';
import { encodeContents } from '../../../../../electron/chains/iota/pure/ledger/contents.ts';
import { summaryDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import {
  encodeEffects,
  type TransactionEffects,
} from '../../../../../electron/chains/iota/pure/ledger/effects.ts';
import { holdingChanges, type NamedObject } from '../../../../../electron/chains/iota/pure/proof/holdings.ts';
import type { LightClient } from '../../../../../electron/chains/iota/pure/proof/light-client.ts';
import {
  advance,
  type OfferedCheckpoint,
} from '../../../../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { beginAtGenesis } from '../../../../../electron/chains/iota/pure/proof/trust-root.ts';
import { ok, type Result } from '../../../../../electron/core/result.ts';
import { addCheckpoint, type ChainTip, contentsOf } from '../../../../support/certified-chain.ts';
import { fc } from '../../../../support/fast-check.ts';
import { must } from '../../../../support/must.ts';
import { type LedgerStep, RandomLedger } from '../../../../support/random-ledger.ts';
import { certify, signingCommittee } from '../../../../support/signing-committee.ts';

const stakes = [3n, 3n, 2n, 2n];
const committees = [0n, 1n, 2n].map((epoch) => signingCommittee(epoch, Number(epoch) + 1, stakes));
const foreign = signingCommittee(0n, 77, stakes);
const addresses = ['0a', '0b', '0c', '0d'].map((fill) => `0x${fill.repeat(32)}`);
const isOwn = (address: string): boolean => address !== addresses[3];

const step: fc.Arbitrary<LedgerStep> = fc.record({
  does: fc.constantFrom('mint', 'pay', 'give', 'merge', 'wrap', 'share', 'fail', 'other-coin', 'time-lock'),
  which: fc.nat(50),
  to: fc.nat(50),
  units: fc.bigInt({ min: 20n, max: 10n ** 12n }),
});

/** What a node does to a batch that it should give as it is; the runs take them in turn. */
const lieKinds = [
  'none',
  'flip-summary',
  'flip-certificate',
  'flip-contents',
  'flip-effects',
  'flip-object',
  'hide-object',
  'hide-effects',
  'swap-effects',
  'invent-payment',
  'leave-out-checkpoint',
  'foreign-committee',
  'too-few-signers',
  'no-certificates',
] as const;

interface Lie {
  readonly kind: (typeof lieKinds)[number];
  readonly where: number;
}

const history = fc.record({
  batches: fc.array(fc.array(fc.array(step, { maxLength: 3 }), { minLength: 1, maxLength: 3 }), {
    minLength: 1,
    maxLength: 4,
  }),
  places: fc.array(fc.nat(10_000), { minLength: 4, maxLength: 4 }),
  closes: fc.array(fc.boolean(), { minLength: 12, maxLength: 12 }),
});

/** What a station knows: where it is, and what it credited. */
interface Station {
  readonly client: LightClient;
  readonly balances: ReadonlyMap<string, bigint>;
}

/** Takes in a batch whole, or nothing of it. */
function takeIn(
  station: Station,
  batch: readonly OfferedCheckpoint[],
  objectOf: (named: NamedObject) => Uint8Array | null,
): Result<Station> {
  const advanced = advance(station.client, batch);
  if (!advanced.ok) return advanced;
  const balances = new Map(station.balances);
  for (const { effects } of advanced.value.checkpoints.flatMap(({ transactions }) => transactions)) {
    const read = holdingChanges(effects, isOwn, objectOf);
    if (!read.ok) return read;
    for (const { owner, units } of read.value.changes) {
      const sum = (balances.get(owner) ?? 0n) + units;
      if (sum === 0n) balances.delete(owner);
      else balances.set(owner, sum);
    }
  }
  return ok({ client: advanced.value.client, balances });
}

it('a lying node credits nothing that was not certified, and an honest one everything, once', () => {
  const told: Record<string, number> = {};
  let lied = 0;
  fc.assert(
    fc.property(history, ({ batches, places, closes }) => {
      const ledger = new RandomLedger(addresses);
      let tip: ChainTip = { sequence: 0n, previous: null, committee: committees[0]! };
      let station: Station | null = null;
      let count = 0;
      for (const steps of batches) {
        const batch: OfferedCheckpoint[] = [];
        for (const each of steps) {
          const epoch = tip.committee.committee.epoch;
          const effects = each.map((one) => ledger.execute(one, epoch));
          const elects = closes[count++] ? (committees[Number(epoch) + 1] ?? null) : null;
          const made = addCheckpoint(tip, effects, elects);
          batch.push(made.checkpoint);
          tip = made.tip;
        }
        station ??= {
          client: must(beginAtGenesis(summaryDigest(batch[0]!.summary), committees[0]!.committee)),
          balances: new Map(),
        };
        const honest: Station = must(takeIn(station, batch, honestObjects(ledger)));
        for (const where of places) {
          const each: Lie = { kind: lieKinds[lied++ % lieKinds.length] ?? 'none', where };
          const { offered, objectOf } = lying(each, batch, ledger);
          const taken = takeIn(station, offered, objectOf);
          told[`${each.kind} ${taken.ok ? 'taken' : taken.code}`] = 1;
          // Whatever the node does: what is taken is what was certified, as far as it goes.
          if (taken.ok && offered.length === batch.length) expect(taken.value).toEqual(honest);
          if (taken.ok && offered.length < batch.length) {
            expect(takeIn(taken.value, batch.slice(offered.length), honestObjects(ledger))).toEqual(
              ok(honest),
            );
          }
        }
        station = honest;
        const expected = [...ledger.balances()].filter(([address]) => isOwn(address));
        expect(new Map(honest.balances)).toEqual(new Map(expected));
      }
    }),
    { numRuns: 9, seed: 11 },
  );
  // The runs met every kind of refusal that a lie can end in.
  expect(Object.keys(told)).toEqual(
    expect.arrayContaining([
      'none taken',
      'flip-contents contents-foreign',
      'flip-effects effects-foreign',
      'flip-object object-foreign',
      'hide-object object-missing',
      'hide-effects effects-missing',
      'invent-payment contents-foreign',
      'leave-out-checkpoint checkpoint-skipped',
      'foreign-committee certificate-foreign',
      'too-few-signers certificate-weight',
    ]),
  );
}, 120_000);

const honestObjects = (ledger: RandomLedger) => (named: NamedObject) =>
  ledger.objects.get(`${named.id}@${named.version}`) ?? null;

function lying({ kind, where }: Lie, batch: readonly OfferedCheckpoint[], ledger: RandomLedger) {
  const at = where % batch.length;
  const target = batch[at]!;
  const objectOf = honestObjects(ledger);
  const replaced = (changes: Partial<OfferedCheckpoint>) => ({
    offered: batch.map((each, index) => (index === at ? { ...each, ...changes } : each)),
    objectOf,
  });
  const { effects } = target;
  switch (kind) {
    case 'none':
      return { offered: batch, objectOf };
    case 'flip-summary':
      return replaced({ summary: flip(target.summary, where) });
    case 'flip-certificate':
      return replaced({ certificate: flip(target.certificate!, where) });
    case 'flip-contents':
      return replaced({ contents: flip(target.contents, where) });
    case 'flip-effects':
      return replaced({ effects: effects.map((each) => flip(each, where)) });
    case 'hide-effects':
      return replaced({ effects: effects.slice(1) });
    case 'swap-effects':
      return replaced({ effects: effects.toReversed() });
    case 'no-certificates':
      return { offered: batch.map((each) => ({ ...each, certificate: null })), objectOf };
    case 'flip-object':
      return {
        offered: batch,
        objectOf: (named: NamedObject) => {
          const bytes = objectOf(named);
          return bytes && flip(bytes, where);
        },
      };
    case 'hide-object':
      return { offered: batch, objectOf: () => null };
    case 'leave-out-checkpoint':
      return { offered: batch.filter((_, index) => index !== at), objectOf };
    case 'foreign-committee':
      return replaced({ certificate: certify(foreign, target.summary, undefined, certifiedEpoch(target)) });
    case 'too-few-signers': {
      const epoch = certifiedEpoch(target);
      return replaced({ certificate: certify(committees[Number(epoch)]!, target.summary, [0, 1]) });
    }
    case 'invent-payment': {
      const invented: TransactionEffects = new RandomLedger([addresses[0]!]).execute(
        { does: 'mint', which: 0, to: 0, units: 10n ** 15n },
        0n,
      );
      const contents = encodeContents(contentsOf([invented]));
      return replaced({ contents, effects: [encodeEffects(invented)] });
    }
  }
}

const certifiedEpoch = ({ summary }: OfferedCheckpoint): bigint =>
  new DataView(summary.buffer).getBigUint64(0, true);

function flip(bytes: Uint8Array, where: number): Uint8Array {
  const flipped = Uint8Array.from(bytes);
  flipped[where % bytes.length] = (flipped[where % bytes.length] as number) ^ (1 << (where % 8));
  return flipped;
}

import { base58 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { decodeCertificate } from '../../../electron/chains/iota/pure/ledger/certificate.ts';
import type { TransactionEffects } from '../../../electron/chains/iota/pure/ledger/effects.ts';
import { decodeSummary } from '../../../electron/chains/iota/pure/ledger/summary.ts';
import type { LightClient } from '../../../electron/chains/iota/pure/proof/light-client.ts';
import {
  advance,
  type OfferedCheckpoint,
} from '../../../electron/chains/iota/pure/proof/prove-checkpoints.ts';
import { beginAtGenesis } from '../../../electron/chains/iota/pure/proof/trust-root.ts';
import { coinDigest } from '../../../electron/practice/coin.ts';
import { systemObjectDigest } from '../../../electron/practice/documents/effects-document.ts';
import type { Ledger } from '../../../electron/practice/ledger.ts';
import { transactionsOf } from '../../../electron/practice/store/checkpoint-table.ts';
import { isCoin } from '../../../electron/practice/store/object-table.ts';
import { committeeOf } from '../../../electron/practice/validators.ts';
import { fc } from '../../support/fast-check.ts';
import { ALICE, BOB, execute, newLedger, payments, START } from './ledger-samples.ts';

describe('the validators of a practice network', () => {
  it('certify every history from its genesis: checkpoints, contents, effects and objects, across epochs', () => {
    const act = fc.oneof(
      { weight: 4, arbitrary: fc.record({ pay: fc.bigInt({ min: 1n, max: 20n * 10n ** 9n }) }) },
      { weight: 2, arbitrary: fc.constant({ seal: true as const }) },
      { weight: 1, arbitrary: fc.constant({ endEpoch: true as const }) },
    );
    fc.assert(
      fc.property(fc.array(act, { minLength: 1, maxLength: 12 }), (acts) => {
        const ledger = newLedger();
        let at = START;
        for (const one of acts) {
          at += 1_000;
          const { customer } = ledger.genesis;
          if ('pay' in one) {
            execute(
              ledger,
              payments(customer, ledger.coins.of(customer.address), ALICE.address, [one.pay, 1n]),
            );
          } else if ('seal' in one) ledger.checkpoint(at);
          else ledger.advanceEpoch(at);
        }
        ledger.checkpoint(at);
        const offered = offerAll(ledger);
        const proven = advance(atGenesis(ledger), offered);
        if (!proven.ok) throw new Error(`${proven.code}: ${proven.message}`);
        expect(proven.value.weight.weight).toBeGreaterThanOrEqual(6_667n);
        expect(proven.value.client.committee.epoch).toBe(BigInt(ledger.epoch().number));
        for (const { transactions } of proven.value.checkpoints) {
          for (const { effects } of transactions) checkObjects(ledger, effects);
        }
      }),
      { numRuns: 12, seed: 11 },
    );
  });

  it('sign each checkpoint by three of four or by all, not always the same ones', () => {
    const ledger = newLedger();
    const seen = new Set<string>();
    for (let nth = 0; nth < 8; nth++) {
      ledger.advanceEpoch(START + nth);
      const certificate = decodeCertificate(ledger.certificate(ledger.latest()));
      if (!certificate.ok) throw new Error(certificate.message);
      expect(certificate.value.signers.length).toBeGreaterThanOrEqual(3);
      seen.add(certificate.value.signers.join());
    }
    expect(seen.size).toBe(5);
  });

  it('change with each epoch: stake moves, one goes and another comes', () => {
    for (let epoch = 0; epoch < 12; epoch++) {
      const [now, next] = [epoch, epoch + 1].map((number) => committeeOf('a network', number));
      const keys = (of: typeof now) => new Set(of!.map(({ publicKey }) => base58.encode(publicKey)));
      expect([...keys(next)].filter((key) => !keys(now).has(key))).toHaveLength(1);
      expect(keys(next).size).toBe(4);
      expect(next!.map(({ stake }) => stake)).not.toEqual(now!.map(({ stake }) => stake));
      expect(next!.reduce((sum, { stake }) => sum + stake, 0n)).toBe(10_000n);
      for (const { stake } of next!) expect(10_000n - stake).toBeGreaterThanOrEqual(6_667n);
    }
  });

  it('count gas, transactions and the change of the supply in what they certify', () => {
    const ledger = newLedger();
    const { customer } = ledger.genesis;
    const paid = [1, 2].map(() =>
      execute(ledger, payments(customer, ledger.coins.of(customer.address), BOB.address, [5n])),
    );
    const closing = decodeSummary(ledger.advanceEpoch(START + 9).summary);
    if (!closing.ok) throw new Error(closing.message);
    const sum = (of: 'computation' | 'storage' | 'rebate') =>
      paid.reduce((total, { effects }) => total + effects.charge[of], 0n);
    expect(closing.value.gas).toEqual({
      computation: sum('computation'),
      burned: sum('computation'),
      storage: sum('storage'),
      rebate: sum('rebate'),
      nonRefundable: 0n,
    });
    // Genesis, two payments, the prologue and the change of the epoch.
    expect(closing.value).toMatchObject({ networkTotal: 5n, epoch: 0n, sequence: 1n });
    expect(closing.value.endOfEpoch?.supplyChange).toBe(-ledger.burnt());
    const next = decodeSummary(ledger.advanceEpoch(START + 10).summary);
    expect(next).toMatchObject({ value: { gas: { computation: 0n }, epoch: 1n } });
  });
});

function atGenesis(ledger: Ledger): LightClient {
  const members = committeeOf(ledger.genesis.seed, 0);
  const begun = beginAtGenesis(base58.decode(ledger.checkpoints.at(0)!.digest), { epoch: 0n, members });
  if (!begun.ok) throw new Error(begun.message);
  return begun.value;
}

/** Every checkpoint of a ledger, as a node would give it. */
function offerAll(ledger: Ledger): OfferedCheckpoint[] {
  return Array.from({ length: ledger.latest().sequence + 1 }, (_, sequence) => {
    const checkpoint = ledger.checkpoints.at(sequence)!;
    const isLast = sequence === ledger.latest().sequence;
    return {
      summary: checkpoint.summary,
      certificate: checkpoint.endOfEpoch || isLast ? ledger.certificate(checkpoint) : null,
      contents: checkpoint.contents,
      effects: transactionsOf(checkpoint).map((digest) => ledger.find(digest)!.effectsBytes),
    };
  });
}

/** Every object before and after is what the effects say of it. */
function checkObjects(ledger: Ledger, effects: TransactionEffects): void {
  const digestAt = (id: string, version: bigint) => {
    const object = ledger.coins.at(id, version);
    if (!object) return undefined;
    return isCoin(object) ? coinDigest(object) : systemObjectDigest(object);
  };
  for (const { id, before, after } of effects.changed) {
    if (before) expect(digestAt(id, before.version)).toBe(base58.encode(before.digest));
    const digest = digestAt(id, effects.version);
    expect(digest).toBe(after?.kind === 'object' ? base58.encode(after.digest) : undefined);
  }
}

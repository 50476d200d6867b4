import { describe, expect, it } from 'vitest';
import { coinReference } from '../../../electron/chains/iota/pure/coin-object.ts';
import { balanceChanges } from '../../../electron/practice/apply-transaction.ts';
import { evidenceOf } from '../../../electron/practice/coin.ts';
import { COIN_STORAGE_COST, computationCost, netGas } from '../../../electron/practice/gas.ts';
import { genesisOf } from '../../../electron/practice/genesis.ts';
import { createLedger, type Ledger, repeatEvent } from '../../../electron/practice/ledger.ts';
import type { LedgerEvent } from '../../../electron/practice/ledger-event.ts';
import { referenceOf } from '../../../electron/practice/store/object-table.ts';
import { ALICE, BOB, execute, newLedger, payments, START, sampleBytes } from './ledger-samples.ts';

describe('gas', () => {
  it('is 0.001 IOTA of computation for few inputs, and the next step for very many', () => {
    expect(computationCost(1, 1000n)).toBe(1_000_000n);
    expect(computationCost(255, 1000n)).toBe(1_000_000n);
    expect(computationCost(600, 1000n)).toBe(2_000_000n);
    expect(computationCost(1, 1500n)).toBe(1_500_000n);
  });

  it('keeps 980 400 nanos for each coin, as explorers of the real network show', () => {
    expect(COIN_STORAGE_COST).toBe(980_400n);
  });

  it('is negative when more storage is given back than all costs', () => {
    const { ledger } = funded([1_000_000_000n, 2n, 3n, 4n]);
    const coins = ledger.coins.of(ALICE.address).toSorted((a, b) => Number(b.balance - a.balance));
    const executed = execute(ledger, {
      sender: ALICE,
      gas: coins,
      commands: [],
    });
    expect(executed.effects.charge).toEqual({
      computation: 1_000_000n,
      storage: 980_400n,
      rebate: 4n * 980_400n,
    });
    expect(netGas(executed.effects.charge)).toBe(-1_941_200n);
    expect(ledger.coins.of(ALICE.address)[0]?.balance).toBe(1_000_000_009n + 1_941_200n);
  });
});

describe('execution', () => {
  it('gives everything it writes one version above all that it read', () => {
    const { ledger } = funded([1_000_000_000n, 5n]);
    for (let times = 0; times < 4; times++) {
      execute(ledger, payments(ALICE, [richest(ledger)], BOB.address, [1n]));
    }
    const old = ledger.coins.of(ALICE.address).find(({ balance }) => balance === 5n)!;
    const gas = richest(ledger);
    expect(gas.version).toBe(old.version + 4n);
    const { effects } = execute(ledger, {
      sender: ALICE,
      gas: [gas],
      coins: [old],
      recipients: [BOB.address],
      commands: [{ TransferObjects: { objects: [{ Input: 0 }], address: { Input: 1 } } }],
    });
    expect(effects.version).toBe(gas.version + 1n);
    expect(ledger.coins.live(old.id)).toMatchObject({ version: gas.version + 1n, owner: BOB.address });
  });

  it('lets no command touch the gas budget', () => {
    const { ledger } = funded([1_000_000_000n]);
    const budget = 100_000_000n;
    const split = (amount: bigint) => ({
      ...payments(ALICE, [richest(ledger)], BOB.address, [amount]),
      budget,
    });
    expect(execute(ledger, split(900_000_001n)).effects.error).toBe('InsufficientCoinBalance in command 0');
    const left = richest(ledger).balance;
    expect(execute(ledger, split(left - budget)).effects.error).toBeNull();
  });

  it('keeps the gas coins smashed when the rest is undone', () => {
    const { ledger } = funded([500_000_000n, 300_000_000n, 7n]);
    const coins = ledger.coins.of(ALICE.address);
    const gas = coins.filter(({ balance }) => balance > 7n);
    const { effects } = execute(ledger, {
      ...payments(ALICE, gas, BOB.address, [10_000_000_000n]),
    });
    expect(effects.error).toBe('InsufficientCoinBalance in command 0');
    expect(effects.deleted).toHaveLength(1);
    expect(effects.gasCoin!.balance).toBe(800_000_000n - 1_000_000n + 980_400n);
    expect(balanceChanges(effects)).toEqual(new Map([[ALICE.address, -19_600n]]));
  });

  it('charges the whole budget when not even the inputs can be stored again', () => {
    const ledger = newLedger();
    const { effects } = execute(ledger, {
      ...payments(ledger.genesis.customer, purse(ledger), BOB.address, [1n]),
      budget: 1_500_000n,
    });
    expect(effects).toMatchObject({
      error: 'InsufficientGas',
      charge: { computation: 1_500_000n, storage: 0n, rebate: 0n },
      gasCoin: { storageRebate: 0n },
    });
  });

  it('refuses to merge a coin into itself, to use one twice, and to merge the gas coin away', () => {
    const { ledger } = funded([1_000_000_000n, 5n]);
    const failure = (commands: Parameters<typeof execute>[1]['commands']) => {
      const small = ledger.coins.of(ALICE.address).find(({ balance }) => balance === 5n)!;
      return execute(ledger, {
        sender: ALICE,
        gas: [richest(ledger)],
        coins: [small],
        recipients: [BOB.address],
        commands,
      }).effects.error;
    };
    const give = { TransferObjects: { objects: [{ Input: 0 }], address: { Input: 1 } } };
    expect(failure([{ MergeCoins: { destination: { Input: 0 }, sources: [{ Input: 0 }] } }])).toBe(
      'CommandArgumentError { arg_idx: 1, kind: InvalidValueUsage } in command 0',
    );
    expect(failure([give, give])).toBe(
      'CommandArgumentError { arg_idx: 0, kind: InvalidValueUsage } in command 1',
    );
    expect(failure([{ MergeCoins: { destination: { Input: 0 }, sources: [{ GasCoin: true }] } }])).toBe(
      'CommandArgumentError { arg_idx: 1, kind: InvalidGasCoinUsage } in command 0',
    );
    expect(failure([give])).toBeNull();
  });

  it('writes no trace of a coin that was made and merged away in one transaction', () => {
    const { ledger } = funded([1_000_000_000n]);
    const { effects } = execute(ledger, {
      sender: ALICE,
      gas: [richest(ledger)],
      amounts: [5n],
      commands: [
        { SplitCoins: { coin: { GasCoin: true }, amounts: [{ Input: 0 }] } },
        { MergeCoins: { destination: { GasCoin: true }, sources: [{ Result: 0 }] } },
      ],
    });
    expect(effects).toMatchObject({ error: null, created: [], deleted: [] });
    expect(effects.mutated).toHaveLength(1);
  });

  it('names coins as evidence proves them', () => {
    const { ledger } = funded([7n]);
    const [coin] = ledger.coins.of(ALICE.address);
    const { id, version, digest } = referenceOf(coin!);
    expect(coinReference(evidenceOf(coin!))).toEqual({ id, version: version.toString(), digest });
  });

  it('takes 255 gas coins and 500 payments at once', () => {
    const { ledger } = funded(Array.from({ length: 254 }, () => 10_000_000n));
    execute(ledger, payments(ledger.genesis.customer, purse(ledger), ALICE.address, [5_000_000_000n]));
    const gas = ledger.coins.of(ALICE.address);
    expect(gas).toHaveLength(255);
    const sample = payments(
      ALICE,
      gas,
      BOB.address,
      Array.from({ length: 500 }, () => 1n),
    );
    expect(execute(ledger, { ...sample, budget: 1_000_000_000n }).effects).toMatchObject({
      error: null,
      charge: { computation: 1_000_000n },
    });
    expect(ledger.coins.of(BOB.address)).toHaveLength(500);
  });
});

describe('a practice network', () => {
  it('is decided by its seed: chain, first coins, keys', () => {
    expect(newLedger('a').chain).toBe(newLedger('a').chain);
    expect(newLedger('a').chain).not.toBe(newLedger('b').chain);
    expect(genesisOf('a').coins).toEqual(genesisOf('a').coins);
    const ids = ['a', 'b'].flatMap((seed) => genesisOf(seed).coins.map(({ id }) => id));
    expect(new Set(ids).size).toBe(4);
    expect(newLedger('a').chain).toMatch(/^[0-9a-f]{8}$/);
  });

  it('is the same after the same events, and its record repeats it', () => {
    const runs = [1, 2].map(() => {
      const events: LedgerEvent[] = [];
      const ledger = createLedger(genesisOf('test'), START, (event) => void events.push(event));
      execute(ledger, payments(ledger.genesis.customer, purse(ledger), ALICE.address, [10n ** 9n]));
      ledger.checkpoint(START + 5);
      execute(ledger, payments(ALICE, [richest(ledger)], BOB.address, [5n]));
      const bytes = sampleBytes(payments(ALICE, [richest(ledger)], BOB.address, [6n]));
      const rival = sampleBytes(payments(ALICE, [richest(ledger)], BOB.address, [7n]));
      ledger.lock(bytes, [ALICE.sign(bytes)]);
      ledger.submit(rival, [ALICE.sign(rival)]);
      ledger.advanceEpoch(START + 9);
      return { ledger, events };
    });
    const [first, second] = runs.map(({ ledger }) => stateOf(ledger));
    expect(first).toEqual(second);
    expect(runs[0]?.events.map(({ kind }) => kind)).toEqual([
      'transaction',
      'checkpoint',
      'transaction',
      'lock',
      'lock',
      'epoch',
    ]);
    const repeated = createLedger(genesisOf('test'), START, () => {});
    for (const event of runs[0]!.events) expect(repeatEvent(repeated, event)).toBe(true);
    expect(stateOf(repeated)).toEqual(first);
  });

  it('does nothing that its record could not take', () => {
    const ledger = createLedger(genesisOf('test'), START, () => {
      throw new Error('disk full');
    });
    const before = stateOf(ledger);
    const sample = payments(ledger.genesis.customer, purse(ledger), ALICE.address, [1n]);
    expect(() => execute(ledger, sample)).toThrow('disk full');
    expect(() => ledger.advanceEpoch(START)).toThrow('disk full');
    expect(stateOf(ledger)).toEqual(before);
  });

  it('makes checkpoints in order on a clock that may run back, each over the one before', () => {
    const { ledger } = funded([1_000_000_000n]);
    const first = ledger.checkpoint(START + 100);
    execute(ledger, payments(ALICE, [richest(ledger)], BOB.address, [5n]));
    const second = ledger.checkpoint(START + 50);
    expect(second).toMatchObject({ previousDigest: first?.digest, timestamp: START + 100 });
    expect(ledger.checkpoint(START + 200)).toBeNull();
  });

  it('tries a transaction out without signature, gas coin or trace', () => {
    const { ledger } = funded([5n]);
    const before = stateOf(ledger);
    const tried = ledger.dryRun(
      sampleBytes({ ...payments(ALICE, [], BOB.address, [12n]), budget: 50_000_000_000n }),
    );
    expect(tried).toMatchObject({
      ok: true,
      value: {
        effects: { error: null, charge: { computation: 1_000_000n, storage: 1_960_800n, rebate: 0n } },
      },
    });
    expect(stateOf(ledger)).toEqual(before);
  });
});

/** A ledger in which Alice has coins of these amounts. */
function funded(amounts: readonly bigint[]): { ledger: Ledger } {
  const ledger = newLedger();
  execute(ledger, {
    ...payments(ledger.genesis.customer, purse(ledger), ALICE.address, amounts),
    budget: 10_000_000_000n,
  });
  return { ledger };
}

function purse(ledger: Ledger) {
  return ledger.coins.of(ledger.genesis.customer.address);
}

function richest(ledger: Ledger) {
  return ledger.coins.of(ALICE.address).toSorted((a, b) => (a.balance < b.balance ? 1 : -1))[0]!;
}

function stateOf(ledger: Ledger): unknown {
  return {
    chain: ledger.chain,
    epoch: ledger.epoch(),
    coins: [...ledger.coins.all()].map(referenceOf),
    latest: ledger.latest(),
    transactions: ledger.range({ after: null, limit: 1_000, descending: false }),
    burnt: ledger.burnt(),
  };
}

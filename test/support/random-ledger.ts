import { objectDigest } from '../../electron/chains/iota/pure/ledger/digests.ts';
import type { TransactionEffects } from '../../electron/chains/iota/pure/ledger/effects.ts';
import type { ChangedObject } from '../../electron/chains/iota/pure/ledger/object-change.ts';
import type { Owner } from '../../electron/chains/iota/pure/ledger/owner.ts';
import { bytesToHex } from '../../electron/core/digest.ts';
import { emptyEffects } from './certified-chain.ts';
import { objectBytes, type TestObject } from './ledger-objects.ts';

/** One thing that somebody does on a random ledger; numbers choose among what there is. */
export interface LedgerStep {
  readonly does: 'mint' | 'pay' | 'give' | 'merge' | 'wrap' | 'share' | 'fail' | 'other-coin' | 'time-lock';
  readonly which: number;
  readonly to: number;
  readonly units: bigint;
}

/** A ledger in memory that makes real effects and objects, and knows what every address has. */
export class RandomLedger {
  readonly addresses: readonly string[];
  /** Bytes of every object in every version, by `id@version`. */
  readonly objects = new Map<string, Uint8Array>();
  readonly #live = new Map<string, TestObject>();
  #count = 0;

  constructor(addresses: readonly string[]) {
    this.addresses = addresses;
  }

  /** Nanos in plain coins, by address; addresses with nothing are left out. */
  balances(): ReadonlyMap<string, bigint> {
    const sums = new Map<string, bigint>();
    for (const { kind, owner, balance } of this.#live.values()) {
      if (kind !== 'coin' || owner.kind !== 'address' || balance === 0n) continue;
      sums.set(owner.address, (sums.get(owner.address) ?? 0n) + balance);
    }
    return sums;
  }

  /** Executes a step as one transaction; a step for which there is no coin mints one. */
  execute({ does, which, to, units }: LedgerStep, epoch: bigint): TransactionEffects {
    this.#count++;
    const recipient = this.#address(to);
    const coins = [...this.#live.values()].filter(
      ({ kind, owner, balance }) => kind === 'coin' && owner.kind === 'address' && balance > 10n,
    );
    const coin = coins[which % coins.length];
    const other = coins.find((each) => each !== coin && sameOwner(each.owner, coin?.owner));
    if (coin === undefined || does === 'mint')
      return this.#effects(epoch, [this.#make('coin', recipient, units)]);
    const paid = 1n + (units % (coin.balance - 5n));
    const spend = (more: bigint) => this.#change(coin, { balance: coin.balance - more });
    switch (does) {
      case 'pay':
        return this.#effects(epoch, [spend(paid + 1n), this.#make('coin', recipient, paid)]);
      case 'give':
        return this.#effects(epoch, [this.#change(coin, { owner: recipient, balance: coin.balance - 1n })]);
      case 'merge':
        return other
          ? this.#effects(epoch, [spend(1n - other.balance), this.#change(other, null)])
          : this.#effects(epoch, [spend(1n)]);
      case 'wrap':
        return this.#effects(epoch, [this.#change(coin, null)]);
      case 'share':
        return this.#effects(epoch, [
          this.#change(coin, { owner: { kind: 'shared', since: this.#version } }),
        ]);
      case 'fail': {
        const failure = { error: Uint8Array.of(7), command: 0n };
        return { ...this.#effects(epoch, [spend(3n)]), failure };
      }
      case 'other-coin':
      case 'time-lock':
        return this.#effects(epoch, [spend(2n), this.#make(does, recipient, units)]);
    }
  }

  get #version(): bigint {
    return BigInt(this.#count);
  }

  #address(number: number): Owner {
    return { kind: 'address', address: this.addresses[number % this.addresses.length] as string };
  }

  #transaction(): Uint8Array {
    const digest = new Uint8Array(32);
    new DataView(digest.buffer).setUint32(0, this.#count);
    return digest;
  }

  #effects(epoch: bigint, changed: readonly ChangedObject[]): TransactionEffects {
    return { ...emptyEffects(0, epoch), transaction: this.#transaction(), version: this.#version, changed };
  }

  #make(kind: TestObject['kind'], owner: Owner, balance: bigint): ChangedObject {
    const id = `0x${bytesToHex(this.#transaction()).slice(0, 62)}${kind === 'coin' ? '01' : '02'}`;
    const made = {
      kind,
      id,
      version: this.#version,
      owner,
      balance,
      previousTransaction: this.#transaction(),
    };
    return {
      id,
      before: null,
      after: { kind: 'object', digest: this.#keep(made), owner },
      idOperation: 'created',
    };
  }

  #change(object: TestObject, to: Partial<TestObject> | null): ChangedObject {
    const { id, version, owner } = object;
    const before = { version, digest: objectDigest(objectBytes(object)), owner };
    if (to === null) {
      this.#live.delete(id);
      return { id, before, after: null, idOperation: 'none' };
    }
    const made = { ...object, ...to, version: this.#version, previousTransaction: this.#transaction() };
    const after = { kind: 'object', digest: this.#keep(made), owner: made.owner } as const;
    return { id, before, after, idOperation: 'none' };
  }

  #keep(object: TestObject): Uint8Array {
    const bytes = objectBytes(object);
    this.#live.set(object.id, object);
    this.objects.set(`${object.id}@${object.version}`, bytes);
    return objectDigest(bytes);
  }
}

const sameOwner = (a: Owner, b: Owner | undefined): boolean =>
  a.kind === 'address' && b?.kind === 'address' && a.address === b.address;

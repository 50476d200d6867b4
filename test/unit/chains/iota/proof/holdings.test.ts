import { describe, expect, it } from 'vitest';
import { coinObjectBytes } from '../../../../../electron/chains/iota/pure/coin-object.ts';
import { objectDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import type { TransactionEffects } from '../../../../../electron/chains/iota/pure/ledger/effects.ts';
import { decodeObject } from '../../../../../electron/chains/iota/pure/ledger/object.ts';
import type { ChangedObject } from '../../../../../electron/chains/iota/pure/ledger/object-change.ts';
import type { Owner } from '../../../../../electron/chains/iota/pure/ledger/owner.ts';
import { holdingChanges, type NamedObject } from '../../../../../electron/chains/iota/pure/proof/holdings.ts';
import { emptyEffects } from '../../../../support/certified-chain.ts';
import { objectBytes, type TestObject } from '../../../../support/ledger-objects.ts';
import { must } from '../../../../support/must.ts';

const id = (fill: string): string => `0x${fill.repeat(32)}`;
const [own, second, foreign] = [id('0a'), id('0b'), id('ff')];
const of = (address: string): Owner => ({ kind: 'address', address });
const previousTransaction = new Uint8Array(32).fill(3);
const isOwn = (address: string) => address === own || address === second;

/** A ledger of one transaction in version 9: each object before (version 8) and after it. */
function transaction(changes: readonly { before?: Partial<TestObject>; after?: Partial<TestObject> }[]) {
  const bytes = new Map<string, Uint8Array>();
  const keep = (object: TestObject): Uint8Array => {
    const made = objectBytes(object);
    bytes.set(`${object.id}@${object.version}`, made);
    return objectDigest(made);
  };
  const changed = changes.map(({ before, after }, index): ChangedObject => {
    const base = {
      kind: 'coin',
      id: id(`0${index + 1}`),
      owner: of(own),
      balance: 0n,
      previousTransaction,
    } as const;
    const was = before && { ...base, version: 8n, ...before };
    const is = after && { ...base, version: 9n, ...after };
    return {
      id: base.id,
      before: was ? { version: 8n, digest: keep(was), owner: was.owner } : null,
      after: is ? { kind: 'object', digest: keep(is), owner: is.owner } : null,
      idOperation: was ? (is ? 'none' : 'deleted') : 'created',
    };
  });
  const effects: TransactionEffects = { ...emptyEffects(1), version: 9n, changed };
  const objectOf = ({ id: name, version }: NamedObject) => bytes.get(`${name}@${version}`) ?? null;
  return { effects, objectOf, bytes };
}

function changesOf(changes: Parameters<typeof transaction>[0]) {
  const { effects, objectOf } = transaction(changes);
  return must(holdingChanges(effects, isOwn, objectOf));
}

describe('what certified effects prove of own addresses', () => {
  it('a deposit: somebody splits an own coin and pays with the part', () => {
    const read = changesOf([
      { before: { owner: of(foreign), balance: 100n }, after: { owner: of(foreign), balance: 60n } },
      { after: { balance: 39n } },
    ]);
    expect(read.changes).toEqual([{ owner: own, units: 39n }]);
    expect(read.consumed).toEqual([]);
    expect(read.created).toMatchObject([{ id: id('02'), version: '9', owner: own, balance: '39' }]);
  });

  it('a deposit of a whole coin that was there before', () => {
    const read = changesOf([{ before: { owner: of(foreign), balance: 5n }, after: { balance: 5n } }]);
    expect(read.changes).toEqual([{ owner: own, units: 5n }]);
  });

  it('an own payment with gas and change, and one between own addresses', () => {
    const paid = changesOf([
      { before: { balance: 100n }, after: { balance: 58n } },
      { after: { owner: of(foreign), balance: 40n } },
    ]);
    expect(paid.changes).toEqual([{ owner: own, units: -42n }]);
    const moved = changesOf([
      { before: { balance: 100n }, after: { balance: 58n } },
      { after: { owner: of(second), balance: 40n } },
    ]);
    expect(moved.changes).toEqual([
      { owner: own, units: -42n },
      { owner: second, units: 40n },
    ]);
  });

  it('a failure costs its gas', () => {
    const { effects, objectOf } = transaction([{ before: { balance: 100n }, after: { balance: 97n } }]);
    const failed = { ...effects, failure: { error: Uint8Array.of(0), command: 0n } };
    expect(must(holdingChanges(failed, isOwn, objectOf)).changes).toEqual([{ owner: own, units: -3n }]);
  });

  it('coins that are merged, wrapped, shared, or given to an object are gone', () => {
    const read = changesOf([
      { before: { balance: 10n } },
      { before: { balance: 20n }, after: { owner: { kind: 'shared', since: 9n }, balance: 20n } },
      { before: { balance: 30n }, after: { owner: { kind: 'object', id: own }, balance: 30n } },
      { before: { balance: 40n }, after: { owner: { kind: 'immutable' }, balance: 40n } },
      { after: { balance: 1n } },
    ]);
    expect(read.changes).toEqual([{ owner: own, units: -99n }]);
    expect(read.consumed.map(({ balance }) => balance)).toEqual(['10', '20', '30', '40']);
  });

  it('a sponsor pays the gas of an own payment', () => {
    const read = changesOf([
      { before: { owner: of(foreign), balance: 100n }, after: { owner: of(foreign), balance: 90n } },
      { before: { balance: 7n }, after: { owner: of(foreign), balance: 7n } },
    ]);
    expect(read.changes).toEqual([{ owner: own, units: -7n }]);
  });

  it('what ends as it began is no change', () => {
    const read = changesOf([{ before: { balance: 7n }, after: { balance: 7n } }]);
    expect(read.changes).toEqual([]);
    expect([read.consumed.length, read.created.length]).toEqual([1, 1]);
  });
});

describe('what is no plain coin of IOTA', () => {
  it('another currency and a time lock are listed apart, by their type', () => {
    const read = changesOf([
      { after: { kind: 'other-coin', balance: 10n ** 18n } },
      { after: { kind: 'time-lock', balance: 500n } },
    ]);
    expect(read.changes).toEqual([]);
    expect(read.created).toEqual([]);
    expect(read.apart.created.map(({ type }) => type)).toEqual([
      '0x2::coin::Coin<0x77::gold::GOLD>',
      '0x2::timelock::TimeLock<0x2::balance::Balance<0x2::iota::IOTA>>',
    ]);
  });
});

describe('objects that a node gives', () => {
  const { effects, objectOf, bytes } = transaction([
    { before: { balance: 9n } },
    { after: { balance: 39n } },
  ]);

  it('an object of another digest', () => {
    const other = objectBytes({
      kind: 'coin',
      id: id('02'),
      version: 9n,
      owner: of(own),
      balance: 1_000_000n,
      previousTransaction,
    });
    const lying = (named: NamedObject) => (named.id === id('02') ? other : objectOf(named));
    expect(holdingChanges(effects, isOwn, lying)).toMatchObject({ code: 'object-foreign' });
  });

  it('a hidden object', () => {
    for (const hidden of [id('01'), id('02')]) {
      const hiding = (named: NamedObject) => (named.id === hidden ? null : objectOf(named));
      expect(holdingChanges(effects, isOwn, hiding)).toMatchObject({ code: 'object-missing' });
    }
  });

  it('one bit flipped in each byte', () => {
    const whole = bytes.get(`${id('02')}@9`) as Uint8Array;
    for (let at = 0; at < whole.length; at++) {
      const flipped = Uint8Array.from(whole);
      flipped[at] = (flipped[at] as number) ^ (1 << (at % 8));
      const lying = (named: NamedObject) => (named.id === id('02') ? flipped : objectOf(named));
      expect(holdingChanges(effects, isOwn, lying)).toMatchObject({ code: 'object-foreign' });
    }
  });

  it('a coin that the books kept stands for the node', () => {
    const first = must(holdingChanges(effects, isOwn, objectOf)).consumed[0];
    const kept = first && coinObjectBytes(first);
    expect(kept).toEqual(bytes.get(`${id('01')}@8`));
  });

  it('certified effects that name an object by the digest of another one', () => {
    const [spent, paid] = effects.changed;
    const crossed = { ...effects, changed: [spent!, { ...paid!, id: id('55') }] };
    const found = (named: NamedObject) => bytes.get(`${id('02')}@${named.version}`) ?? objectOf(named);
    expect(holdingChanges(crossed, isOwn, found)).toMatchObject({ code: 'object-foreign' });
  });

  it('is refused where it is no object: cut short, a package, a coin of another length', () => {
    const whole = bytes.get(`${id('02')}@9`) as Uint8Array;
    for (let length = 0; length < whole.length; length++)
      expect(decodeObject(whole.subarray(0, length))).toMatchObject({ code: 'proof-malformed' });
    expect(decodeObject(Uint8Array.of(1))).toMatchObject({ code: 'proof-malformed' });
    const longer = Uint8Array.from([
      ...whole.subarray(0, 10),
      41,
      ...whole.subarray(11, 51),
      0,
      ...whole.subarray(51),
    ]);
    expect(decodeObject(longer)).toMatchObject({ code: 'proof-malformed' });
  });
});

import { describe, expect, it } from 'vitest';
import type { Store } from '../../../../electron/books/sqlite/store.ts';
import { MAX_NANOS } from '../../../../electron/core/money.ts';
import {
  address,
  approval,
  codeOf,
  coin,
  cold,
  ERA,
  hot,
  NOW,
  officers,
  proposal,
  rejection,
  uuid,
} from '../../../support/signer-fixture.ts';
import { journalOf, sealOf, verifyExport } from '../../../support/signer-journal.ts';
import { addAddress, everything, movement, temporaryStore } from './samples.ts';

const { open } = temporaryStore();

const deposit = (to: string, number: number, amount = 7n) => ({
  transaction: `digest-${number}`,
  address: to,
  amount,
  sender: address(0x5e4d),
  seenAt: NOW + number,
});

const reference = (number: number) => ({ id: coin(number).id, version: '7', digest: '1'.repeat(32) });

describe('amounts', () => {
  it('of 63 bits come back to the last nano', () => {
    const store = open();
    const own = addAddress(store, 1);
    for (const amount of [1n, 2n ** 53n + 1n, MAX_NANOS - 1n, MAX_NANOS]) {
      store.coins.replace(own, [coin(1, { owner: own, balance: amount.toString() })]);
      expect(store.coins.of(own)[0]?.balance).toBe(amount.toString());
      expect(store.coins.balance(hot.id)).toBe(amount);
      expect(store.accounts.list(everything, null).rows[0]?.balance).toBe(amount);
    }
    store.movements.add(movement(1, { amount: MAX_NANOS }));
    expect(store.movements.get(movement(1).id)?.amount).toBe(MAX_NANOS);
    store.deposits.see(deposit(own, 1, MAX_NANOS));
    expect(store.deposits.list(everything, null).rows[0]?.amount).toBe(MAX_NANOS);
  });

  it('whose sum goes beyond 63 bits are still told: a node that lies stops no screen', () => {
    const store = open();
    const own = addAddress(store, 1);
    const huge = { owner: own, balance: MAX_NANOS.toString() };
    store.coins.replace(own, [coin(1, huge), coin(2, huge)]);
    store.movements.add(movement(1));
    expect(store.coins.balance(hot.id)).toBe(2n * MAX_NANOS);
    store.coins.reserve(movement(1).id, [reference(1), reference(2)]);
    expect(store.coins.reservedBalance(hot.id)).toBe(2n * MAX_NANOS);
    expect(store.accounts.list(everything, null).rows[0]?.balance).toBe(2n * MAX_NANOS);
    expect(store.accounts.issued(everything, hot.id, 1).rows[0]?.balance).toBe(2n * MAX_NANOS);
    for (const number of [1, 2]) {
      store.deposits.finalize({ ...deposit(own, number, MAX_NANOS), finalAt: NOW, checkpoint: '1' });
    }
    expect(store.deposits.finalSince(0)).toEqual({ count: 2, total: 2n * MAX_NANOS });
  });

  it('above 63 bits are refused, not rounded', () => {
    const store = open();
    expect(() => store.movements.add(movement(1, { amount: MAX_NANOS + 1n }))).toThrow();
    expect(() => store.movements.add(movement(1, { amount: 0n }))).toThrow(/CHECK/);
    expect(() => store.movements.add(movement(1, { amount: -1n }))).toThrow(/CHECK/);
  });
});

describe('searching', () => {
  const names = ['50% off', '500 off', 'a_b', 'axb', 'back\\slash', "Robert'); DROP TABLE accounts;--"];
  const found = (store: Store, search: string) =>
    store.accounts.list({ ...everything, search }, null).rows.map(({ alias }) => alias);

  it('takes wildcards, quotes and backslashes literally', () => {
    const store = open();
    for (const [i, name] of names.entries()) addAddress(store, i, name);
    expect(found(store, '0%')).toEqual(['50% off']);
    expect(found(store, '%')).toEqual(['50% off']);
    expect(found(store, '_')).toEqual(['a_b']);
    expect(found(store, '\\')).toEqual(['back\\slash']);
    expect(found(store, "');")).toEqual([names[5]]);
    expect(found(store, 'OFF')).toEqual(['50% off', '500 off']);
    expect(found(store, '')).toHaveLength(names.length);
  });

  it('finds accounts and deposits by a whole address', () => {
    const store = open();
    const [one, two] = [addAddress(store, 1), addAddress(store, 2)];
    expect(found(store, ` ${two} `)).toEqual(['user 2']);
    expect(found(store, two.slice(0, -1))).toEqual([]);
    store.deposits.see(deposit(one, 1));
    store.deposits.see(deposit(two, 2));
    const search = (text: string) => store.deposits.list({ ...everything, search: text }, null).total;
    expect([
      search(one),
      search('digest-2'),
      search(address(0x5e4d)),
      search('user'),
      search('digest_2'),
    ]).toEqual([1, 1, 2, 2, 0]);
  });

  it('finds movements by reference, by recipient and by the beginning of their id', () => {
    const store = open();
    store.movements.add(movement(1, { reference: '100%' }));
    store.movements.add(movement(2, { reference: '1000', recipient: address(0xcafe) }));
    const search = (text: string) =>
      store.movements
        .list({ ...everything, search: text }, { kind: null, open: false, ids: null })
        .rows.map(({ reference }) => reference);
    expect(search('100%')).toEqual(['100%']);
    expect(search(address(0xcafe))).toEqual(['1000']);
    expect(search(uuid(0x902))).toEqual(['1000']);
    expect(search('0902')).toEqual([]);
  });
});

describe('coins', () => {
  it('are reserved by one movement alone, all or none', () => {
    const store = open();
    const own = addAddress(store, 1);
    store.coins.replace(own, [coin(1, { owner: own }), coin(2, { owner: own })]);
    store.movements.add(movement(1));
    store.movements.add(movement(2));
    store.coins.reserve(movement(1).id, [reference(1)]);
    expect(() =>
      store.transaction(() => store.coins.reserve(movement(2).id, [reference(2), reference(1)])),
    ).toThrow(/UNIQUE/);
    expect([...store.coins.free(hot.id).values()].flat().map(({ id }) => id)).toEqual([coin(2).id]);
    store.coins.release(movement(1).id);
    expect(store.coins.free(hot.id).get(own)).toHaveLength(2);
    store.coins.reserve(movement(2).id, [reference(1), reference(2)]);
    expect(store.coins.free(hot.id).size).toBe(0);
    expect(store.coins.free(cold.id).size).toBe(0);
  });

  it('are reserved by version: the next version is free', () => {
    const store = open();
    const own = addAddress(store, 1);
    store.coins.replace(own, [coin(1, { owner: own })]);
    store.movements.add(movement(1));
    store.coins.reserve(movement(1).id, [reference(1)]);
    store.coins.replace(own, [coin(1, { owner: own, version: '8' })]);
    expect(store.coins.free(hot.id).get(own)).toHaveLength(1);
  });

  it('that are spent are neither held nor offered, though a node lists them again', () => {
    const store = open();
    const own = addAddress(store, 1);
    const coins = [coin(1, { owner: own }), coin(2, { owner: own })];
    store.coins.replace(own, coins);
    store.coins.spend([reference(1)], { transaction: 'spend', checkpoint: '5' });
    for (let reading = 0; reading < 2; reading++) {
      expect([...store.coins.free(hot.id).values()].flat().map(({ id }) => id)).toEqual([coin(2).id]);
      expect(store.coins.balance(hot.id)).toBe(BigInt(coin(2).balance));
      expect(store.coins.replace(own, coins)).toBe(false);
    }
    store.coins.replace(own, [coin(1, { owner: own, version: '8' })]);
    expect(store.coins.of(own).map(({ version }) => version)).toEqual(['8']);
    expect([store.coins.hasSpend('spend'), store.coins.hasSpend('other')]).toEqual([true, false]);
  });

  it('tell which transaction spent what a movement reserved, and that its own did not take it away', () => {
    const store = open();
    const own = addAddress(store, 1);
    store.coins.replace(own, [coin(1, { owner: own }), coin(2, { owner: own })]);
    store.movements.add(movement(1));
    const { id } = movement(1);
    store.coins.reserve(id, [reference(1), reference(2)]);
    store.coins.replace(own, []);
    expect(store.coins.spentElsewhere(id, 'mine'), 'a coin that is not listed is not spent').toBeUndefined();
    store.coins.spend([{ id: coin(2).id, version: '6' }], { transaction: 'earlier', checkpoint: '4' });
    expect(store.coins.spentElsewhere(id, 'mine'), 'another version').toBeUndefined();
    store.coins.spend([reference(1)], { transaction: 'mine', checkpoint: '5' });
    expect(store.coins.spentElsewhere(id, 'mine')).toBeUndefined();
    store.coins.spend([reference(1), reference(2)], { transaction: 'theirs', checkpoint: '6' });
    expect(store.coins.spentElsewhere(id, 'mine')).toEqual({ transaction: 'theirs', checkpoint: '6' });
  });

  it('are replaced whole, follow a move between own addresses, and tell whether anything changed', () => {
    const store = open();
    const [one, two] = [addAddress(store, 1), addAddress(store, 2)];
    const coins = [coin(1, { owner: one }), coin(2, { owner: one })];
    expect(store.coins.replace(one, coins)).toBe(true);
    expect(store.coins.replace(one, coins.toReversed())).toBe(false);
    expect(store.coins.replace(two, [coin(1, { owner: two, version: '9' })])).toBe(true);
    expect(store.coins.of(one).map(({ id }) => id)).toEqual([coin(2).id]);
    expect(store.coins.replace(one, [])).toBe(true);
    expect(store.coins.of(one)).toEqual([]);
  });

  it('of an address that is not ours are refused', () => {
    const store = open();
    expect(() => store.coins.replace(address(1), [coin(1, { owner: address(1) })])).toThrow(/FOREIGN KEY/);
  });
});

describe('accounts', () => {
  it('have names of their own, however they are written', () => {
    const store = open();
    addAddress(store, 1, 'Ops Float');
    expect(codeOf(store.accounts.checkAlias('ops  float'))).toBe('alias-duplicate');
    expect(codeOf(store.accounts.checkAlias('ＯＰＳ float'))).toBe('alias-duplicate');
    expect(codeOf(store.accounts.checkAlias('Ops Float 2'))).toBe('accepted');
    expect(() => addAddress(store, 2, 'OPS FLOAT')).toThrow(/UNIQUE/);
  });

  it('issue each address once', () => {
    const store = open();
    addAddress(store, 1);
    const ready = address(0x4ead);
    const path = { account: 1, change: 0, index: 1 };
    store.accounts.addAddress({ address: ready, vaultId: hot.id, path, issuedAt: null });
    expect(store.accounts.nextReady(hot.id, 1)?.address).toBe(ready);
    store.accounts.markIssued(ready, NOW);
    store.accounts.markIssued(ready, NOW + 5);
    expect(store.accounts.find(ready)?.issuedAt).toBe(NOW);
    expect(store.accounts.nextReady(hot.id, 1)).toBeUndefined();
    expect(store.accounts.nextPosition(hot.id, 1)).toBe(2);
    expect(() =>
      store.accounts.addAddress({ address: address(0x4eae), vaultId: hot.id, path, issuedAt: null }),
    ).toThrow(/UNIQUE/);
  });
});

describe('deposits', () => {
  it('are noted once, and final once, with what the checkpoint says', () => {
    const store = open();
    const own = addAddress(store, 1);
    expect(store.deposits.see(deposit(own, 1))).toBe(true);
    expect(store.deposits.see(deposit(own, 1))).toBe(false);
    const final = { ...deposit(own, 1, 9n), finalAt: NOW + 9, checkpoint: '12' };
    expect(store.deposits.finalize(final)).toBe(true);
    expect(store.deposits.finalize({ ...final, amount: 1000n })).toBe(false);
    expect(store.deposits.see(deposit(own, 1))).toBe(false);
    expect(store.deposits.list(everything, 'final').rows).toMatchObject([{ amount: 9n, checkpoint: '12' }]);
    expect(store.deposits.list(everything, 'seen').total).toBe(0);
    expect(store.deposits.finalSince(NOW + 9)).toEqual({ count: 1, total: 9n });
    expect(store.deposits.finalSince(NOW + 10)).toEqual({ count: 0, total: 0n });
  });

  it('to one address by one transaction are one; to two addresses two', () => {
    const store = open();
    const [one, two] = [addAddress(store, 1), addAddress(store, 2)];
    expect(store.deposits.see(deposit(one, 1))).toBe(true);
    expect(store.deposits.see({ ...deposit(one, 1), address: two })).toBe(true);
  });
});

describe('movements', () => {
  it('go on only from the state that was expected, once', () => {
    const store = open();
    store.movements.add(movement(1));
    const { id } = movement(1);
    expect(store.movements.advance(id, ['proposed'], 'approved', NOW)).toBe(false);
    expect(store.movements.advance(id, ['queued'], 'proposed', NOW + 1)).toBe(true);
    expect(store.movements.advance(id, ['queued'], 'proposed', NOW + 2)).toBe(false);
    expect(store.movements.get(id)).toMatchObject({ state: 'proposed', updatedAt: NOW + 1 });
    expect(store.movements.advance(uuid(0xdead), ['queued'], 'proposed', NOW)).toBe(false);
    expect(store.movements.advance(id, [], 'final', NOW)).toBe(false);
  });

  it('are asked for once by one id', () => {
    const store = open();
    store.movements.add(movement(1));
    expect(() => store.movements.add(movement(1, { reference: 'again' }))).toThrow(/UNIQUE/);
  });

  it('hold their proposal, one approval an officer, one rejection and one transaction', () => {
    const store = open();
    store.movements.add(movement(1));
    const { id } = movement(1);
    const of = proposal();
    const stored = { proposal: of, transactionDigest: 'ab'.repeat(32), viewDigest: 'cd'.repeat(32) };
    store.movements.addProposal(id, stored, { id: 'everyday', approvals: 1 });
    expect(store.movements.proposal(id)).toEqual(stored);
    expect(() => store.movements.addProposal(id, stored, { id: 'x', approvals: 1 })).toThrow(/UNIQUE/);

    store.movements.addApproval(id, approval(of), NOW);
    expect(() => store.movements.addApproval(id, approval(of), NOW + 1)).toThrow(/UNIQUE/);
    store.movements.addApproval(id, approval(of, officers.chiara), NOW + 1);
    expect(store.movements.approvals(id).map(({ approval: each }) => each)).toEqual([
      approval(of),
      approval(of, officers.chiara),
    ]);

    store.movements.addRejection(id, rejection(of));
    expect(store.movements.unsealedRejections(hot.id)).toEqual([
      { movementId: id, rejection: rejection(of) },
    ]);
    expect(store.movements.unsealedRejections(cold.id)).toEqual([]);
    store.movements.markRejectionSealed(id);
    expect(store.movements.unsealedRejections(hot.id)).toEqual([]);

    const transaction = { movementId: id, digest: 'D', signature: 'S', signedAt: NOW };
    store.movements.addTransaction(transaction);
    expect(() => store.movements.addTransaction({ ...transaction, signature: 'other' })).toThrow(/UNIQUE/);
    store.movements.markSent(id, NOW + 1);
    store.movements.markSent(id, NOW + 2);
    expect(store.movements.transaction(id)).toMatchObject({ signature: 'S', sentAt: NOW + 1, finalAt: null });
  });

  it('share no transaction', () => {
    const store = open();
    for (const number of [1, 2]) store.movements.add(movement(number));
    store.movements.addTransaction({
      movementId: movement(1).id,
      digest: 'D',
      signature: 'S',
      signedAt: NOW,
    });
    expect(() =>
      store.movements.addTransaction({
        movementId: movement(2).id,
        digest: 'D',
        signature: 'S',
        signedAt: NOW,
      }),
    ).toThrow(/UNIQUE/);
  });

  it('whose approvals expire are found at that moment, while they are unsigned', () => {
    const store = open();
    store.movements.add(movement(1, { state: 'proposed' }));
    const { id } = movement(1);
    const given = approval(proposal());
    store.movements.addApproval(id, given, NOW);
    const { expiresAt } = given.statement;
    expect(store.movements.withVoidApproval(expiresAt - 1, 1)).toEqual([]);
    expect(store.movements.withVoidApproval(expiresAt, 1)).toEqual([id]);
    expect(store.movements.withVoidApproval(NOW, 2), 'given under another policy').toEqual([id]);
    store.movements.advance(id, ['proposed'], 'signed', NOW);
    expect(store.movements.withVoidApproval(expiresAt, 1)).toEqual([]);
  });
});

describe('the journal', () => {
  it('keeps its entries as they were written, in order, each number once', () => {
    const store = open();
    const entries = journalOf([
      { body: { movement: 'x' }, by: officers.ben },
      { body: { search: '100%' }, by: null },
    ]);
    for (const entry of entries) store.journal.append(entry, entry.seq === 2 ? movement(1).id : null);
    expect(() => store.journal.append(entries[0]!, null)).toThrow(/UNIQUE/);
    expect(verifyExport([...store.journal.raw(1)], sealOf(entries))).toBe('accepted');
    expect(store.journal.head()).toEqual({ seq: 3, hash: entries[2]?.hash });
    expect(store.journal.ofMovement(movement(1).id)).toEqual([entries[1]]);
    expect(store.journal.list({ ...everything, search: '100%' }).rows).toEqual([entries[2]]);
    expect(store.journal.list({ ...everything, search: '100_' }).total).toBe(0);
    expect(store.journal.has('treasury-created')).toBe(true);
    expect(store.journal.has('node-alarm')).toBe(true);
    expect(store.journal.has('vault-opened')).toBe(false);
  });

  it("finds the newest marks of a vault's state, whatever was written in between", () => {
    const { journal } = open();
    const mark = (vaultId: string, counter: number) => ({
      body: { vaultId, era: ERA, counter },
      by: null,
    });
    const other = { body: { vaultId: hot.id }, by: null };
    const entries = journalOf([mark(hot.id, 1), other, mark(cold.id, 7), mark(hot.id, 2), other]);
    for (const entry of entries) journal.append(entry, null);
    expect(journal.marks(hot.id, 5)).toEqual([entries[4], entries[1]]);
    expect(journal.marks(hot.id, 1)).toEqual([entries[4]]);
    expect(journal.marks(uuid(0xdead), 5)).toEqual([]);
  });
});

describe('the cursor', () => {
  it('holds any checkpoint number', () => {
    const { cursor } = open();
    expect(cursor.get()).toBeUndefined();
    cursor.set(2n ** 64n - 1n, NOW);
    expect(cursor.get()).toEqual({ next: 2n ** 64n - 1n, asOf: NOW, digest: null });
    cursor.set(8n, NOW, 'seven');
    expect(cursor.get()).toEqual({ next: 8n, asOf: NOW, digest: 'seven' });
  });
});

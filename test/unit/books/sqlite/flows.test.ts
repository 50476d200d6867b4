import { describe, expect, it } from 'vitest';
import type { FlowChange } from '../../../../electron/core/projection/change.ts';
import { address, amountIn, cold, hot, NOW } from '../../../support/core-samples.ts';
import { account, holdings, movement, movementId, own, temporaryBooks, write } from './samples.ts';

const { open } = temporaryBooks();
const ALWAYS = { from: 0, to: NOW * 2 };
const page = { offset: 0, limit: 100 };
const outside = address(0x5e4d);
const coldAddress = address(0xc01d);

const coldAccount = [
  { kind: 'account-added', vaultId: cold.id, account: 0, alias: 'cold', createdAt: NOW, entry: 1 },
  {
    kind: 'address-added',
    address: coldAddress,
    vaultId: cold.id,
    path: { account: 0, change: 0, index: 0 },
    attested: null,
  },
] as const;

const deposit = (transactionId: string, units: bigint, at = NOW): FlowChange => ({
  kind: 'flow-deposit',
  transactionId,
  address: own(1),
  units,
  sender: outside,
  at,
  checkpoint: '7',
});
const payment = (number: number, more: Partial<FlowChange> = {}): FlowChange =>
  ({
    kind: 'flow-payment',
    transactionId: `p${number}`,
    movementId: movementId(number),
    succeeded: true,
    fee: 3n,
    at: NOW + number,
    checkpoint: '8',
    ...more,
  }) as FlowChange;

function world() {
  const books = open();
  write(books, ...account(1), ...coldAccount);
  write(
    books,
    movement(1, { vaultId: hot.id, recipient: outside, amount: amountIn(40n) }),
    movement(2, { vaultId: hot.id, kind: 'sweep', recipient: coldAddress, amount: amountIn(50n) }),
    movement(3, { vaultId: hot.id, kind: 'cancellation', recipient: outside, amount: amountIn(40n) }),
    movement(4, { vaultId: hot.id, recipient: own(1), amount: amountIn(9n) }),
  );
  const lines = () =>
    books.flows
      .list(ALWAYS, page)
      .rows.map(({ vaultId, kind, units }) => [vaultId === hot.id ? 'hot' : 'cold', kind, units]);
  const of = (vaultId: string) => books.flows.statement(ALWAYS).find((each) => each.vaultId === vaultId);
  return { books, lines, of };
}

describe('money that came and went', () => {
  it('is a deposit once, however often it is told', () => {
    const { books, lines, of } = world();
    write(books, deposit('d', 100n));
    write(books, deposit('d', 100n), deposit('d', 7n));
    expect(lines()).toEqual([['hot', 'deposit', 100n]]);
    expect(of(hot.id)).toMatchObject({ closing: 100n, flows: { deposit: { came: 100n, went: 0n } } });
    expect(books.flows.list(ALWAYS, page).rows[0]).toMatchObject({
      alias: 'user 1',
      address: own(1),
      party: outside,
      at: NOW,
      checkpoint: '7',
      movementId: null,
      movementKind: null,
    });
  });

  it('is a withdrawal and its fee', () => {
    const { books, lines, of } = world();
    write(books, deposit('d', 100n), payment(1));
    expect(lines()).toEqual([
      ['hot', 'deposit', 100n],
      ['hot', 'fee', -3n],
      ['hot', 'withdrawal', -40n],
    ]);
    expect(of(hot.id)?.closing).toBe(57n);
    expect(books.flows.list(ALWAYS, page).rows.at(-1)).toMatchObject({
      reference: 'W-1',
      party: outside,
      movementId: movementId(1),
      movementKind: 'withdrawal',
    });
  });

  it('is a sweep at both vaults, and the fee is of the one that pays', () => {
    const { books, of } = world();
    write(books, deposit('d', 100n), payment(2));
    expect(of(hot.id)).toMatchObject({ closing: 47n, flows: { sweep: { came: 0n, went: 50n } } });
    expect(of(cold.id)).toMatchObject({ closing: 50n, flows: { sweep: { came: 50n, went: 0n } } });
  });

  it.each([
    ['a cancellation', payment(3)],
    ['a payment without effect', payment(1, { succeeded: false })],
    ['a movement inside of one vault', payment(4)],
  ])('is a fee only for %s', (_, change) => {
    const { books, lines } = world();
    write(books, change);
    expect(lines()).toEqual([['hot', 'fee', -3n]]);
  });

  it('came back where the network gave back more than it took', () => {
    const { books, of } = world();
    write(books, payment(3, { fee: -2n }));
    expect(of(hot.id)?.flows.fee).toEqual({ came: 2n, went: 0n });
  });

  it('is unknown until the movement of these very bytes is found', () => {
    const { books, lines, of } = world();
    const unknown: FlowChange = {
      kind: 'flow-unknown',
      transactionId: 'p1',
      changes: [{ address: own(1), units: -43n }],
      at: NOW,
      checkpoint: '8',
    };
    write(books, deposit('d', 100n), unknown);
    expect(of(hot.id)).toMatchObject({ closing: 57n, flows: { unknown: { came: 0n, went: 43n } } });
    write(books, payment(1));
    write(books, unknown);
    expect(lines()).toContainEqual(['hot', 'withdrawal', -40n]);
    expect(of(hot.id)).toMatchObject({ closing: 57n, flows: { unknown: { came: 0n, went: 0n } } });
  });

  it('of an address that is none of ours, or of no movement, is left out', () => {
    const { books, lines } = world();
    write(books, { ...deposit('d', 5n), address: outside } as FlowChange, payment(9));
    expect(lines()).toEqual([]);
  });
});

describe('money from before', () => {
  const restored = { kind: 'address-restored', address: own(1), at: NOW } as const;

  it('is found at the first reading of an address that was restored, and only then', () => {
    const { books, of } = world();
    write(books, restored, deposit('d', 5n));
    write(books, holdings(own(1), [1, 5n], [2, 70n]));
    expect(of(hot.id)).toMatchObject({ found: 70n, closing: 75n, unexplained: 0n });
    write(books, holdings(own(1), [1, 5n], [2, 70n], [3, 1n]));
    expect(of(hot.id)).toMatchObject({ found: 70n, closing: 75n, unexplained: 1n });
    expect(books.flows.statement({ from: NOW + 1, to: NOW * 2 })[0]).toBeDefined();
    const later = books.flows.statement({ from: NOW + 1, to: NOW * 2 });
    expect(later.find(({ vaultId }) => vaultId === hot.id)).toMatchObject({ opening: 75n, found: 0n });
  });

  it('of an address that nobody restored is not explained, and is said to be', () => {
    const { books, of } = world();
    write(books, holdings(own(1), [1, 70n]));
    expect(of(hot.id)).toMatchObject({ found: 0n, closing: 0n, unexplained: 70n });
  });
});

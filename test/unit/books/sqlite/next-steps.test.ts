import { describe, expect, it } from 'vitest';
import { nextStepOf, waitsFor } from '../../../../electron/console/movements/movement-facts.ts';
import { movementStates } from '../../../../electron/core/movement/movement-state.ts';
import type { Officer, Role } from '../../../../electron/core/officer/officer.ts';
import type { MovementKind } from '../../../../electron/core/proposal/request.ts';
import { address, approval, cold, hot, NOW, officers, uuid } from '../../../support/core-samples.ts';
import { movement, movementId, temporaryBooks, write } from './samples.ts';

const { open } = temporaryBooks();
const { mara, ben, chiara } = officers;
const kindOf = (number: number): MovementKind => (number % 2 === 0 ? 'withdrawal' : 'sweep');

/** Every state, made by two people, approved by nobody, by one, and by two. */
function everyMovement() {
  const books = open();
  let number = 0;
  for (const state of movementStates) {
    for (const maker of [mara, ben]) {
      for (const approvers of [[], [ben], [chiara, ben], [chiara]]) {
        number += 1;
        const id = movementId(number);
        const actor = { kind: 'person', officerId: maker.id } as const;
        write(
          books,
          movement(number, { kind: kindOf(number), actor }),
          { kind: 'movement-moved', id, to: 'proposed', at: NOW },
          ...approvers.map(
            (who) => ({ kind: 'approval-added', movementId: id, approval: approval(who), at: NOW }) as const,
          ),
          { kind: 'movement-moved', id, to: state, at: NOW },
        );
      }
    }
  }
  return books;
}

const roles: readonly (readonly Role[])[] = [['maker'], ['approver'], ['maker', 'approver'], []];
const watchers = [mara, ben, chiara, { ...ben, id: uuid(0x404) }].flatMap((who) =>
  roles.map((has): Officer => ({ ...who, roles: [...has] })),
);

describe('whose next step it is', () => {
  it('is the same in the books as in the rules, for each officer, role, state, maker and approval', () => {
    const books = everyMovement();
    const window = { search: '', offset: 0, limit: 1_000 };
    const all = books.movements.list(window, { kind: null, open: false, nextStep: null }).rows;
    let found = 0;
    for (const [officer, hasVaults] of watchers.flatMap((each) => [
      [each, true] as const,
      [each, false] as const,
    ])) {
      const nextStep = nextStepOf(officer, { hasVaults });
      const waiting = all.filter((each) =>
        waitsFor({ ...each, stopped: false, mandated: false, officer, vaultOpen: true, hasVaults }),
      );
      found += waiting.length;
      const counts = books.movements.countOpen(nextStep);
      for (const kind of [null, 'withdrawal', 'sweep'] as const) {
        const expected = waiting.filter((each) => kind === null || each.kind === kind);
        const listed = books.movements.list(window, { kind, open: false, nextStep });
        expect(listed).toEqual({ total: expected.length, rows: expected });
        const searched = books.movements.list({ ...window, search: 'W-1' }, { kind, open: false, nextStep });
        const named = expected.filter(({ reference }) => reference.includes('W-1'));
        expect(searched).toEqual({ total: named.length, rows: named });
        if (kind !== null) expect(counts.get(kind)).toBe(expected.length);
      }
    }
    expect(found).toBeGreaterThan(100);
  });

  it('counts a mandate once and lists each of its movements', () => {
    const books = open();
    for (const number of [1, 2, 3, 4]) {
      const id = movementId(number);
      write(
        books,
        movement(number, { kind: 'gather' }),
        // The fourth is approved by itself.
        ...(number < 4 ? [{ kind: 'movement-mandated', id, mandate: 'ab'.repeat(32) } as const] : []),
        { kind: 'movement-moved', id, to: 'proposed', at: NOW },
      );
    }
    const nextStep = nextStepOf({ ...chiara, roles: ['approver'] }, { hasVaults: true });
    expect(books.movements.countOpen(nextStep).get('gather')).toBe(2);
    const filter = { kind: 'gather', open: false, nextStep } as const;
    expect(books.movements.list({ search: '', offset: 0, limit: 10 }, filter).total).toBe(4);
  });

  it('is told a page at a time, with how many there are in all', () => {
    const books = everyMovement();
    const nextStep = nextStepOf({ ...chiara, roles: ['approver'] }, { hasVaults: true });
    const filter = { kind: null, open: false, nextStep };
    const all = books.movements.list({ search: '', offset: 0, limit: 1_000 }, filter);
    const page = books.movements.list({ search: '', offset: 3, limit: 4 }, filter);
    expect(page).toEqual({ total: all.total, rows: all.rows.slice(3, 7) });
    expect(page.rows).toHaveLength(4);
  });
});

describe('what leaves the vaults', () => {
  it('is what open movements pay from them to others, to the last unit', () => {
    const books = open();
    const amount = (units: bigint) => ({ amount: { asset: 'TOY', units: units.toString() } });
    const most = 2n ** 63n - 1n;
    write(
      books,
      movement(1, { ...amount(most) }),
      movement(2, { ...amount(most), kind: 'sweep', recipient: cold.address }),
      // Within the vaults, from another one, and at its end.
      movement(3, { ...amount(5n), recipient: hot.address }),
      movement(4, { ...amount(7n), vaultId: cold.id, recipient: address(0xb0b) }),
      movement(5, amount(11n)),
      { kind: 'movement-moved', id: movementId(5), to: 'cancelled', at: NOW },
    );
    expect(books.movements.unitsLeaving([hot.id], [hot.address])).toBe(most * 2n);
    expect(books.movements.unitsLeaving([hot.id, cold.id], [hot.address])).toBe(most * 2n + 7n);
    expect(books.movements.unitsLeaving([], [])).toBe(0n);
  });
});

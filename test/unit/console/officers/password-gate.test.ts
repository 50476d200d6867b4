import { describe, expect, it } from 'vitest';
import type { Books, Commit } from '../../../../electron/books/books.ts';
import type { PasswordFailures } from '../../../../electron/books/rows.ts';
import {
  notedOfTry,
  PasswordGate,
  refuseTooEarly,
} from '../../../../electron/console/officers/password-gate.ts';
import type { Change } from '../../../../electron/core/projection/change.ts';
import { ok, type Result, refuse } from '../../../../electron/core/result.ts';
import { codeOf, utf8 } from '../../../support/treasury-steps.ts';

const wrong = refuse('password-wrong', 'wrong');

/** Books that count failures in memory, and can be full. */
function memoryBooks({ full = false } = {}) {
  const known = new Map<string, PasswordFailures>();
  const changes: Change[] = [];
  const commit = async (decision: Commit): Promise<Result<void>> => {
    if (full) return refuse('store-full', 'the disk is full');
    const { facts = [] } = decision;
    changes.push(...facts);
    for (const change of facts) {
      if (change.kind === 'password-failed') {
        const failures = (known.get(change.ownerId)?.failures ?? 0) + 1;
        known.set(change.ownerId, { failures, lastFailureAt: change.at });
      }
      if (change.kind === 'password-failures-forgotten') known.delete(change.ownerId);
    }
    return ok(undefined);
  };
  const failures = async (ownerId: string) => known.get(ownerId) ?? { failures: 0, lastFailureAt: 0 };
  const books: Pick<Books, 'passwords' | 'commit'> = { passwords: { failures }, commit };
  return { books, changes };
}

const password = () => utf8('secret');

describe('what a try leaves in the books', () => {
  it('is one more failure for a wrong password, and nothing for any other refusal', () => {
    const facts = { failures: 2, now: 9 };
    expect(notedOfTry('hot', wrong, facts)).toEqual({ kind: 'password-failed', ownerId: 'hot', at: 9 });
    expect(notedOfTry('hot', refuse('signer-crashed', 'dead'), facts)).toBeNull();
  });

  it('is that the failures are forgotten, where there were any', () => {
    expect(notedOfTry('hot', ok(1), { failures: 2, now: 9 })).toEqual({
      kind: 'password-failures-forgotten',
      ownerId: 'hot',
    });
    expect(notedOfTry('hot', ok(1), { failures: 0, now: 9 })).toBeNull();
  });

  it('makes the next one wait after five', () => {
    expect(refuseTooEarly({ failures: 4, lastFailureAt: 1_000 }, 1_000)).toBeNull();
    expect(refuseTooEarly({ failures: 5, lastFailureAt: 1_000 }, 1_500)).toMatchObject({
      code: 'password-wait',
      message: '5 wrong passwords in a row: wait 5 seconds',
    });
    expect(refuseTooEarly({ failures: 5, lastFailureAt: 1_000 }, 6_000)).toBeNull();
  });
});

describe('the gate', () => {
  it('lets one try at a time, in the order in which they came', async () => {
    const gate = new PasswordGate(memoryBooks().books, () => 0);
    const order: string[] = [];
    let letGo = () => {};
    const first = gate.try('a', password(), async () => {
      order.push('first begins');
      await new Promise<void>((resolve) => {
        letGo = resolve;
      });
      order.push('first ends');
      return ok(1);
    });
    const second = gate.try('b', password(), async () => {
      order.push('second');
      return ok(2);
    });
    while (order.length === 0) await Promise.resolve();
    letGo();
    await Promise.all([first, second]);
    expect(order).toEqual(['first begins', 'first ends', 'second']);
  });

  it('tries nothing with an empty password or one that is too long', async () => {
    const gate = new PasswordGate(memoryBooks().books, () => 0);
    const never = async (): Promise<Result<void>> => {
      throw new Error('tried');
    };
    expect(codeOf(await gate.try('a', new Uint8Array(0), never))).toBe('password-empty');
    expect(codeOf(await gate.try('a', new Uint8Array(4097), never))).toBe('password-too-long');
  });

  it('refuses what still waits when the station is locked, also between the question to the books and its answer', async () => {
    const { books } = memoryBooks();
    let asked = 0;
    const gate = new PasswordGate(
      {
        ...books,
        passwords: {
          failures: async (ownerId) => {
            asked += 1;
            const known = await books.passwords.failures(ownerId);
            gate.lock();
            return known;
          },
        },
      },
      () => 0,
    );
    const never = async (): Promise<Result<void>> => {
      throw new Error('tried');
    };
    expect(codeOf(await gate.try('a', password(), never))).toBe('vault-locked');
    expect(asked).toBe(1);
  });

  it('counts wrong tries for each file by itself, and forgets them with the right one', async () => {
    let now = 0;
    const { books, changes } = memoryBooks();
    const gate = new PasswordGate(books, () => now);
    for (let n = 0; n < 5; n++)
      expect(codeOf(await gate.try('a', password(), async () => wrong))).toBe('password-wrong');
    expect(codeOf(await gate.try('a', password(), async () => ok(1)))).toBe('password-wait');
    expect(codeOf(await gate.try('b', password(), async () => ok(1)))).toBeNull();
    now = 5_000;
    expect(codeOf(await gate.try('a', password(), async () => ok(1)))).toBeNull();
    expect(codeOf(await gate.try('a', password(), async () => wrong))).toBe('password-wrong');
    expect(changes.map(({ kind }) => kind)).toEqual([
      ...Array(5).fill('password-failed'),
      'password-failures-forgotten',
      'password-failed',
    ]);
  });

  it.each([1e300, -7])(
    'lets somebody try within 15 minutes whose %d wrong tries are dated in a time that never comes',
    async (failures) => {
      let now = 1_000;
      const { books } = memoryBooks();
      const dated = { failures, lastFailureAt: 8e15 };
      const gate = new PasswordGate({ ...books, passwords: { failures: async () => dated } }, () => now);
      if (failures > 0)
        expect(codeOf(await gate.try('a', password(), async () => ok(1)))).toBe('password-wait');
      now += 15 * 60_000;
      expect(codeOf(await gate.try('a', password(), async () => ok(1)))).toBeNull();
    },
  );

  it('a guess that cannot be counted is told by what kept it; a right password is right all the same', async () => {
    const gate = new PasswordGate(memoryBooks({ full: true }).books, () => 0);
    expect(codeOf(await gate.try('a', password(), async () => wrong))).toBe('store-full');
    expect(codeOf(await gate.try('a', password(), async () => ok(1)))).toBeNull();
  });

  it('goes on after a try that throws', async () => {
    const gate = new PasswordGate(memoryBooks().books, () => 0);
    const failing = gate.try('a', password(), async () => {
      throw new Error('a bug');
    });
    await expect(failing).rejects.toThrow('a bug');
    expect(codeOf(await gate.try('a', password(), async () => ok(1)))).toBeNull();
  });
});

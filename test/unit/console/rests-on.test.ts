import { describe, expect, it } from 'vitest';
import type { BooksCheck } from '../../../electron/books/books-check.ts';
import { checkRows } from '../../../electron/console/rests-on.ts';
import type { JournalKind } from '../../../electron/core/journal/bodies.ts';
import type { Version } from '../../../electron/core/projection/version.ts';
import { ok, refuse } from '../../../electron/core/result.ts';

const checking: BooksCheck = { state: 'checking', entries: 0, of: 9 };
const movement = (id: string, version = 3): Version => ({ of: 'movement', id, version });

/** What is asked of a check of the books before some entry is written; `null` where nothing is. */
async function asked(
  expects: readonly Version[],
  kinds: readonly JournalKind[] = ['proposal-rejected'],
  view: BooksCheck = checking,
) {
  const questions: string[] = [];
  const check = {
    view: () => view,
    whole: async () => {
      questions.push('whole');
      return refuse('books-being-checked', '');
    },
    rowsOf: async (id: string) => {
      questions.push(id);
      return id === 'forged' ? refuse('books-differ', '') : ok(undefined);
    },
  };
  const compared = await checkRows(check, { expects, entries: kinds.map((kind) => ({ kind })) });
  return { questions, code: compared === null ? null : compared.ok ? 'ok' : compared.code };
}

describe('before an entry is written, while the books are not found whole', () => {
  it('the rows of each movement that it rests on are compared, up to the first that differs', async () => {
    const found = await asked([movement('a'), movement('forged'), movement('b')]);
    expect(found).toEqual({ questions: ['a', 'forged'], code: 'books-differ' });
    expect((await asked([movement('a')])).code).toBe('ok');
  });

  it('many movements wait for the whole check', async () => {
    const many = Array.from({ length: 9 }, (_, i) => movement(`${i}`));
    expect(await asked(many)).toEqual({ questions: ['whole'], code: 'books-being-checked' });
  });

  it.each<readonly [string, readonly Version[], JournalKind]>([
    ['a name', [{ of: 'alias', key: 'k', version: 0 }], 'account-created'],
    ['a name that a ceremony brings', [{ of: 'alias', key: 'k', version: 0 }], 'ceremony-completed'],
    ['an account', [{ of: 'account', vaultId: 'v', account: 0, version: 1 }], 'account-archived'],
    ['the next account', [{ of: 'next-account', vaultId: 'v', version: 1 }], 'account-created'],
    ['addresses that join an account', [], 'money-found'],
    ['addresses that were derived ahead', [], 'addresses-derived'],
  ])('%s waits for the whole check', async (_, expects, kind) => {
    expect((await asked(expects, [kind])).questions).toEqual(['whole']);
  });

  it.each<readonly [string, readonly Version[], readonly JournalKind[]]>([
    ['a request that is new', [movement('new', 0)], ['withdrawal-requested']],
    ['facts', [movement('forged')], []],
    ['what rests on no row', [], ['vault-closed']],
  ])('%s is written', async (_, expects, kinds) => {
    expect(await asked(expects, kinds)).toEqual({ questions: [], code: null });
  });
});

it('nothing is asked once the books are whole', async () => {
  const whole: BooksCheck = { state: 'whole', entries: 9, head: '' };
  expect(await asked([movement('forged')], ['proposal-rejected'], whole)).toEqual({
    questions: [],
    code: null,
  });
});

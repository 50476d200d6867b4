import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openFile, storeRefusal } from '../../../../electron/books/sqlite/open-file.ts';
import { likePattern, Sql } from '../../../../electron/books/sqlite/sql.ts';
import { must } from '../../../support/must.ts';
import { temporaryBooks } from './samples.ts';

const { file, open } = temporaryBooks();

const raw = <T>(work: (db: DatabaseSync) => T): T => {
  const db = new DatabaseSync(file());
  try {
    return work(db);
  } finally {
    db.close();
  }
};

const withSql = <T>(work: (sql: Sql) => T): T => {
  const sql = must(openFile(file()));
  try {
    return work(sql);
  } finally {
    sql.close();
  }
};

describe('a disk that takes no more', () => {
  const insert = "INSERT INTO spent_inputs VALUES (?, 't', '1')";
  const refusalOf = (sql: Sql) => {
    try {
      sql.transaction(() => {
        for (let number = 0; number < 1000; number++) sql.run(insert, `${number} ${'x'.repeat(1000)}`);
      });
    } catch (error) {
      return storeRefusal(error)?.code;
    }
    return 'written';
  };
  const rows = (sql: Sql) => sql.get('SELECT COUNT(*) AS n FROM spent_inputs')?.['n'];

  it('because it is full is told as such, and nothing of the transaction is there', () => {
    withSql((sql) => {
      sql.run(insert, 'before');
      sql.exec('PRAGMA max_page_count = 100');
      expect(refusalOf(sql)).toBe('store-full');
      expect(rows(sql)).toBe(1n);
      sql.exec('PRAGMA max_page_count = 100000');
      expect(refusalOf(sql), 'and goes on when there is room again').toBe('written');
    });
  });

  it('because nobody may write to it is told as such', () => {
    withSql((sql) => {
      sql.exec('PRAGMA query_only = 1');
      expect(refusalOf(sql)).toBe('store-read-only');
      sql.exec('PRAGMA query_only = 0');
      expect(rows(sql)).toBe(0n);
    });
  });

  it.each([
    ['ENOSPC', 'store-full'],
    ['EDQUOT', 'store-full'],
    ['EROFS', 'store-read-only'],
    ['EACCES', 'store-read-only'],
    ['EPERM', 'store-read-only'],
    ['EIO', 'store-damaged'],
  ])('is told by its cause where the system says it: %s', (code, named) => {
    const error = Object.assign(new Error(code), { syscall: 'open', code });
    expect(storeRefusal(error)?.code).toBe(named);
  });

  it('nor lets undo what it took: nothing more is written, and nothing of it is there afterwards', () => {
    withSql((sql) => sql.run(insert, 'before'));
    class Stubborn extends DatabaseSync {
      override exec(text: string): void {
        if (text === 'ROLLBACK') throw new Error('disk I/O error');
        super.exec(text);
      }
    }
    const db = new Stubborn(file());
    const sql = new Sql(db);
    const failing = () =>
      sql.transaction(() => {
        sql.run(insert, 'half');
        throw new Error('the first cause');
      });
    expect(failing).toThrow('the first cause');
    expect(refusalOf(sql)).toBe('store-damaged');
    sql.close();
    withSql((again) => expect(rows(again)).toBe(1n));
  });

  it('and a bug are not the same', () => {
    expect(storeRefusal(new Error('a bug'))).toBeNull();
    withSql((sql) => {
      const wrong = () => sql.run("INSERT INTO counts VALUES ('a', 'b', NULL)");
      expect(wrong).toThrow();
      try {
        wrong();
      } catch (error) {
        expect(storeRefusal(error)).toBeNull();
      }
    });
  });
});

describe('a transaction', () => {
  it('is whole or nothing', () => {
    withSql((sql) => {
      expect(() =>
        sql.transaction(() => {
          sql.run("INSERT INTO vaults (vault_id) VALUES ('v')");
          throw new Error('half way');
        }),
      ).toThrow('half way');
      expect(sql.all('SELECT * FROM vaults')).toEqual([]);
      expect(sql.transaction(() => 7)).toBe(7);
    });
  });

  it('inside another belongs to it', () => {
    withSql((sql) => {
      expect(() =>
        sql.transaction(() => {
          sql.transaction(() => sql.run("INSERT INTO vaults (vault_id) VALUES ('v')"));
          throw new Error('outer');
        }),
      ).toThrow('outer');
      expect(sql.all('SELECT * FROM vaults')).toEqual([]);
    });
  });

  it('of a killed process leaves nothing behind', () => {
    open().close();
    raw((db) => {
      db.exec('BEGIN IMMEDIATE');
      db.exec("INSERT INTO vaults (vault_id, retired_at) VALUES ('v', 5)");
    });
    expect(open().vaults.retired()).toEqual([]);
  });
});

describe('a search text', () => {
  it.each([
    ['50%', '%50\\%%'],
    ['a_b', '%a\\_b%'],
    ['\\', '%\\\\%'],
    ['', '%%'],
  ])('%s is literal', (text, pattern) => {
    expect(likePattern(text)).toBe(pattern);
    withSql((sql) => {
      const found = sql.get("SELECT ? LIKE ? ESCAPE '\\' AS yes", `x${text}y`, pattern);
      expect(found).toEqual({ yes: 1n });
    });
  });
});

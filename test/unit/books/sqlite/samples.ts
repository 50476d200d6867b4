import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach } from 'vitest';
import type { Movement } from '../../../../electron/books/sqlite/movements.ts';
import { openStore, type Store } from '../../../../electron/books/sqlite/store.ts';
import { address, hot, NOW, request, unwrap, uuid } from '../../../support/signer-fixture.ts';

/** A folder for each test, with a store in it on demand; both are gone after it. */
export function temporaryStore(): { file: () => string; open: () => Store } {
  let folder = '';
  let stores: Store[] = [];
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'sallyport-store-'));
  });
  afterEach(() => {
    for (const store of stores) {
      try {
        store.close();
      } catch {
        // the test closed it
      }
    }
    stores = [];
    rmSync(folder, { recursive: true, force: true });
  });
  const file = () => join(folder, 'treasury.db');
  return {
    file,
    open: () => {
      const store = unwrap(openStore(file()));
      stores.push(store);
      return store;
    },
  };
}

/** An account of the hot vault and its address number `number`. */
export function addAddress(store: Store, number: number, alias = `user ${number}`): string {
  store.accounts.add({ vaultId: hot.id, index: number, alias, createdAt: NOW + number });
  const own = address(0xacc0000 + number);
  const path = { account: number, change: 0, index: 0 };
  store.accounts.addAddress({ address: own, vaultId: hot.id, path, issuedAt: NOW + number });
  return own;
}

export const movement = (number: number, overrides: Partial<Movement> = {}): Movement => ({
  id: uuid(0x900 + number),
  kind: 'withdrawal',
  state: 'queued',
  vaultId: hot.id,
  recipient: address(0xb0b),
  amount: 5n,
  reference: `W-${number}`,
  makerId: uuid(1),
  source: null,
  request: request({ id: uuid(0x900 + number) }),
  ruleId: null,
  approvalsNeeded: null,
  createdAt: NOW + number,
  updatedAt: NOW + number,
  trouble: null,
  ...overrides,
});

export const everything = { search: '', offset: 0, limit: 100 };

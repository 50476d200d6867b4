import { describe, expect, it } from 'vitest';
import { sealRecord } from '../../../electron/stronghold/record.ts';
import { addSeedRecord, readSeedRecord } from '../../../electron/stronghold/seed-record.ts';
import { type Client, emptyState, emptyStore, type State } from '../../../electron/stronghold/state.ts';
import { countingRandom, sampleSeed, sampleState } from '../../support/stronghold-samples.ts';

const random = countingRandom('seed record');
const clientId = '4d6d354cd2fc52effbb5741cbe206da77024f8b3c3594f82';
const vaultId = '4dc00c84b7a4244e8686f5a1eaa4d82fe4f60ca81a50acfb';
const recordId = 'c582e1fda802fd150b16ec724e268bc9a8ef5e11a1acf72d';

function withSeed(state: State = emptyState): State {
  const added = addSeedRecord(state, sampleSeed(), random);
  if (!added.ok) throw new Error(added.message);
  return added.value;
}

/** The state with a seed, whose client was changed. */
function changed(change: (client: Client) => Partial<Client>): State {
  const client = withSeed().clients.get(clientId)!;
  return { clients: new Map([[clientId, { ...client, ...change(client) }]]) };
}

describe('the seed in a state', () => {
  it('is read back from where iota-sdk keeps it', () => {
    const state = withSeed();
    expect(readSeedRecord(state)).toEqual({ ok: true, value: sampleSeed() });
    expect(state.clients.get(clientId)?.vaults.get(vaultId)?.records.has(recordId)).toBe(true);
  });

  it('leaves all else as it was', () => {
    const before = sampleState(random);
    const after = withSeed(before);
    for (const [id, client] of before.clients) expect(after.clients.get(id)).toBe(client);
    expect(after.clients.size).toBe(before.clients.size + 1);
    expect(before.clients.has(clientId)).toBe(false);
  });

  it('is never overwritten', () => {
    expect(addSeedRecord(withSeed(), random(64), random)).toMatchObject({
      ok: false,
      code: 'stronghold-exists',
    });
  });

  it('is absent once revoked, and may then be set again under the same vault key', () => {
    const revoked = changed(({ vaults }) => {
      const vault = vaults.get(vaultId)!;
      const record = { ...vault.records.get(recordId)!, revoke: random(152) };
      return { vaults: new Map([[vaultId, { ...vault, records: new Map([[recordId, record]]) }]]) };
    });
    expect(readSeedRecord(revoked)).toMatchObject({ ok: false, code: 'stronghold-no-seed' });
    const again = withSeed(revoked);
    expect(readSeedRecord(again)).toEqual({ ok: true, value: sampleSeed() });
    expect(again.clients.get(clientId)?.keys).toEqual(revoked.clients.get(clientId)?.keys);
  });

  it.each([
    ['no client', emptyState],
    ['no vault', changed(() => ({ vaults: new Map() }))],
    [
      'no record',
      changed(({ vaults }) => ({
        vaults: new Map([[vaultId, { key: vaults.get(vaultId)!.key, records: new Map() }]]),
      })),
    ],
  ])('is named missing where there is %s', (_, state) => {
    expect(readSeedRecord(state)).toMatchObject({ ok: false, code: 'stronghold-no-seed' });
  });

  it.each([
    ['another key', new Map([[vaultId, random(32)]])],
    ['no key', new Map<string, Uint8Array>()],
  ])('is refused where the keystore has %s for its vault', (_, keys) => {
    const state = changed(() => ({ keys }));
    expect(readSeedRecord(state)).toMatchObject({ ok: false, code: 'stronghold-damaged' });
    expect(addSeedRecord(state, random(64), random)).toMatchObject({ ok: false, code: 'stronghold-damaged' });
  });

  it('is refused where the record is not 64 bytes long', () => {
    const key = random(32);
    const record = sealRecord(key, recordId, { secret: random(32), random });
    const client: Client = {
      keys: new Map([[vaultId, key]]),
      vaults: new Map([[vaultId, { key, records: new Map([[recordId, record]]) }]]),
      store: emptyStore,
    };
    expect(readSeedRecord({ clients: new Map([[clientId, client]]) })).toMatchObject({
      ok: false,
      code: 'stronghold-damaged',
    });
  });

  it('must be 64 bytes: anything else is a bug of the caller', () => {
    expect(() => addSeedRecord(emptyState, random(32), random)).toThrow(RangeError);
  });
});

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { createStationKey } from '../../../electron/console/treasury/station-key.ts';
import type { TreasuryFile } from '../../../electron/console/treasury/treasury-folder.ts';
import { type Policy, policyDigest } from '../../../electron/core/policy/policy.ts';
import { keyPair, signMessage } from '../../../electron/signer/ed25519.ts';
import { openDesk as openStation } from '../../../electron/stations/desk.ts';
import { rebuildBooks } from '../../../electron/stations/rebuild-books.ts';
import { openDesk, type TestDesk } from '../../support/treasury-fixture.ts';
import { codeOf, must } from '../../support/treasury-steps.ts';

type Draft = { -readonly [K in keyof TreasuryFile]: TreasuryFile[K] };

/** Closes the treasury, changes its file, and tells what opening it again is refused with. */
async function openChanged(
  { station, effects, folder }: TestDesk,
  change: (file: Draft) => void,
  practiceOnly = false,
) {
  await station.close();
  const place = path.join(folder, 'treasury.json');
  const file = JSON.parse(readFileSync(place, 'utf8')) as Draft;
  change(file);
  writeFileSync(place, JSON.stringify(file));
  return codeOf(await openStation(folder, { ...effects, practiceOnly }));
}

const firstPolicy = ({ policies }: Draft) => {
  const [first] = policies;
  if (!first) throw new Error('a treasury has a policy');
  return first;
};

describe('opening a treasury', () => {
  it('a second time is refused while the first is open, and not after that', async () => {
    const { station, folder, effects } = await openDesk();
    expect(codeOf(await openStation(folder, effects))).toBe('treasury-in-use');
    await station.close();
    const again = must(await openStation(folder, effects));
    await again.close();
  });

  it('that is not there, or is another kind of thing, is refused', async () => {
    const { folder, effects } = await openDesk();
    expect(codeOf(await openStation(`${folder}-gone`, effects))).toBe('treasury-missing');
    expect(codeOf(await openStation(path.join(folder, 'treasury.json'), effects))).toBe('treasury-missing');
  });

  it.each([
    ['empty', ''],
    ['cut', '{"format":"sallyport/treasury/5"'],
    ['another JSON value', '[]'],
    ['of no format', '{"id":"3b2d9f0e-1c4a-4e8b-a6d7-5f0e9c8b7a61"}'],
    ['of the format of another file', '{"format":"sallyport/policy/5"}'],
    ['nothing but its format', '{"format":"sallyport/treasury/5"}'],
  ])('whose treasury.json is %s is refused', async (_, text) => {
    const { station, folder, effects } = await openDesk();
    await station.close();
    writeFileSync(path.join(folder, 'treasury.json'), text);
    expect(codeOf(await openStation(folder, effects))).toBe('treasury-damaged');
  });

  it('whose treasury.json has an unknown member is refused', async () => {
    const desk = await openDesk();
    expect(await openChanged(desk, (file) => Object.assign(file, { trustMe: true }))).toBe(
      'treasury-damaged',
    );
  });

  it('whose files point outside of its folder is refused', async () => {
    const desk = await openDesk();
    const refused = await openChanged(desk, (file) => {
      file.vaultFiles = { [desk.hot]: '../../elsewhere.stronghold' };
    });
    expect(refused).toBe('treasury-damaged');
  });

  it('whose policy was altered is refused: the admin did not sign that', async () => {
    const desk = await openDesk();
    const refused = await openChanged(desk, (file) => {
      const { policy, signatures, knownSince } = firstPolicy(file);
      const rules = policy.rules.map((rule) => ({ ...rule, amount: { min: null, max: null }, windows: [] }));
      file.policies[0] = { policy: { ...policy, rules }, signatures, knownSince };
    });
    expect(refused).toBe('treasury-damaged');
  });

  it('whose policy was replaced whole, with an admin of the attacker, is refused: the journal knows another', async () => {
    const desk = await openDesk();
    const refused = await openChanged(desk, (file) => {
      const thief = keyPair(new Uint8Array(32).fill(7));
      const publicKey = Buffer.from(thief.publicKey).toString('hex');
      const old = firstPolicy(file);
      const policy: Policy = {
        ...old.policy,
        officers: old.policy.officers.map((officer) =>
          officer.roles.includes('policy-admin')
            ? { ...officer, keys: officer.keys.map((key) => ({ ...key, publicKey })) }
            : officer,
        ),
      };
      const signature = signMessage(thief, Buffer.from(policyDigest(policy), 'hex'));
      file.policies[0] = {
        ...old,
        policy,
        signatures: old.signatures.map(({ officerId }) => ({
          officerId,
          signature: Buffer.from(signature).toString('hex'),
        })),
      };
    });
    expect(refused).toBe('treasury-damaged');
  });

  it.each(['iota:testnet', 'iota:mainnet', 'harbour:main'])(
    'on %s is refused by a runtime that is for practice only',
    async (id) => {
      const desk = await openDesk();
      const refused = await openChanged(
        desk,
        (file) => {
          file.network = { ...file.network, id };
        },
        true,
      );
      expect(refused).toBe('runtime-practice-only');
    },
  );

  it('that calls a real network practice is refused: its policy says otherwise', async () => {
    const desk = await openDesk();
    const refused = await openChanged(desk, (file) => {
      file.network = { ...file.network, genesis: '6364aad5' };
    });
    expect(refused).toBe('treasury-damaged');
  });

  it('without its station key is refused', async () => {
    const { station, folder, effects } = await openDesk();
    await station.close();
    rmSync(path.join(folder, 'station.key'));
    expect(codeOf(await openStation(folder, effects))).toBe('treasury-damaged');
  });

  it("with another station's key is refused: the journal's newest entries are not signed by it", async () => {
    const { station, folder, effects } = await openDesk();
    await station.close();
    const place = path.join(folder, 'station.key');
    rmSync(place);
    await createStationKey(place, effects);
    expect(codeOf(await openStation(folder, effects))).toBe('journal-signature-bad');
  });

  it.each([
    ['is no database', (bytes: Buffer) => bytes.fill(0x5a, 0, 100)],
    ['was cut in the middle', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
  ])('whose database %s is refused', async (_, damage) => {
    const { station, folder, effects } = await openDesk();
    await station.close();
    const place = path.join(folder, 'treasury.sqlite');
    writeFileSync(place, damage(readFileSync(place)));
    expect(codeOf(await openStation(folder, effects))).toBe('store-damaged');
  });

  it.each(["UPDATE cursor SET next_checkpoint = 'x'", "UPDATE epoch SET epoch = 'x'"])(
    'whose place in the ledger was overwritten is refused by a code, and is made anew: %s',
    async (edit) => {
      const { station, folder, effects } = await openDesk();
      await station.line.follow();
      await station.close();
      const db = new DatabaseSync(path.join(folder, 'treasury.sqlite'));
      expect(db.prepare(edit).run().changes).toBe(1);
      db.close();
      expect(codeOf(await openStation(folder, effects))).toBe('store-damaged');
      must(await rebuildBooks(folder, Date.now()));
      await must(await openStation(folder, effects)).close();
    },
  );

  it('leaves the folder free where its line cannot be made: a chain that nobody can reach', async () => {
    const { station, folder, effects } = await openDesk();
    await station.close();
    const lines = { connect: () => ({ ok: false, code: 'chain-unknown', message: 'no line' }) as const };
    expect(codeOf(await openStation(folder, effects, { lines }))).toBe('chain-unknown');
    const again = must(await openStation(folder, effects));
    await again.close();
  });
});

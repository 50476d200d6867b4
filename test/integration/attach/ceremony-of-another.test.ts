import { beforeEach, describe, expect, it, vi } from 'vitest';
import { channels } from '../../../electron/contract/contract.ts';
import { toLineValue } from '../../../electron/contract/line-values.ts';
import { connectRaw, type RawLine } from '../../support/raw-line.ts';
import {
  type OutsideTreasury,
  onDescriptor,
  openProgram,
  outsideTreasury,
  type TreasuryProgram,
} from '../../support/treasury-lines.ts';
import { utf8 } from '../../support/treasury-steps.ts';

const LONG = { timeout: 120_000, interval: 100 };
const words = Uint16Array.from({ length: 6 }, () => 0);
const password = utf8('a guess');

/** A well-formed input for every verb that takes a step of a ceremony, shows a word or writes a sheet. */
const steps: Readonly<Record<string, object>> = {
  'ceremony.draw': { rolls: null },
  'ceremony.show-words': { group: 0 },
  'ceremony.words-written': {},
  'ceremony.check-words': { group: 0, words },
  'ceremony.show-again': {},
  'ceremony.split': {},
  'ceremony.show-share': { group: 0 },
  'ceremony.share-written': {},
  'ceremony.check-share': { words },
  'ceremony.sheet-by-hand': { sheet: 0 },
  'ceremony.sheets-labelled': { sheets: [] },
  'ceremony.rehearse': { kind: 'words', words },
  'ceremony.enter': { kind: 'words', words },
  'ceremony.choose-file': {},
  'ceremony.open-file': { password },
  'ceremony.confirm-address': {},
  'ceremony.choose-wallet-folder': {},
  'ceremony.leave-wallet-folder': {},
  'ceremony.ask-library': { as: crypto.randomUUID(), password, unenclosed: true },
  'ceremony.search': { passOver: true },
  'ceremony.write': { password, again: password },
  'ceremony.prepare-sweep': {},
  'ceremony.retire-old-vault': {},
  'ceremony.note-deviation': { officerId: crypto.randomUUID(), text: 'late' },
  'ceremony.abandon': { as: null },
  'ceremony.sign': { officerId: crypto.randomUUID(), password },
  'ceremony.save-sheet': { sheet: 0 },
};
/** Those that show nothing secret and change no ceremony under way. */
const open = [
  'ceremony.read',
  'ceremony.list',
  'ceremony.begin',
  'ceremony.dismiss',
  'ceremony.earlier-payments',
  'ceremony.save-transcript',
];

let treasury: OutsideTreasury;
let holder: TreasuryProgram;
let other: RawLine;

beforeEach(async () => {
  treasury = await outsideTreasury();
  holder = await openProgram(treasury.folder);
  other = await connectRaw(treasury.socket);
});

const begin = async ({ get }: TreasuryProgram) => {
  const { Mara: as } = treasury.officers;
  await get('officer.sign-in', { officerId: as, password: onDescriptor });
  return get('ceremony.begin', {
    as,
    plan: { kind: 'create', words: true, split: null },
    vault: { name: 'Reserve', kind: 'cold' },
    vaultId: null,
    officers: Object.values(treasury.officers).map((officerId) => ({ officerId, password: onDescriptor })),
  });
};

describe('a ceremony that another program began', () => {
  it('has no verb that this table forgets', () => {
    const all = channels.filter((channel) => channel.startsWith('ceremony.'));
    expect([...Object.keys(steps), ...open].sort()).toEqual([...all].sort());
  });

  it('shows no word and takes no step for a program that attached, whoever is signed in there', async () => {
    await begin(holder);
    await holder.get('ceremony.draw', { rolls: null });
    const before = await holder.get('ceremony.read');
    for (const [verb, input] of Object.entries(steps)) {
      expect(await other.call(verb, toLineValue(input) as object), verb).toMatchObject({
        ok: false,
        code: 'ceremony-elsewhere',
      });
    }
    expect(await other.call('ceremony.dismiss')).toMatchObject({ ok: true });
    expect(await other.call('ceremony.read')).toMatchObject({
      ok: true,
      value: { id: before['id'], isOwn: false },
    });
    expect(await holder.get('ceremony.read')).toEqual(before);
    expect(before).toMatchObject({ isOwn: true, status: 'running' });
    await holder.get('ceremony.sheet-by-hand', { sheet: 0 });
    expect(await holder.get('ceremony.show-words', { group: 0 })).toMatchObject({
      words: { $numbers: expect.any(Array) },
    });
  });

  it('is called off when the program that began it is killed, and another one can begin', async () => {
    const attached = await openProgram(treasury.folder);
    await begin(attached);
    expect(await holder.get('ceremony.read')).toMatchObject({ isOwn: false, status: 'running' });
    await attached.kill();
    await vi.waitUntil(
      async () => ((await other.call('ceremony.read')) as { value: unknown }).value === null,
      LONG,
    );
    await begin(holder);
    expect(await holder.get('ceremony.read')).toMatchObject({ isOwn: true });
  });
});

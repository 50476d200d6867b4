import { describe, expect, it } from 'vitest';
import { closing, committeeOf, provenPolicy, ROOT_AT, root } from '../../support/epoch-ends.ts';
import {
  codeOf,
  EPOCH,
  type OpenFixture,
  openVault,
  policy,
  sealedVault,
  unwrap,
} from '../../support/signer-fixture.ts';

const HOUR = 3_600_000;
const sealed = () => sealedVault(provenPolicy());
const begun = async (): Promise<OpenFixture> => {
  const opened = await sealed();
  unwrap(await opened.vault.takeClosings({ root, closings: [] }));
  return opened;
};
const take = ({ vault }: OpenFixture, ...closings: readonly string[]) =>
  vault.takeClosings({ root: null, closings: [...closings] });

const withMore = (base64: string) =>
  Buffer.concat([Buffer.from(base64, 'base64'), Buffer.alloc(1)]).toString('base64');

/** Asks, and proves that a refusal left everything as it was. */
async function refused(opened: OpenFixture, ask: () => ReturnType<OpenFixture['vault']['takeClosings']>) {
  const { writes } = opened.stateFile;
  const before = opened.vault.times;
  const code = codeOf(await ask());
  expect(opened.stateFile.writes, 'nothing was written').toBe(writes);
  expect(opened.vault.times).toEqual(before);
  expect(opened.vault.isClosed, 'and it stays open').toBe(false);
  return code;
}

describe('a vault that is handed ends of epochs', () => {
  it('begins at the trust root of its own policy and goes on from committee to committee', async () => {
    const opened = await sealed();
    expect(opened.vault.times.epoch).toBeNull();
    unwrap(await opened.vault.takeClosings({ root, closings: [closing(EPOCH), closing(EPOCH + 1n)] }));
    expect(opened.vault.times.epoch).toBe((EPOCH + 2n).toString());
    unwrap(await take(opened, closing(EPOCH + 2n)));
    expect(opened.vault.times.epoch).toBe((EPOCH + 3n).toString());
  });

  it('seals the time that validators signed, and raises no counter: it is no act', async () => {
    const opened = await begun();
    const { counter } = opened.vault.mark;
    unwrap(await take(opened, closing(EPOCH, { at: ROOT_AT + 2 * HOUR })));
    expect(opened.vault.times.sealedAt).toBe(ROOT_AT + 2 * HOUR);
    expect(opened.vault.mark.counter).toBe(counter);
  });

  it.each([4096, 1])(
    'knows them when it is opened again, its log written anew from %s frames on',
    async (compactFrom) => {
      const opened = await begun();
      unwrap(await take(opened, closing(EPOCH), closing(EPOCH + 1n)));
      const journalCounter = opened.vault.mark.counter;
      const again = unwrap(await openVault({ ...opened, journalCounter, compactFrom }));
      expect(again.vault.times).toEqual(opened.vault.times);
      unwrap(await take(again, closing(EPOCH + 2n)));
      expect(again.vault.times.epoch).toBe((EPOCH + 3n).toString());
    },
  );

  it('writes nothing where there is nothing new', async () => {
    const opened = await begun();
    const { writes } = opened.stateFile;
    unwrap(await take(opened));
    expect(opened.stateFile.writes).toBe(writes);
  });
});

describe('whoever hands over ends of epochs can be late, and nothing else', () => {
  it.each<[string, string, () => string[]]>([
    ['with a skipped epoch', 'epoch-skipped', () => [closing(EPOCH), closing(EPOCH + 2n)]],
    ['that begin an epoch too far', 'epoch-skipped', () => [closing(EPOCH + 1n)]],
    ['that close nothing', 'epoch-skipped', () => [closing(EPOCH, { open: true })]],
    [
      'of a foreign committee',
      'certificate-foreign',
      () => [closing(EPOCH, { by: { ...committeeOf(EPOCH), secrets: committeeOf(7n).secrets } })],
    ],
    ['signed by too few', 'certificate-weight', () => [closing(EPOCH, { signers: [0, 1] })]],
    [
      'signed for another epoch',
      'certificate-epoch',
      () => [closing(EPOCH, { by: committeeOf(EPOCH + 1n) })],
    ],
    ['of an epoch before the trust root', 'closing-behind', () => [closing(EPOCH - 2n)]],
    ['of the trust root, once more', 'closing-behind', () => [closing(EPOCH - 1n)]],
    ['that are dated before the last one', 'closing-behind', () => [closing(EPOCH, { at: ROOT_AT - 1 })]],
    ['that are numbered before the last one', 'checkpoint-skipped', () => [closing(EPOCH, { sequence: 0n })]],
    ['one of them twice', 'closing-behind', () => [closing(EPOCH), closing(EPOCH)]],
    ['in the wrong order', 'closing-behind', () => [closing(EPOCH + 1n), closing(EPOCH)]],
    ['dated past all calendars', 'proof-malformed', () => [closing(EPOCH, { at: 9e15 })]],
    ['that are garbage', 'proof-malformed', () => [Buffer.alloc(300, 7).toString('base64')]],
    ['that are empty', 'proof-malformed', () => ['']],
    ['with bytes behind their end', 'proof-malformed', () => [withMore(closing(EPOCH))]],
  ])('ends %s are refused, and none of them is taken', async (_, code, closings) => {
    const opened = await begun();
    expect(await refused(opened, () => take(opened, ...closings()))).toBe(code);
  });

  it('an end of an epoch with one bit changed or its end cut off is refused, wherever that is', async () => {
    const opened = await begun();
    const good = Buffer.from(closing(EPOCH), 'base64');
    for (let place = 0; place < good.length; place += 13) {
      const flipped = Buffer.from(good);
      flipped.writeUInt8(flipped.readUInt8(place) ^ (1 << (place % 8)), place);
      for (const bad of [flipped, good.subarray(0, place)]) {
        const code = await refused(opened, () => take(opened, bad.toString('base64')));
        expect(code, `byte ${place}`).not.toBe('accepted');
      }
    }
    unwrap(await take(opened, good.toString('base64')));
  });

  it('a good end before a bad one is not taken either', async () => {
    const opened = await begun();
    const bad = closing(EPOCH + 1n, { signers: [3] });
    expect(await refused(opened, () => take(opened, closing(EPOCH), bad))).toBe('certificate-weight');
  });

  it('an end that it knows takes nothing back', async () => {
    const opened = await begun();
    unwrap(await take(opened, closing(EPOCH), closing(EPOCH + 1n)));
    expect(await refused(opened, () => take(opened, closing(EPOCH)))).toBe('closing-behind');
    expect(await refused(opened, () => opened.vault.takeClosings({ root, closings: [] }))).toBe(
      'closing-behind',
    );
  });

  it('a beginning of another genesis is refused, and so is one that nobody named', async () => {
    const opened = await sealed();
    const other = closing(EPOCH - 1n);
    expect(await refused(opened, () => opened.vault.takeClosings({ root: other, closings: [] }))).toBe(
      'trust-root-foreign',
    );
    expect(await refused(opened, () => take(opened, closing(EPOCH)))).toBe('trust-root-foreign');
    const foreign = await sealedVault(policy());
    expect(await refused(foreign, () => foreign.vault.takeClosings({ root, closings: [] }))).toBe(
      'trust-root-foreign',
    );
  });

  it('a vault without a policy has no trust root and takes nothing', async () => {
    const opened = unwrap(await openVault());
    expect(await refused(opened, () => opened.vault.takeClosings({ root, closings: [] }))).toBe(
      'state-missing',
    );
  });
});

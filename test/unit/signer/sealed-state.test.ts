import { describe, expect, it } from 'vitest';
import { MAX_STATE_BYTES, sealFrame, stateKey } from '../../../electron/signer/sealed-state.ts';
import { isLong, openState, sealBase } from '../../../electron/signer/state-log.ts';
import { encodeChange, type StateChange } from '../../../electron/signer/state-record.ts';
import { VaultMemory } from '../../../electron/signer/vault-memory.ts';
import { codeOf, governedBy, hot, NOW, policy, unwrap, vaultSeed } from '../../support/signer-fixture.ts';
import { change, contentsOf, governedHead, sealContents, signedRecord } from '../../support/state-samples.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const key = stateKey(vaultSeed('hot'));
const sealing = (label = 'nonce') => ({ key, random: countingRandom(label) });

/** A memory of so many signatures and one rejection; its policy is small, so that each bit of the file can be tried. */
function memoryOf(signatures: number): VaultMemory {
  const head = governedHead();
  const memory = new VaultMemory({
    ...head,
    governed: governedBy(policy({ rules: [] })),
  });
  for (let i = 0; i < signatures; i++) change(memory, { kind: 'signed', ...signedRecord(i) });
  change(memory, { kind: 'voided', digest: 'cd'.repeat(32), at: NOW });
  return memory;
}

/** A base with frames appended to it, one for each batch of changes. @returns the file after each of them, too */
function logOf(memory: VaultMemory, ...batches: readonly StateChange[][]) {
  const { bytes, end } = unwrap(sealBase(memory, sealing()));
  const files = [Buffer.from(bytes)];
  const contents = [contentsOf(memory)];
  let { link } = end;
  for (const [i, changes] of batches.entries()) {
    const content = memory.encode(changes);
    const sealed = sealFrame(content, link, sealing(`frame ${i}`));
    files.push(Buffer.concat([files.at(-1) ?? Buffer.alloc(0), sealed.frame]));
    link = sealed.link;
    memory.follow(content);
    contents.push(contentsOf(memory));
  }
  return { file: files.at(-1) ?? Buffer.alloc(0), files, contents };
}

const signed = (number: number): StateChange => ({ kind: 'signed', ...signedRecord(number) });
const threeFrames = () =>
  logOf(
    memoryOf(1),
    [signed(1)],
    [signed(2), { kind: 'voided', digest: 'ee'.repeat(32), at: NOW }],
    [signed(3)],
  );
const reopened = (file: Uint8Array) => contentsOf(unwrap(openState(file, key)).memory);

describe('the sealed state', () => {
  it('opens to what was sealed, with every frame behind its base', () => {
    const { files, contents } = threeFrames();
    for (const [i, file] of files.entries()) expect(reopened(file)).toEqual(contents[i]);
    expect(unwrap(openState(files[3] ?? Buffer.alloc(0), key))).toMatchObject({ appended: 3 });
  });

  it('written anew as a base opens to the same', () => {
    const { file, contents } = threeFrames();
    const { bytes } = unwrap(sealBase(unwrap(openState(file, key)).memory, sealing('anew')));
    expect(reopened(bytes)).toEqual(contents[3]);
    expect(unwrap(openState(bytes, key)).appended).toBe(0);
  });

  it('of many signatures has a base of many frames, none of which can be missing', () => {
    const memory = memoryOf(9000);
    const { bytes } = unwrap(sealBase(memory, sealing()));
    expect(reopened(bytes)).toEqual(contentsOf(memory));
    expect(bytes.length).toBeGreaterThan(2 * 1024 * 1024);
    for (const cut of [1, 17, 300, 200_000, 1_500_000]) {
      expect(codeOf(openState(bytes.subarray(0, bytes.length - cut), key))).toBe('state-damaged');
    }
    // Cut where a frame ends, which a torn file cannot be told from but by the count in the head.
    const first = 8 + 32 + Buffer.from(bytes).readUInt32LE(8);
    expect(codeOf(openState(bytes.subarray(0, first), key))).toBe('state-damaged');
    const second = first + 32 + Buffer.from(bytes).readUInt32LE(first);
    expect(codeOf(openState(bytes.subarray(0, second), key))).toBe('state-damaged');
  });

  it('shows nothing of what is in it', () => {
    const text = threeFrames().file.toString('latin1');
    for (const word of ['everyday', hot.id, 'Mara', 'policy', 'soon']) expect(text).not.toContain(word);
  });

  it('never uses a nonce twice, though one frame is sealed again', () => {
    const { bytes, end } = unwrap(sealBase(memoryOf(0), sealing()));
    const random = countingRandom('two');
    const once = sealFrame(Buffer.from('one'), end.link, { key, random });
    const again = sealFrame(Buffer.from('one'), end.link, { key, random });
    expect(Buffer.from(once.frame)).not.toEqual(Buffer.from(again.frame));
    expect(bytes.length).toBe(end.length);
  });

  it('is refused with any one bit flipped', () => {
    const { file, files } = logOf(memoryOf(0), [signed(1)], [signed(2)]);
    const base = (files[0]?.length ?? 0) * 8;
    // Every bit of the head and of what was appended; of the base's own content each eleventh.
    const isTried = (bit: number) => bit < 512 || bit >= base - 512 || bit % 11 === 0;
    for (let bit = 0; bit < file.length * 8; bit++) {
      if (!isTried(bit)) continue;
      const flipped = Buffer.from(file);
      flipped[bit >> 3] = (flipped[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      // Another version's number is named as such: the file is left as it is either way.
      const refusals = bit >> 3 === 7 ? ['state-damaged', 'file-older', 'file-newer'] : ['state-damaged'];
      if (!refusals.includes(codeOf(openState(flipped, key)))) expect.fail(`bit ${bit} was accepted`);
    }
  });

  it('is damaged where its base is cut at any length', () => {
    const { bytes } = unwrap(sealBase(memoryOf(1), sealing()));
    for (let length = 0; length < bytes.length; length++) {
      if (codeOf(openState(bytes.subarray(0, length), key)) !== 'state-damaged') {
        expect.fail(`${length} bytes were accepted`);
      }
    }
  });

  it('cut at any length behind its base is what it was before the frame that is cut', () => {
    const { file, files, contents } = threeFrames();
    const lengths = files.map(({ length }) => length);
    for (let length = lengths[0] ?? 0; length < file.length; length++) {
      const frames = lengths.findLastIndex((each) => each <= length);
      const opened = unwrap(openState(file.subarray(0, length), key));
      if (opened.memory.mark.counter !== contents[frames]?.head.counter) expect.fail(`cut at ${length}`);
      expect(opened.end).toMatchObject({ size: length, length: lengths[frames] });
    }
    expect(reopened(file.subarray(0, file.length - 1))).toEqual(contents[2]);
  });

  it('with a last write of which the disk kept only zeros is what it was before', () => {
    const big = Array.from({ length: 40 }, (_, i) => signed(10 + i));
    const { file, files, contents } = logOf(memoryOf(1), [signed(1)], big);
    const start = files[1]?.length ?? 0;
    const edges = [start];
    for (let edge = Math.ceil(start / 512) * 512; edge < file.length; edge += 512) edges.push(edge);
    expect(edges.length).toBeGreaterThan(10);
    for (const [i, from] of edges.entries()) {
      const suffix = Buffer.from(file).fill(0, from);
      expect(reopened(suffix), `nothing written from ${from} on`).toEqual(contents[1]);
      const to = edges[i + 1] ?? file.length;
      if (from === start) continue;
      expect(reopened(Buffer.from(file).fill(0, from, to)), `nothing written at ${from}`).toEqual(
        contents[1],
      );
    }
  });

  it('is damaged where anything but the last write is zeros: it is never taken for a torn end', () => {
    const { file, files } = threeFrames();
    const [base = 0, first = 0, second = 0] = files.map(({ length }) => length);
    expect(codeOf(openState(Buffer.from(file).fill(0, base, first), key))).toBe('state-damaged');
    expect(codeOf(openState(Buffer.from(file).fill(0, first, second), key))).toBe('state-damaged');
    expect(codeOf(openState(Buffer.from(file).fill(0, base, base + 8), key))).toBe('state-damaged');
    expect(codeOf(openState(Buffer.from(file).fill(0, 8, 40), key))).toBe('state-damaged');
  });

  it('is damaged where frames are swapped, doubled, left out or of another log of this key', () => {
    const { file, files } = threeFrames();
    const [base = 0, first = 0, second = 0] = files.map(({ length }) => length);
    const [a, b, c] = [file.subarray(base, first), file.subarray(first, second), file.subarray(second)];
    const head = file.subarray(0, base);
    const joined = (...frames: readonly Buffer[]) => openState(Buffer.concat([head, ...frames]), key);
    expect(codeOf(joined(a, b, c))).toBe('accepted');
    for (const frames of [
      [b, a, c],
      [a, a, b, c],
      [a, c],
      [b, c],
      [a, b, b],
      [a, b, c, c],
    ]) {
      expect(codeOf(joined(...frames))).toBe('state-damaged');
    }
    const other = logOf(memoryOf(2), [signed(1)]);
    const foreign = other.file.subarray(other.files[0]?.length ?? 0);
    expect(codeOf(joined(a, foreign))).toBe('state-damaged');
  });

  it('with a length that swallows later frames looks torn, and tells of less: the mark in the journal finds it', () => {
    const { file, files, contents } = threeFrames();
    const [base = 0, first = 0] = files.map(({ length }) => length);
    for (const [at, before] of [
      [base, 0],
      [first, 1],
    ] as const) {
      const longer = Buffer.from(file);
      longer.writeUInt32LE(file.length, at);
      longer.writeUInt32LE(~file.length >>> 0, at + 4);
      const { memory } = unwrap(openState(longer, key));
      expect(contentsOf(memory)).toEqual(contents[before]);
      expect(memory.mark.counter).toBeLessThan(contents[3]?.head.counter ?? 0);
    }
  });

  it('is damaged with bytes behind its end that no killed write leaves', () => {
    const { file } = threeFrames();
    expect(codeOf(openState(Buffer.concat([file, Buffer.alloc(64, 1)]), key))).toBe('state-damaged');
    expect(codeOf(openState(Buffer.concat([file, Buffer.alloc(8, 0xff)]), key))).toBe('state-damaged');
  });

  it.each([
    ['older', 'SPSTATE1', 'file-older'],
    ['newer', 'SPSTATE6', 'file-newer'],
    ['much newer', 'SPSTATE9', 'file-newer'],
    ['no known', 'SPSTATE0', 'state-damaged'],
    ['no known', 'SPSTATEx', 'state-damaged'],
    ['an older, which wrote all anew each time', 'SPSTATE2', 'file-older'],
    ['an older, which knew no ends of epochs', 'SPSTATE3', 'file-older'],
  ])('of %s version is named as such: %s', (_, magic, code) => {
    const file = Buffer.from(threeFrames().file);
    file.write(magic, 0, 'latin1');
    expect(codeOf(openState(file, key))).toBe(code);
  });

  it('is refused under the key of another seed', () => {
    expect(codeOf(openState(threeFrames().file, stateKey(vaultSeed('foreign'))))).toBe('state-damaged');
  });

  it.each([
    ['a Stronghold file', Buffer.from('PARTI\u0003\u0000')],
    ['JSON', Buffer.from(JSON.stringify(governedHead()))],
    ['a database', Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(4096)])],
    ['empty', Buffer.alloc(0)],
  ])('is refused where it is %s', (_, file) => {
    expect(codeOf(openState(file, key))).toBe('state-damaged');
  });

  it('is refused oversize before anything is decrypted', () => {
    expect(codeOf(openState(new Uint8Array(MAX_STATE_BYTES + 1), key))).toBe('state-damaged');
  });

  it('is not sealed in a frame too large to be opened again', () => {
    const { end } = unwrap(sealBase(memoryOf(0), sealing()));
    expect(() => sealFrame(new Uint8Array(33 * 1024 * 1024), end.link, sealing())).toThrow(RangeError);
  });

  const head = {
    format: 'sallyport/state/5',
    era: governedHead().era,
    counter: 1,
    horizon: 0,
    sealedAt: 0,
    forgottenAt: 0,
    governed: governedBy(),
    epoch: null,
    proven: null,
    journal: null,
    frames: 0,
  };
  const record = (of: StateChange, counter: number) => Buffer.from(encodeChange(of, counter));
  const short = record(signed(1), 2);
  short.writeUInt32LE(short.length - 6, 0);
  const unknown = record(signed(1), 2);
  unknown.writeUInt8(9, 4);
  const ended = (epoch: bigint, at = 5): StateChange => ({ kind: 'epoch', epoch, at, kept: 'kept' });
  const notText = record(ended(7n), 1);
  notText.writeUInt8(0xff, notText.length - 1);
  const cutShort = record(ended(7n), 1).subarray(0, 25);
  cutShort.writeUInt32LE(cutShort.length, 0);
  it.each([
    ['of another format', [{ ...head, format: 'sallyport/state/3' }]],
    ['with an unknown member', [{ ...head, extra: true }]],
    ['with a negative counter', [{ ...head, counter: -1 }]],
    ['with an epoch that is none', [{ ...head, epoch: { first: '-1', firstAt: 0, present: '0' } }]],
    ['with an end of an epoch that is none', [{ ...head, proven: { epoch: '-1', at: 0, kept: '' } }]],
    ['with no policy and no null for it', [{ ...head, governed: {} }]],
    ['with more base frames than it has', [{ ...head, frames: 1 }]],
    ['with a base record that was counted later', [{ ...head, frames: 1 }, record(signed(1), 2)]],
    [
      'with a policy among its base records',
      [{ ...head, frames: 1 }, record({ kind: 'governed', at: NOW, ...head.governed }, 1)],
    ],
    ['with a change that skips a number', [head, record(signed(1), 3)]],
    ['with a change that was counted before', [head, record(signed(1), 1)]],
    [
      'with a signature of a vault without a policy',
      [{ ...head, counter: 0, governed: null }, record(signed(1), 1)],
    ],
    ['with a record shorter than its texts', [head, short]],
    ['with a record of no known kind', [head, unknown]],
    ['with an end of an epoch before the last one', [head, record(ended(7n), 1), record(ended(6n), 1)]],
    ['with an end of an epoch twice', [head, record(ended(7n), 1), record(ended(7n), 1)]],
    ['with an end that is dated before the last one', [head, record(ended(7n), 1), record(ended(8n, 4), 1)]],
    ['with an end that was counted as an act', [head, record(ended(7n), 2)]],
    ['with an end of an epoch that never comes', [head, record(ended(2n ** 63n), 1)]],
    ['with an end whose text is none', [head, notText]],
    ['with an end that is cut short', [head, cutShort]],
    ['with an end among its base records', [{ ...head, frames: 1 }, record(ended(7n), 1)]],
    [
      'with an end of an epoch in a vault without a policy',
      [{ ...head, counter: 0, governed: null }, record(ended(7n), 0)],
    ],
    ['with half a record', [head, record(signed(1), 2).subarray(0, 30)]],
    [
      'with a policy that is none',
      [head, record({ kind: 'governed', at: NOW, vaultId: 'x', standing: head.governed.standing }, 2)],
    ],
  ] as const)('is refused %s, though rightly sealed', (_, contents) => {
    expect(codeOf(openState(sealContents(contents, sealing()), key))).toBe('state-damaged');
  });
});

describe('a long log', () => {
  it('is one with many frames, or with much that was forgotten', () => {
    const memory = memoryOf(800);
    const state = { memory, end: unwrap(sealBase(memory, sealing())).end, appended: 0 };
    expect(isLong({ ...state, appended: 9 }, 10)).toBe(false);
    expect(isLong({ ...state, appended: 12 }, 10), 'a sixty-fourth of all').toBe(false);
    expect(isLong({ ...state, appended: 13 }, 10)).toBe(true);
    expect(isLong({ ...state, appended: 4095 })).toBe(false);
    expect(isLong({ ...state, appended: 4096 })).toBe(true);
  });
});

describe('the key of the sealed state', () => {
  it('is HKDF-SHA256 of the seed, and no other key made of it', () => {
    expect(key).toHaveLength(32);
    expect(stateKey(vaultSeed('hot'))).toEqual(key);
    expect(Buffer.from(vaultSeed('hot')).includes(Buffer.from(key))).toBe(false);
  });
});

import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { Decrypter, Encrypter } from 'age-encryption';
import { describe, expect, it } from 'vitest';
import { deriveWrapKey, drawSalt, openAge, sealAge, type WrapKey } from '../../../electron/stronghold/age.ts';
import { parseAge } from '../../../electron/stronghold/age-header.ts';
import { countingRandom } from '../../support/stronghold-samples.ts';

const CHUNK = 65536;
const random = countingRandom('age');

async function wrapKeyFor(passphrase: string, workFactor = 1): Promise<WrapKey> {
  const wrapKey = await deriveWrapKey(utf8ToBytes(passphrase), { salt: drawSalt(random), workFactor });
  if (!wrapKey.ok) throw new Error(wrapKey.message);
  return wrapKey.value;
}

async function open(bytes: Uint8Array, passphrase: string) {
  const file = parseAge(bytes);
  if (!file.ok) return file;
  const wrapKey = await deriveWrapKey(utf8ToBytes(passphrase), file.value);
  return wrapKey.ok ? openAge(file.value, wrapKey.value.key) : wrapKey;
}

const lengths = [0, 1, 600, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 3 * CHUNK + 17];

describe('the age layer and the age-encryption package', () => {
  it.each(lengths)('open each other: %i bytes', async (length) => {
    const plaintext = Uint8Array.from({ length }, (_, i) => i % 253);

    const ours = sealAge(plaintext, await wrapKeyFor('correct horse', 10), random);
    const decrypter = new Decrypter();
    decrypter.addPassphrase('correct horse');
    expect(await decrypter.decrypt(ours)).toEqual(plaintext);

    const encrypter = new Encrypter();
    encrypter.setScryptWorkFactor(2);
    encrypter.setPassphrase('correct horse');
    const opened = await open(await encrypter.encrypt(plaintext), 'correct horse');
    expect(opened).toEqual({ ok: true, value: plaintext });
  });

  it('refuse a passphrase that is not the one', async () => {
    const ours = sealAge(utf8ToBytes('secret'), await wrapKeyFor('correct horse'), random);
    expect(await open(ours, 'correct horse ')).toMatchObject({ ok: false, code: 'password-wrong' });
  });
});

describe('the age header', () => {
  it('has one form: 149 or 150 bytes, one scrypt stanza', async () => {
    const text = (bytes: Uint8Array) => Buffer.from(bytes).toString('latin1');
    const one = text(sealAge(new Uint8Array(0), await wrapKeyFor('x', 1), random));
    expect(one.slice(0, 149)).toMatch(
      /^age-encryption\.org\/v1\n-> scrypt [A-Za-z0-9+/]{22} 1\n[A-Za-z0-9+/]{43}\n--- [A-Za-z0-9+/]{43}\n$/,
    );
    const two = text(sealAge(new Uint8Array(0), await wrapKeyFor('x', 10), random));
    expect(two.slice(0, 150)).toMatch(/ 10\n[\s\S]{43}\n--- [\s\S]{43}\n$/);
    expect([one.length, two.length]).toEqual([149 + 32, 150 + 32]);
  });

  const whole = async () =>
    Buffer.from(sealAge(utf8ToBytes('secret'), await wrapKeyFor('x', 1), random)).toString('latin1');
  it.each([
    ['a work factor above ours', / 1\n/, ' 21\n', 'stronghold-work-factor'],
    ['a work factor that would take 8 GiB', / 1\n/, ' 23\n', 'stronghold-work-factor'],
    ['a work factor with a leading zero', / 1\n/, ' 01\n', 'stronghold-damaged'],
    ['a work factor of three digits', / 1\n/, ' 100\n', 'stronghold-damaged'],
    ['a negative work factor', / 1\n/, ' -1\n', 'stronghold-damaged'],
    ['Windows line ends', /\n/g, '\r\n', 'stronghold-damaged'],
    ['another version', /v1/, 'v2', 'stronghold-damaged'],
    ['another recipient', /scrypt/, 'X25519', 'stronghold-damaged'],
    ['a second stanza', /\n---/, '\n-> grease AAAA\n\n---', 'stronghold-damaged'],
    ['padded base64', /\n---/, '=\n---', 'stronghold-damaged'],
  ])('is refused with %s', async (_, from, to, code) => {
    const text = await whole();
    const changed = text.slice(0, 149).replace(from, to) + text.slice(149);
    expect(await open(Buffer.from(changed, 'latin1'), 'x')).toMatchObject({ ok: false, code });
  });

  it('is refused when a MAC is written in a second way: bits after the end of its base64', async () => {
    const text = await whole();
    const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
    const last = text[147]!;
    const sibling = alphabet[alphabet.indexOf(last) ^ 1]!;
    const changed = text.slice(0, 147) + sibling + text.slice(148);
    expect(await open(Buffer.from(changed, 'latin1'), 'x')).toMatchObject({ code: 'stronghold-damaged' });
  });
});

describe('the age payload', () => {
  const sealed = async (length: number) => sealAge(new Uint8Array(length), await wrapKeyFor('x'), random);
  const headerAndNonce = 149 + 16;
  const sealedChunk = CHUNK + 16;

  it('is refused as truncated when whole chunks are missing at its end', async () => {
    const bytes = await sealed(3 * CHUNK);
    for (const chunks of [1, 2]) {
      const cut = bytes.subarray(0, headerAndNonce + chunks * sealedChunk);
      expect(await open(cut, 'x')).toMatchObject({ ok: false, code: 'stronghold-truncated' });
    }
  });

  it('is refused as truncated when it ends inside a tag or the nonce', async () => {
    const bytes = await sealed(2 * CHUNK);
    for (const length of [150, headerAndNonce, headerAndNonce + 15, headerAndNonce + sealedChunk + 16]) {
      expect(await open(bytes.subarray(0, length), 'x'), `${length} bytes`).toMatchObject({
        ok: false,
        code: 'stronghold-truncated',
      });
    }
  });

  it('is refused when two chunks change places', async () => {
    const bytes = await sealed(3 * CHUNK);
    const at = (i: number) =>
      bytes.subarray(headerAndNonce + i * sealedChunk, headerAndNonce + (i + 1) * sealedChunk);
    const swapped = concatBytes(bytes.subarray(0, headerAndNonce), at(1), at(0), at(2));
    expect(await open(swapped, 'x')).toMatchObject({ ok: false, code: 'stronghold-damaged' });
  });

  it('is refused when bytes follow it', async () => {
    expect(await open(concatBytes(await sealed(100), new Uint8Array(1)), 'x')).toMatchObject({
      code: 'stronghold-damaged',
    });
  });
});

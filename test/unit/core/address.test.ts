import { bech32 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import {
  addressBlocks,
  addressBytes,
  addressOfPublicKey,
  legacyAddress,
  parseAddress,
} from '../../../electron/core/address.ts';
import { codeOf } from '../../support/signer-fixture.ts';

const digits = 'f90c0d94fa949f37a6fc5b7e95fb7be90f957bc6b2bed042fa360e31b9dc6455';
const address = `0x${digits}`;
// The same 32 bytes as @iota/sdk-wasm 1.1.3 writes them ("abandon" x23 + "art", first address).
const legacy = 'iota1qruscrv5l22f7daxl3dha90m005sl9tmc6eta5zzlgmquvdem3j92ee67j5';

describe('an address', () => {
  it('is taken as it is, white space around it dropped', () => {
    expect(parseAddress(`\n ${address}\t`)).toEqual({ ok: true, value: address });
  });

  it.each([
    ['nothing', '', 'address-empty'],
    ['white space', ' \n', 'address-empty'],
    ['one digit short', address.slice(0, -1), 'address-wrong-length'],
    ['one digit long', `${address}0`, 'address-wrong-length'],
    ['the short form of a system address', '0x2', 'address-wrong-length'],
    ['no digits', '0x', 'address-wrong-length'],
    ['two addresses', address + digits, 'address-wrong-length'],
    ['upper case', `0x${digits.toUpperCase()}`, 'address-wrong-case'],
    ['one upper-case digit', `0x${digits.slice(0, -1)}F`.replace('f9', 'F9'), 'address-wrong-case'],
    ['an upper-case prefix', `0X${digits}`, 'address-wrong-case'],
    ['no prefix', digits, 'address-no-prefix'],
    ['legacy bech32', legacy, 'address-bech32'],
    ['legacy bech32 in upper case', legacy.toUpperCase(), 'address-bech32'],
    [
      'bech32 of a test network',
      'rms1qrzyp87nqvcdctwrc7yzxjnwwetagffslhuknmey8t4fdf6552dnjxuaj3u',
      'address-bech32',
    ],
    ['another character', `0x${digits.slice(0, -1)}g`, 'address-not-hex'],
    ['a space inside', `0x${digits.slice(0, 32)} ${digits.slice(33)}`, 'address-not-hex'],
    ['a zero-width space inside', `0x${digits.slice(0, 32)}\u200b${digits.slice(32)}`, 'address-not-hex'],
    ['a Cyrillic letter', `0x${digits.slice(0, -1)}\u0430`, 'address-not-hex'],
    ['full-width digits', `0x${'１'.repeat(64)}`, 'address-not-hex'],
    ['an Ethereum address', '0x52908400098527886E0F7030069857D2E4169EE7', 'address-wrong-length'],
  ])('is refused with %s', (_, text, code) => {
    expect(codeOf(parseAddress(text))).toBe(code);
  });

  it('has a legacy form of the same 32 bytes', () => {
    expect(legacyAddress(address)).toBe(legacy);
    const { prefix, words } = bech32.decode(legacy as `iota1${string}`, 90);
    const bytes = bech32.fromWords(words);
    expect(prefix).toBe('iota');
    expect(bytes[0]).toBe(0);
    expect(bytes.slice(1)).toEqual(addressBytes(address));
  });

  it('is shown whole, in blocks of four', () => {
    const blocks = addressBlocks(address);
    expect(blocks).toHaveLength(16);
    expect(`0x${blocks.join('')}`).toBe(address);
  });

  it('is the hash of a key of 32 bytes and of nothing else', () => {
    expect(addressOfPublicKey(new Uint8Array(32))).toMatch(/^0x[0-9a-f]{64}$/);
    expect(() => addressOfPublicKey(new Uint8Array(33))).toThrow(RangeError);
  });
});

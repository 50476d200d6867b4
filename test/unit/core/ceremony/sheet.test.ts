import { describe, expect, test } from 'vitest';
import { sheetSchema } from '../../../../electron/core/ceremony/sheet.ts';
import { sheetFingerprint } from '../../../../electron/core/ceremony/sheet-fingerprint.ts';
import {
  makeSheetSerial,
  parseSheetSerial,
  serialPattern,
} from '../../../../electron/core/ceremony/sheet-serial.ts';
import { parseWith } from '../../../../electron/core/schema.ts';
import { countingRandom } from '../../../support/stronghold-samples.ts';

const random = countingRandom('sheet');
const address = `0x${'ab'.repeat(32)}`;
const alphabet = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';

describe('serial', () => {
  test('has its form, carries its check, and does not repeat', () => {
    const serials = Array.from({ length: 200 }, () => makeSheetSerial(random));
    for (const serial of serials) {
      expect(serial).toMatch(serialPattern);
      expect(parseSheetSerial(serial)).toEqual({ ok: true, value: serial });
    }
    expect(new Set(serials).size).toBe(serials.length);
  });

  test('is a function of what was drawn', () => {
    expect(makeSheetSerial(() => Uint8Array.of(0, 0, 0, 0, 0, 0, 0))).toBe('SP-0000-0000');
    expect(makeSheetSerial(() => Uint8Array.of(1, 0, 0, 0, 0, 0, 0))).toBe('SP-1000-0002');
    expect(() => makeSheetSerial(() => new Uint8Array(3))).toThrow(RangeError);
  });

  test('every wrong character is noticed', () => {
    const serial = makeSheetSerial(random);
    for (const place of [3, 4, 5, 6, 8, 9, 10, 11]) {
      for (const other of alphabet) {
        if (other === serial[place]) continue;
        const wrong = serial.slice(0, place) + other + serial.slice(place + 1);
        expect(parseSheetSerial(wrong)).toMatchObject({ ok: false, code: 'serial-check-character' });
      }
    }
  });

  test('any two characters that changed places are noticed', () => {
    const serial = makeSheetSerial(() => Uint8Array.of(3, 9, 27, 14, 1, 30, 8));
    const places = [3, 4, 5, 6, 8, 9, 10, 11];
    for (const a of places) {
      for (const b of places) {
        if (serial[a] === serial[b]) continue;
        const letters = [...serial];
        [letters[a], letters[b]] = [letters[b]!, letters[a]!];
        expect(parseSheetSerial(letters.join(''))).toMatchObject({ code: 'serial-check-character' });
      }
    }
  });

  test('is read as people write it', () => {
    const serial = makeSheetSerial(() => Uint8Array.of(0, 1, 16, 17, 0, 1, 5));
    const written = serial.toLowerCase().replaceAll('0', 'o').replaceAll('1', 'l');
    for (const text of [
      serial,
      written,
      ` ${serial.replaceAll('-', ' ')} `,
      serial.slice(3),
      serial.replaceAll('-', ''),
    ]) {
      expect(parseSheetSerial(text)).toEqual({ ok: true, value: serial });
    }
  });

  test.each(['', 'SP', 'SP-123', 'SP-1234-56789', 'SP-UUUU-UUUU', 'XX-0000-0000', 'SP-00*0-0000'])(
    '%j is no serial',
    (text) => {
      expect(parseSheetSerial(text)).toMatchObject({ ok: false, code: 'serial-malformed' });
    },
  );
});

describe('fingerprint', () => {
  // Python: hashlib.blake2b(b'sallyport/sheet/2' + b'0x' + b'ab' * 32, digest_size=32).hexdigest()[:8]
  test('is the first 32 bits of the tagged hash of the first address', () => {
    expect(sheetFingerprint(address)).toBe('BA4D-E984');
  });
});

describe('record', () => {
  const sheet = {
    serial: 'SP-1000-0002',
    fingerprint: 'A1B2-C3D4',
    content: { kind: 'share', group: 1, groups: 2, share: 3, of: 5 },
  };
  test('has what it should', () => {
    expect(parseWith(sheetSchema, sheet)).toEqual({ ok: true, value: sheet });
    expect(parseWith(sheetSchema, { ...sheet, content: { kind: 'words', words: 24 } }).ok).toBe(true);
  });
  test.each([
    ['a wrong check character', { serial: 'SP-1000-0001' }],
    ['a serial in another form', { serial: 'sp-1000-0002' }],
    ['share 6 of 5', { content: { ...sheet.content, share: 6 } }],
    ['group 3 of 2', { content: { ...sheet.content, group: 3 } }],
    ['13 words', { content: { kind: 'words', words: 13 } }],
    ['a member more', { words: 'abandon' }],
  ])('refuses %s', (_, change) => {
    expect(parseWith(sheetSchema, { ...sheet, ...change }).ok).toBe(false);
  });
});

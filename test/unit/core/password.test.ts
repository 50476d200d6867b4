import { utf8ToBytes } from '@noble/hashes/utils.js';
import { describe, expect, it } from 'vitest';
import { checkPassword, passwordForms } from '../../../electron/core/password.ts';
import { codeOf } from '../../support/core-samples.ts';

describe('a password', () => {
  it('is measured in bytes, and taken as typed', () => {
    expect(codeOf(checkPassword(new Uint8Array(0)))).toBe('password-empty');
    expect(checkPassword(new TextEncoder().encode(' ')).ok).toBe(true);
    expect(checkPassword(new TextEncoder().encode('馬'.repeat(1365))).ok).toBe(true);
    expect(codeOf(checkPassword(new TextEncoder().encode('馬'.repeat(1366))))).toBe('password-too-long');
    expect(checkPassword(new Uint8Array(4096)).ok).toBe(true);
    expect(codeOf(checkPassword(new Uint8Array(4097)))).toBe('password-too-long');
  });
});

describe('the forms of a password', () => {
  const forms = (text: string) =>
    passwordForms(utf8ToBytes(text)).map((form) =>
      new TextDecoder('utf-8', { ignoreBOM: true }).decode(form),
    );

  it.each([
    ['ASCII', 'correct horse', 1],
    ['signs that have one form', '密码 🔑', 1],
    ['a composed letter', 'é', 2],
    ['a decomposed letter', 'e\u0301', 2],
    ['a mixture', 'e\u0301é', 3],
  ])('of %s are as many as there are, the typed one first', (_, text, count) => {
    expect(forms(text)).toHaveLength(count);
    expect(forms(text)[0]).toBe(text);
    expect(new Set(forms(text)).size).toBe(count);
  });

  it('of a byte-order mark keep it', () => expect(forms('\ufeffé')[1]).toBe('\ufeffe\u0301'));

  it('of bytes that are no UTF-8 are those bytes', () => {
    expect(passwordForms(Uint8Array.of(0xff, 0xc3))).toEqual([Uint8Array.of(0xff, 0xc3)]);
  });

  it('are copies', () => {
    for (const password of [utf8ToBytes('é'), Buffer.from('é')]) {
      for (const form of passwordForms(password)) form.fill(0);
      expect(new TextDecoder().decode(password)).toBe('é');
    }
  });
});

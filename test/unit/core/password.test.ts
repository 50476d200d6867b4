import { describe, expect, it } from 'vitest';
import { checkPassword } from '../../../electron/core/password.ts';
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

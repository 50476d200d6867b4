import { describe, expect, it } from 'vitest';
import { keychainOf, type SafeStorage } from '../../../electron/main/keychain.ts';

const storage = (changes: Partial<SafeStorage> = {}): SafeStorage => ({
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (plain) => Buffer.from(`wrapped ${plain}`),
  decryptString: (encrypted) => encrypted.toString().replace('wrapped ', ''),
  ...changes,
});

describe('the keychain of the desktop', () => {
  it('wraps a secret and gives it back', () => {
    const keychain = keychainOf(storage(), 'linux');
    const wrapped = keychain?.wrap('secret');
    expect(wrapped).toEqual({ ok: true, value: Uint8Array.from(Buffer.from('wrapped secret')) });
    expect(wrapped?.ok && keychain?.unwrap(wrapped.value)).toEqual({ ok: true, value: 'secret' });
  });

  it.each(['basic_text', 'unknown'])('is none on Linux where the backend is %s', (backend) => {
    expect(keychainOf(storage({ getSelectedStorageBackend: () => backend }), 'linux')).toBeNull();
  });

  it.each(['darwin', 'win32'] as const)(
    'is not asked for its backend on %s, which has no such call',
    (platform) => {
      const getSelectedStorageBackend = () => {
        throw new TypeError('not a function');
      };
      expect(keychainOf(storage({ getSelectedStorageBackend }), platform)).not.toBeNull();
    },
  );

  it('is none where the system cannot encrypt', () => {
    expect(keychainOf(storage({ isEncryptionAvailable: () => false }), 'darwin')).toBeNull();
  });

  it('refuses with a code where the system throws, and quotes nothing of it', () => {
    const fail = () => {
      throw new Error('the secret is 1234');
    };
    const keychain = keychainOf(storage({ encryptString: fail, decryptString: fail }), 'darwin');
    for (const refused of [keychain?.wrap('secret'), keychain?.unwrap(new Uint8Array(3))]) {
      expect(refused).toMatchObject({ ok: false, code: 'station-key-locked' });
      expect(JSON.stringify(refused)).not.toContain('1234');
    }
  });
});

import { ok, refuse } from '../core/result.ts';
import type { Keychain } from '../stations/station-effects.ts';

/** What is used of Electron's `safeStorage`. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean;
  /** Linux only. */
  getSelectedStorageBackend(): string;
  encryptString(plain: string): Uint8Array;
  decryptString(encrypted: Buffer): string;
}

/** Where Electron only hides what it keeps, under a password that everybody knows, or cannot say how it keeps it. */
const noKeychains: ReadonlySet<string> = new Set(['basic_text', 'unknown']);

/**
 * The system's keychain: Keychain on macOS, DPAPI on Windows, a secret service or KWallet on Linux.
 * @param storage after the app is ready
 * @returns null where there is none that keeps a secret
 */
export function keychainOf(storage: SafeStorage, platform: NodeJS.Platform): Keychain | null {
  if (!storage.isEncryptionAvailable()) return null;
  if (platform === 'linux' && noKeychains.has(storage.getSelectedStorageBackend())) return null;
  return {
    wrap: (secret) => attempt(() => Uint8Array.from(storage.encryptString(secret))),
    unwrap: (wrapped) => attempt(() => storage.decryptString(Buffer.from(wrapped))),
  };
}

function attempt<T>(ask: () => T) {
  try {
    return ok(ask());
  } catch {
    // What the system says of it is not told: nobody knows what it quotes.
    return refuse('station-key-locked', "the system's keychain refused");
  }
}

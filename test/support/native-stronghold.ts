import { createRequire } from 'node:module';

/** The parts of the official native library (identity.rs 0.6) that the tests use. */
export interface NativeStronghold {
  readonly NapiStronghold: {
    readonly new: (file: string, password: string, saveOnDrop: boolean) => Promise<NativeFile>;
  };
  readonly NapiDid: { fromJSON(did: string): object };
  readonly NapiKeyLocation: { fromJSON(location: object): object };
}

export interface NativeFile {
  didCreate(network: string, fragment: string, privateKey: readonly number[]): Promise<NativeLocation>;
  didList(): Promise<readonly { toJSON(): string }[]>;
  keyPublic(did: object, location: object): Promise<readonly number[]>;
  flushChanges(): Promise<void>;
}

export interface NativeLocation {
  did(): object;
  keyLocation(): object;
  toJSON(): { did: string; location: { fragment: string; key_hash: string; key_type: string } };
}

/** The library that writes a version, or null where this machine has none. Its files open by `new`, not by construction. */
export function loadNativeStronghold(version: 2 | 3): NativeStronghold | null {
  try {
    return createRequire(import.meta.url)(`stronghold-native-v${version}`) as NativeStronghold;
  } catch {
    return null;
  }
}

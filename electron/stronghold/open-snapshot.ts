import { passwordForms } from '../core/password.ts';
import { ok, type Result, refuse } from '../core/result.ts';
import { deriveWrapKey, type WrapKey } from './age.ts';
import { decodeSnapshotWith, parseSnapshot } from './snapshot.ts';
import { readSnapshotHeader } from './snapshot-header.ts';
import { deriveSnapshotKey, deriveVersion2Key, type Version2Derivation } from './snapshot-key.ts';
import { decodeSnapshotVersion2 } from './snapshot-v2.ts';
import { type State, wipeState } from './state.ts';

/** A snapshot of either version, open. Its owner closes it. */
export type OpenSnapshot = OpenVersion2 | OpenVersion3;

interface OpenWith {
  /** The password in the form that opened it (see `passwordForms`). */
  readonly password: Uint8Array;
}

export interface OpenVersion2 extends OpenWith {
  readonly version: 2;
  readonly state: State;
  /** The snapshot key, 32 bytes: in this version it also seals the wallet's store values. */
  readonly key: Uint8Array;
}

export interface OpenVersion3 extends OpenWith {
  readonly version: 3;
  readonly state: State;
  /** Opens the same bytes again without scrypt. */
  readonly wrapKey: WrapKey;
}

/** How a file of version 2 is met. */
export interface Version2Options {
  /** Version 2 is refused by its own code unless it is asked for. */
  readonly allowVersion2?: boolean | undefined;
  /** The program that wrote it; wallet.rs where left out. */
  readonly derivation?: Version2Derivation | undefined;
}

/**
 * Opens a snapshot with its password, UTF-8 as typed. Where that is wrong and can be written in another form of Unicode, the
 * other forms are tried as well; each costs a derivation.
 * @returns the snapshot; `stronghold-version-2` for an old one that was not asked for, and the codes of
 * `decodeSnapshot` and `decodeSnapshotVersion2`
 */
export async function openSnapshot(
  bytes: Uint8Array,
  password: Uint8Array,
  options: Version2Options = {},
): Promise<Result<OpenSnapshot>> {
  const forms = passwordForms(password);
  let opened: Result<OpenSnapshot> = refuse('password-wrong', 'the password does not open this file');
  for (const form of forms) {
    opened = await openWithForm(bytes, form, options);
    if (opened.ok || opened.code !== 'password-wrong') break;
  }
  for (const form of forms) if (!opened.ok || opened.value.password !== form) form.fill(0);
  return opened;
}

async function openWithForm(
  bytes: Uint8Array,
  password: Uint8Array,
  { allowVersion2 = false, derivation }: Version2Options,
): Promise<Result<OpenSnapshot>> {
  const header = readSnapshotHeader(bytes);
  if (!header.ok) return header;
  if (header.value.version === 3) return openVersion3(bytes, password);
  if (!allowVersion2) {
    return refuse(
      'stronghold-version-2',
      'expected a Stronghold snapshot of version 3, got version 2; it can be migrated',
    );
  }
  const key = deriveVersion2Key(password, derivation);
  const state = decodeSnapshotVersion2(bytes, key);
  if (state.ok) return ok({ version: 2, state: state.value, key, password });
  key.fill(0);
  return state;
}

/** Zeroes password, keys and state of an open snapshot. */
export function closeSnapshot(snapshot: OpenSnapshot): void {
  wipeState(snapshot.state);
  snapshot.password.fill(0);
  if (snapshot.version === 2) snapshot.key.fill(0);
  else snapshot.wrapKey.key.fill(0);
}

async function openVersion3(bytes: Uint8Array, password: Uint8Array): Promise<Result<OpenVersion3>> {
  const file = parseSnapshot(bytes);
  if (!file.ok) return file;
  const wrapKey = await derivePasswordWrapKey(password, file.value);
  if (!wrapKey.ok) return wrapKey;
  const state = decodeSnapshotWith(bytes, wrapKey.value);
  if (state.ok) return ok({ version: 3, state: state.value, wrapKey: wrapKey.value, password });
  wrapKey.value.key.fill(0);
  return state;
}

/**
 * The wrap key of a version 3 file from its password: the one scrypt of every opening and every writing.
 * @returns the key, which the caller zeroes; or `stronghold-work-factor`
 */
export async function derivePasswordWrapKey(
  password: Uint8Array,
  recipient: { salt: Uint8Array; workFactor: number },
): Promise<Result<WrapKey>> {
  const key = deriveSnapshotKey(password);
  try {
    return await deriveWrapKey(key, recipient);
  } finally {
    key.fill(0);
  }
}

import { approve } from '../../electron/console/approve.ts';
import { createPracticeTreasury } from '../../electron/console/create-practice-treasury.ts';
import type { ConsoleEffects } from '../../electron/console/effects.ts';
import { readMovement } from '../../electron/console/movement-views.ts';
import { signIn } from '../../electron/console/sign-in.ts';
import type { Treasury } from '../../electron/console/treasury.ts';
import type { Result } from '../../electron/core/result.ts';

/** The password of every file of a test's treasury. */
export const PASSWORD = 'play money';
/** Weak on purpose: these files guard nothing. */
export const WORK_FACTOR = 2;

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

/** The value of a result that must be a success. */
export function must<T>(result: Result<T>): T {
  if (!result.ok) throw new Error(`${result.code}: ${result.message}`);
  return result.value;
}

/** The code of a refusal; null for a success. */
export const codeOf = (result: Result<unknown>): string | null => (result.ok ? null : result.code);

/** A practice treasury on a node that runs elsewhere. */
export function createTreasury(
  folder: string,
  node: { readonly url: string; readonly chain: string },
  effects: ConsoleEffects,
  password = PASSWORD,
) {
  return createPracticeTreasury(
    {
      folder,
      name: 'Treasury under test',
      password: utf8(password),
      workFactor: WORK_FACTOR,
      checkpointMs: 100,
      nodeUrl: node,
    },
    effects,
  );
}

/** Signs an officer in by the first name and approves what the screen shows. */
export async function approveAs(treasury: Treasury, name: string, id: string): Promise<void> {
  const officer = treasury.policy.officers.find((candidate) => candidate.name.startsWith(name))!;
  must(await signIn(treasury, { officerId: officer.id, password: utf8(PASSWORD) }));
  must(await approveShown(treasury, id));
}

/** Approves what the screen shows, as whoever is signed in. */
export async function approveShown(treasury: Treasury, id: string): Promise<Result<void>> {
  const { decoded } = must(readMovement(treasury, { id }));
  if (!decoded) throw new Error('there is nothing to approve');
  const { transactionDigest, viewDigest } = decoded;
  return approve(treasury, { id, transactionDigest, viewDigest });
}

import { ok, type Result } from '../../core/result.ts';
import type { Actor } from '../actor.ts';
import type { Station } from '../station.ts';
import { askOfficialLibrary } from '../vaults/second-opinion.ts';
import type { ConcludeParts } from './conclude.ts';
import { inTurn } from './in-turn.ts';
import { atStep, note } from './session.ts';

/**
 * Has the official library derive the addresses of the vault to which the backup belongs, out of a copy of its file. What
 * the library says otherwise is an alarm already when this refuses it; then the step can be passed over.
 * @param input.password of the vault's file, raw UTF-8; the caller wipes it
 * @param input.unenclosed whether it may be asked where nothing encloses its process
 */
export const askLibrary = inTurn(
  async (
    station: ConcludeParts & Pick<Station, 'keys' | 'recorder'>,
    actor: Actor,
    asked: { readonly password: Uint8Array; readonly unenclosed: boolean },
  ): Promise<Result<void>> => {
    const { ceremonies, effects } = station;
    const session = atStep(ceremonies, 'library-asked');
    if (!session.ok) return session;
    const { vault } = session.value;
    if (vault === null) throw new Error('a backup of no vault has no such step');
    const told = await askOfficialLibrary(station, actor, { vaultId: vault.id, ...asked });
    const otherwise = !told.ok && told.code === 'official-differs' ? 'differed' : 'failed';
    note(session.value, told.ok ? 'done' : otherwise, effects.now());
    effects.notify(['ceremony']);
    return told.ok ? ok(undefined) : told;
  },
);

/** Goes on without the official library. */
export const passOverLibrary = inTurn(
  async ({ ceremonies, effects }: ConcludeParts): Promise<Result<void>> => {
    const session = atStep(ceremonies, 'library-asked');
    if (!session.ok) return session;
    note(session.value, 'passed-over', effects.now());
    effects.notify(['ceremony']);
    return ok(undefined);
  },
);

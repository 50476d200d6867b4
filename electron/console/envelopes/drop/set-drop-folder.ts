import { ok, type Result } from '../../../core/result.ts';
import { type Actor, requireOfficer } from '../../actor.ts';
import type { Station } from '../../station.ts';
import { ownDropFolder } from '../envelope-log.ts';
import { fitFolder } from './list-files.ts';

/**
 * Chooses the folder in which this station leaves envelopes and finds those of others. The journal takes it in, with its
 * real place.
 * @param folder absolute path; null for none from here on
 * @returns refuses `officer-not-signed-in`, `drop-folder-unfit`, `books-differ`, and as commits do
 */
export async function setDropFolder(
  station: Pick<Station, 'treasury' | 'recorder' | 'envelopes' | 'effects'>,
  actor: Actor,
  folder: string | null,
): Promise<Result<void>> {
  const officer = requireOfficer(actor);
  if (!officer.ok) return officer;
  const { treasury, envelopes, recorder, effects } = station;
  const place = folder === null ? ok(null) : await fitFolder(folder, treasury.folder);
  if (!place.ok) return place;
  const records = await envelopes.read();
  if (!records.ok) return records;
  if (ownDropFolder(records.value, treasury.key.stationId) === place.value) return ok(undefined);
  const told = await recorder.commit({
    expects: [],
    entries: [{ kind: 'drop-folder-set', actor, body: { folder: place.value } }],
    answer: undefined,
  });
  effects.notify(['app', 'journal']);
  return told;
}

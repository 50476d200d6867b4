import path from 'node:path';
import {
  createStationKey,
  readStationKey,
  type StationKey,
} from '../../electron/console/treasury/station-key.ts';
import { must } from './must.ts';

/** A station's key, made in a folder. */
export async function benchStationKey(folder: string): Promise<StationKey> {
  const file = path.join(folder, 'station.key');
  await createStationKey(file, {
    uuid: () => crypto.randomUUID(),
    random: (length) => crypto.getRandomValues(new Uint8Array(length)),
    keychain: null,
  });
  return must(await readStationKey(file, null));
}

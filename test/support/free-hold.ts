import { FolderHold } from '../../electron/console/treasury/folder-hold.ts';
import type { StationKey } from '../../electron/console/treasury/station-key.ts';
import { ok } from '../../electron/core/result.ts';

/** The hold of a folder with nothing to settle, whose journal one station signs from its first entry on. */
export const freeHold = ({ stationId, publicKey }: Pick<StationKey, 'stationId' | 'publicKey'>): FolderHold =>
  new FolderHold({
    settled: {
      stations: [{ stationId, stationKey: publicKey, from: 1 }],
      spends: [],
      last: null,
      refuseBefore: 0,
      lostTo: 0,
    },
    enrolment: null,
    older: null,
    known: null,
    key: { stationId },
    keyFile: { write: async () => ok(undefined), take: async () => {} },
    treasuryId: '00000000-0000-4000-8000-000000000001',
    now: () => 0,
    changed: () => {},
    keep: () => {},
    kept: async () => {},
  });

/** A check of the books that has found them whole. */
export const wholeCheck = {
  view: () => ({ state: 'whole', entries: 0, head: '' }) as const,
  whole: async () => ({ ok: true, value: undefined }) as const,
  rowsOf: async () => ({ ok: true, value: undefined }) as const,
};

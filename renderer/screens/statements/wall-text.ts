import { isoTime } from '../../../electron/core/period/zone.ts';

/** Date and time by the clocks of a zone, with its offset: `2026-11-27 09:30:00+01:00`. */
export const wallText = (zone: string, at: number) => isoTime(zone, at).replace('T', ' ');

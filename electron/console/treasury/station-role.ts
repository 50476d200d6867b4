import type { Station } from '../station.ts';

export type StationRole = 'desk' | 'cold';

/** A station without a network is a cold one. */
export const stationRole = ({ line }: Pick<Station, 'line'>): StationRole =>
  line === null ? 'cold' : 'desk';

import type { Station } from '../station.ts';

export type StationRole = 'desk' | 'cold' | 'officer';

/** A station without a network is a cold one; one that came to its treasury by an envelope is an officer's desk. */
export function stationRole({ line, treasury }: Pick<Station, 'line' | 'treasury'>): StationRole {
  if (treasury.file().node.kind === 'none') return 'officer';
  return line === null ? 'cold' : 'desk';
}

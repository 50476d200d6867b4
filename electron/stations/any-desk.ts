import type { Station } from '../console/station.ts';
import type { Desk } from './desk.ts';

/** A station that a window works with: a desk, or an officer's desk, which has no line to a network. */
export type AnyDesk = Omit<Desk, 'line'> & Pick<Station, 'line'>;

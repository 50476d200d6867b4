import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { useReading } from '../../state/use-reading.ts';

/** The ceremony under way, followed live; null when there is none. */
export function useCeremony(): CeremonyView | null {
  return useReading('ceremony.read', {}, ['ceremony', 'app']).value;
}

import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { useReading } from '../../state/use-reading.ts';

/** The ceremony under way that was begun here, followed live; null when there is none. */
export function useCeremony(): CeremonyView | null {
  const view = useReading('ceremony.read', {}, ['ceremony', 'app']).value;
  return view?.isOwn ? view : null;
}

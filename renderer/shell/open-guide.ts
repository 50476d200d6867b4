import { placeOfScreen } from '../guide/place-of-screen.ts';
import { useNavigation } from '../state/navigation.ts';

/** Opens the guide where it tells of the present screen. A dialog and a ceremony are not left for it. */
export function openGuide(): void {
  if (document.querySelector('[role="dialog"], [data-ceremony]') !== null) return;
  const { place, go } = useNavigation.getState();
  if (place.screen === 'guide') return;
  const isOpen = document.querySelector('.shell') !== null;
  go(isOpen ? { screen: 'guide', guide: placeOfScreen[place.screen] } : { screen: 'guide' });
}

/** F1, everywhere. */
export function onGuideKey(event: KeyboardEvent): void {
  if (event.key !== 'F1' || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openGuide();
}

import { hasTerm, termsOf } from '../../electron/core/search/found-by.ts';
import { useActing } from '../state/acting.ts';
import { useActingOfficer, useTreasury } from '../state/app-context.ts';
import { useDialogs } from '../state/dialogs.ts';
import { askFor } from '../state/list-view.ts';
import { screensOf, useNavigation } from '../state/navigation.ts';
import { finderTexts as text } from '../texts/finder-texts.ts';
import { texts } from '../texts/texts.ts';
import { guidePages } from './guide-pages.ts';
import { lockStation } from './lock-station.ts';

/** One thing that was found, and what choosing it does. */
export interface Found {
  readonly id: string;
  readonly title: string;
  readonly about: string;
  readonly open: () => void;
}

/** So many officers and pages are shown. */
const MOST = 6;

/** What this window knows by itself: what can be done now, officers, pages of the guide. */
export function useFoundHere(query: string): {
  readonly actions: readonly Found[];
  readonly officers: readonly Found[];
  readonly guide: readonly Found[];
} {
  const { vaults, officers, stationRole } = useTreasury();
  const { go } = useNavigation();
  const show = useDialogs((dialogs) => dialogs.show);
  const acting = useActing();
  const officer = useActingOfficer();
  const terms = termsOf(query);
  const fits = ({ title, about }: Found) => terms.every((term) => hasTerm(`${title} ${about}`, term));
  const actions: readonly Found[] = [
    ...screensOf(stationRole).map((screen) => ({
      id: `go ${screen}`,
      title: text.goTo(texts.rail[screen]),
      about: '',
      open: () => go({ screen }),
    })),
    ...(officer?.roles.includes('maker') && stationRole !== 'officer'
      ? [
          {
            id: 'withdraw',
            title: text.newWithdrawal,
            about: '',
            open: () => go({ screen: 'withdrawals', compose: true }),
          },
        ]
      : []),
    { id: 'sign in', title: text.signInOfficer, about: '', open: () => show({ kind: 'sign-in' }) },
    ...vaults
      .filter(({ state }) => state === 'locked' && acting !== null && stationRole !== 'officer')
      .map(({ id, name }) => ({
        id: `unlock ${id}`,
        title: text.unlock(name),
        about: '',
        open: () => show({ kind: 'unlock', vaultId: id }),
      })),
    { id: 'lock', title: text.lockAll, about: '', open: () => void lockStation() },
  ];
  const people = acting === null || terms.length === 0 ? [] : officers;
  return {
    actions: actions.filter(fits),
    officers: people
      .map(({ id, name }) => ({
        id,
        title: name,
        about: text.acts(name),
        open: () => {
          askFor('journal', { person: id });
          go({ screen: 'journal' });
        },
      }))
      .filter(fits)
      .slice(0, MOST),
    guide: guidePages.filter(fits).slice(0, MOST),
  };
}

import {
  type Icon,
  IconAddressBook,
  IconArrowsTransferDown,
  IconBook2,
  IconFileInvoice,
  IconGauge,
  IconHelp,
  IconMail,
  IconNetwork,
  IconSettings,
  IconShieldLock,
  IconSignature,
  IconTransferIn,
  IconTransferOut,
  IconUsersGroup,
} from '@tabler/icons-react';
import { Toasts } from '../components/toasts.tsx';
import { useTreasury } from '../state/app-context.ts';
import { type Screen, screensOf, useNavigation } from '../state/navigation.ts';
import { texts } from '../texts/texts.ts';
import { VaultLock } from './vault-lock.tsx';

const icons: Record<Screen, Icon> = {
  dashboard: IconGauge,
  accounts: IconAddressBook,
  deposits: IconTransferIn,
  withdrawals: IconTransferOut,
  sweeps: IconArrowsTransferDown,
  journal: IconBook2,
  statements: IconFileInvoice,
  vaults: IconShieldLock,
  network: IconNetwork,
  settings: IconSettings,
  envelopes: IconMail,
  messages: IconSignature,
  recipients: IconUsersGroup,
  guide: IconHelp,
};

/** The way to every screen, with a count of what waits for the officer; below it the vaults and their locks. */
export function Rail() {
  const treasury = useTreasury();
  const { place, go } = useNavigation();
  const { withdrawals, sweeps, gathers, messages } = treasury.waitsForMe;
  const counts: Partial<Record<Screen, number>> = {
    withdrawals,
    sweeps: sweeps + gathers,
    messages,
    envelopes: treasury.cameIn ?? 0,
  };
  return (
    <nav className="rail" aria-label={texts.rail.label}>
      <ul>
        {screensOf(treasury.stationRole).map((screen) => {
          const Picture = icons[screen];
          const count = counts[screen] ?? 0;
          return (
            <li key={screen}>
              <button
                type="button"
                className="rail-item"
                aria-current={place.screen === screen ? 'page' : undefined}
                onClick={() => go({ screen })}
              >
                <Picture size={18} stroke={1.7} aria-hidden />
                <span>{texts.rail[screen]}</span>
                {count > 0 && (
                  <span className="rail-count" role="img" aria-label={texts.rail.waits(count)}>
                    {count > 999 ? '999+' : count}
                  </span>
                )}
              </button>
            </li>
          );
        })}
      </ul>
      <Toasts />
      {treasury.stationRole !== 'officer' && (
        <section className="rail-foot" aria-label={texts.rail.locks}>
          <h2>{texts.rail.locks}</h2>
          {treasury.vaults.map((vault) => (
            <VaultLock key={vault.id} vault={vault} />
          ))}
        </section>
      )}
    </nav>
  );
}

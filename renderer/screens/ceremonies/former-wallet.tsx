import { IconCircleCheck, IconHistory, IconX } from '@tabler/icons-react';
import type { FormerView } from '../../../electron/contract/ceremony.ts';
import { amountText } from '../../../electron/core/money.ts';
import { Badge } from '../../components/badge.tsx';
import { numbered } from '../../components/numbered.ts';
import { Facts } from '../../components/panel.tsx';
import { formerAsset } from '../../texts/chains.ts';
import { outcomeTexts, walletFolderTexts as text } from '../../texts/wallet-folder-texts.ts';

type Account = FormerView['accounts'][number];

const looks = {
  comes: { icon: IconCircleCheck, tone: 'good' },
  'other-coin-type': { icon: IconHistory, tone: 'warn' },
  differs: { icon: IconX, tone: 'bad' },
  'too-many': { icon: IconX, tone: 'bad' },
  'no-address': { icon: IconX, tone: 'bad' },
} as const;

/** What comes out of another wallet's folder, account by account, what does not, and why. */
export function FormerWallet(props: { readonly former: FormerView; readonly done?: boolean }) {
  const { former, done = false } = props;
  const { accounts, unread, unreadMore } = former;
  const title = done ? text.came : text.dryRun;
  const comes = accounts.filter(({ outcome }) => outcome === 'comes').length;
  return (
    <section className="block" aria-label={title}>
      <div>
        <strong>{title}</strong>
        <p>{text.sum(comes, former.payments)}</p>
        <p className="dim small">
          {done ? '' : text.notYet} {text.history}
        </p>
      </div>
      <Facts
        of={[
          [text.folder, former.folder],
          [text.network, former.network ?? text.notSaid],
        ]}
      />
      {accounts.length === 0 ? (
        <p className="dim">{text.none}</p>
      ) : (
        <ul className="former-accounts" aria-label={title}>
          {accounts.map((account) => (
            <AccountItem key={account.index} account={account} prefix={former.prefix} />
          ))}
        </ul>
      )}
      {unread.length > 0 && (
        <div>
          <strong>{text.unread}</strong>
          <ul className="former-unread small" aria-label={text.unread}>
            {numbered(unread).map(({ place, item }) => (
              <li key={place}>
                {item.place}: <span className="dim">{item.why}</span>
              </li>
            ))}
            {unreadMore > 0 && <li className="dim">{text.more(unreadMore)}</li>}
          </ul>
        </div>
      )}
    </section>
  );
}

function AccountItem({ account, prefix }: { readonly account: Account; readonly prefix: string | null }) {
  const { outcome, difference, name } = account;
  const { word, why } = outcomeTexts[outcome];
  const amount = (units: string) => amountText(BigInt(units), formerAsset(prefix));
  return (
    <li className="former-account">
      <div className="former-head">
        <span>
          <strong>{account.alias ?? text.unnamed}</strong>{' '}
          <span className="dim small">{text.number(account.index)}</span>
        </span>
        <Badge {...looks[outcome]}>{word}</Badge>
      </div>
      <dl className="former-figures">
        <dt>{text.columns.addresses}</dt>
        <dd>{text.addresses(account)}</dd>
        <dt>{text.columns.payments}</dt>
        <dd>{text.payments(account)}</dd>
        <dt>{text.columns.lastSeen}</dt>
        <dd>
          {amount(account.lastSeen)}
          {account.lastBound !== '0' && <p className="dim small">{text.bound(amount(account.lastBound))}</p>}
          {account.lastElsewhere !== '0' && (
            <p className="dim small">{text.elsewhere(amount(account.lastElsewhere))}</p>
          )}
        </dd>
      </dl>
      {name && name.alias !== account.alias && <p className="small">{text.name(name)}</p>}
      {outcome !== 'comes' && <p className="dim small">{why}</p>}
      {difference && (
        <div className="small">
          <p>{text.differs(difference.change, difference.index)}</p>
          <Facts
            of={[
              [
                text.written,
                <span key="written" className="mono selectable">
                  {difference.written}
                </span>,
              ],
              [
                text.writtenThere,
                <span key="text" className="mono selectable dim">
                  {difference.text}
                </span>,
              ],
              [
                text.derived,
                <span key="derived" className="mono selectable">
                  {difference.derived}
                </span>,
              ],
            ]}
          />
        </div>
      )}
    </li>
  );
}

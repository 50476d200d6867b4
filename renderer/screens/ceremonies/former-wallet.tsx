import { IconCircleCheck, IconHistory, IconX } from '@tabler/icons-react';
import type { FormerView } from '../../../electron/contract/ceremony.ts';
import { formatAmount } from '../../../electron/core/money.ts';
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
        <div className="former-scroll">
          <table className="former-table" aria-label={title}>
            <thead>
              <tr>
                <th scope="col">{text.columns.account}</th>
                <th scope="col">{text.columns.addresses}</th>
                <th scope="col">{text.columns.payments}</th>
                <th scope="col">{text.columns.lastSeen}</th>
                <th scope="col">{text.columns.outcome}</th>
              </tr>
            </thead>
            <tbody>
              {accounts.map((account) => (
                <AccountRow key={account.index} account={account} />
              ))}
            </tbody>
          </table>
        </div>
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

function AccountRow({ account }: { readonly account: Account }) {
  const { outcome, difference } = account;
  const { word, why } = outcomeTexts[outcome];
  return (
    <tr>
      <td>
        <strong>{account.alias ?? text.unnamed}</strong>
        <p className="dim small">{text.number(account.index)}</p>
      </td>
      <td>{text.addresses(account)}</td>
      <td>{text.payments(account)}</td>
      <td className="figure">{formatAmount(BigInt(account.lastSeen), formerAsset)}</td>
      <td>
        <Badge {...looks[outcome]}>{word}</Badge>
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
      </td>
    </tr>
  );
}

import type { FileContents } from '../../../electron/core/ceremony/file-contents.ts';
import { Facts } from '../../components/panel.tsx';
import { useTreasury } from '../../state/app-context.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';

const text = stageTexts.contents;
/** More would not be read by anyone. */
const SHOWN = 20;

/** What an opened Stronghold file tells besides its seed: read, shown, and not believed. */
export function FileContentsCard({ contents }: { readonly contents: FileContents }) {
  const { coinType: expected } = useTreasury();
  const { coinType, network, nodes, accounts, accountsLeftOut, unknown } = contents;
  const more = Math.max(0, accounts.length - SHOWN) + accountsLeftOut;
  return (
    <section className="block" aria-label={text.title(contents.version)}>
      <div>
        <strong>{text.title(contents.version)}</strong>
        <p className="dim small">{text.hearsay}</p>
      </div>
      <Facts
        of={[
          [text.coinType, text.coinTypeOf(coinType, expected)],
          [text.network, network ?? text.notSaid],
          [text.nodes, nodes.length === 0 ? text.notSaid : nodes.join(', ')],
          ...(accounts.length === 0 ? [[text.accounts, text.noAccounts] as const] : []),
          [text.unknown, unknown === 0 ? text.nothingUnknown : text.unknownOf(unknown)],
        ]}
      />
      {accounts.length > 0 && (
        <ul className="file-accounts" aria-label={text.accounts}>
          {accounts.slice(0, SHOWN).map((account) => (
            <li key={`${account.index} ${account.coinType}`}>
              <strong>{account.alias ?? text.unnamed}</strong>
              <span className="dim">{text.accountOf(account, expected)}</span>
            </li>
          ))}
          {more > 0 && <li className="dim">{text.more(more)}</li>}
        </ul>
      )}
    </section>
  );
}

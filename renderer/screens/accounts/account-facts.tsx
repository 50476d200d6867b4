import type { AccountRow } from '../../../electron/contract/accounts.ts';
import { Amount } from '../../components/amount.tsx';
import { HeldAndFree } from '../../components/held-and-free.tsx';
import { FullMoment, Moment } from '../../components/moment.tsx';
import { Facts } from '../../components/panel.tsx';
import { useActing } from '../../state/acting.ts';
import { useReading } from '../../state/use-reading.ts';
import { texts } from '../../texts/texts.ts';

const text = texts.accounts;

/** What an account has received, what lies on it now, and who named it what. */
export function AccountFacts({ row }: { readonly row: AccountRow }) {
  const account = { as: useActing(), vaultId: row.vaultId, account: row.index };
  const { value } = useReading('account.read', account, ['accounts', 'deposits', 'movements']);
  const former = value?.formerNames ?? [];
  return (
    <>
      <Facts
        of={[
          [
            text.received,
            <strong key="received">
              <Amount units={row.received} />
            </strong>,
          ],
          [
            text.lastDeposit,
            row.lastDepositAt === null ? text.noDeposit : <FullMoment key="last" at={row.lastDepositAt} />,
          ],
          [
            text.onChain,
            <div key="now">
              <Amount units={row.balance} />
              {value !== null && value.held !== '0' && (
                <HeldAndFree free={value.free} reserved={value.held} />
              )}
            </div>,
          ],
        ]}
      />
      <p className="dim small">{text.onChainHint}</p>
      <Facts
        of={[
          [text.note, row.note === '' ? text.noNote : row.note],
          ...(former.length === 0
            ? []
            : ([
                [
                  text.formerNames,
                  <ul key="former" className="plain-list">
                    {former.map(({ alias, endedAt, officerName }) => (
                      <li key={endedAt}>
                        {text.formerName(alias, officerName)} <Moment at={endedAt} />
                      </li>
                    ))}
                  </ul>,
                ],
              ] as const)),
          [text.index, row.index],
          [text.opened, <FullMoment key="opened" at={row.createdAt} />],
          ...(row.archivedAt === null
            ? []
            : ([[text.archivedAt, <FullMoment key="archived" at={row.archivedAt} />]] as const)),
        ]}
      />
    </>
  );
}

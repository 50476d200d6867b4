import type { ReactNode } from 'react';
import type { AccountRow } from '../../../electron/contract/accounts.ts';
import { Amount } from '../../components/amount.tsx';
import { BalanceGrade } from '../../components/balance-grade.tsx';
import { HeldAndFree } from '../../components/held-and-free.tsx';
import { Holders } from '../../components/holders.tsx';
import { FullMoment, Moment } from '../../components/moment.tsx';
import { Facts, Section } from '../../components/panel.tsx';
import { useActing } from '../../state/acting.ts';
import { useReading } from '../../state/use-reading.ts';
import { othersTexts } from '../../texts/others-texts.ts';
import { texts } from '../../texts/texts.ts';
import { OthersSection, useOthers } from './others-section.tsx';

const text = texts.accounts;

/** What lies on an account now, what it has received, its note; last what only a check needs, with `children` of its address. */
export function AccountFacts({ row, children }: { readonly row: AccountRow; readonly children: ReactNode }) {
  const others = useOthers(row);
  const account = { as: useActing(), vaultId: row.vaultId, account: row.index };
  const { value } = useReading('account.read', account, ['accounts', 'deposits', 'movements']);
  const former = value?.formerNames ?? [];
  return (
    <>
      <Facts
        of={[
          [
            text.onChain,
            <div key="now">
              <strong>
                <Amount units={row.balance} />
              </strong>
              {value !== null && row.balance !== '0' && (
                <BalanceGrade balance={row.balance} unproven={value.unproven} existed={value.existed} />
              )}
              {value !== null && value.held !== '0' && (
                <>
                  <HeldAndFree free={value.free} reserved={value.held} />
                  <Holders vaultId={row.vaultId} account={row.index} />
                </>
              )}
            </div>,
          ],
          ...(others?.value && others.value.total > 0
            ? ([[othersTexts.title, othersTexts.count(others.value.total)]] as const)
            : []),
          [
            text.lastDeposit,
            row.lastDepositAt === null ? text.noDeposit : <FullMoment key="last" at={row.lastDepositAt} />,
          ],
          [
            text.received,
            <strong key="received">
              <Amount units={row.received} />
            </strong>,
          ],
          [text.note, row.note === '' ? text.noNote : row.note],
        ]}
      />
      <p className="dim small">{text.onChainHint}</p>
      {others && <OthersSection {...others} />}
      <Section title={text.details}>
        <div className="stack-tight">
          <Facts
            of={[
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
          {children}
        </div>
      </Section>
    </>
  );
}

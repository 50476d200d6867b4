import type { ReactNode } from 'react';
import type { AccountRow } from '../../../electron/contract/accounts.ts';
import { Amount } from '../../components/amount.tsx';
import { Grade } from '../../components/grade.tsx';
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

/** Says of a balance whether it is proven, and how much of it is not, by what stands behind it. */
function BalanceGrade(props: Record<'balance' | 'unproven' | 'existed', string>) {
  const [unproven, existed] = [BigInt(props.unproven), BigInt(props.existed)];
  const parts = [
    ['proven', BigInt(props.balance) - unproven],
    ['existed', existed],
    ['unproven', unproven - existed],
  ] as const;
  const some = parts.filter(([, units]) => units > 0n);
  if (some.length === 1) return some.map(([grade]) => <Grade key={grade} grade={grade} />);
  // What is proven is the rest.
  return some.flatMap(([grade, units]) =>
    grade === 'proven'
      ? []
      : [
          <Grade key={grade} grade={grade}>
            <Amount units={units.toString()} />
          </Grade>,
        ],
  );
}

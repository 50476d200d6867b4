import { Button, Skeleton } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { AccountRow, OtherRow, OthersView } from '../../../electron/contract/accounts.ts';
import { AddressLine } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Grade } from '../../components/grade.tsx';
import { FullMoment } from '../../components/moment.tsx';
import { Facts, Section } from '../../components/panel.tsx';
import { useActing } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { useAsset } from '../../state/asset.ts';
import { noteOthers } from '../../state/others-in-sight.ts';
import { type Reading, useReading } from '../../state/use-reading.ts';
import { othersTexts as text } from '../../texts/others-texts.ts';
import { type OtherFact, otherFacts } from './other-facts.ts';

/** Rows that are shown at once; the others come on demand. */
const SHOWN = 20;

/** What lies on an account's newest addresses beside plain money: the node is asked when the panel opens. */
export function useOthers({ vaultId, index }: AccountRow): Reading<OthersView> | null {
  const { node } = useTreasury();
  const asked = { as: useActing(), vaultId, account: index, address: null };
  const reading = useReading('account.others', node === null ? null : asked, []);
  const total = reading.value?.total;
  useEffect(() => {
    if (total !== undefined) noteOthers({ vaultId, index }, total);
  }, [vaultId, index, total]);
  return node === null ? null : reading;
}

/** Each such thing with what it is, why it cannot be spent here, and until when. */
export function OthersSection({ value, problem, retry }: Reading<OthersView>) {
  return (
    <Section title={text.title} hint={text.hint}>
      <div className="stack-tight">
        {problem && <ErrorNotice problem={problem} onRetry={retry} />}
        {value === null ? problem === null && <Skeleton height={60} /> : <Others of={value} />}
      </div>
    </Section>
  );
}

function Others({ of: { rows, total, isWhole, asked, addresses } }: { readonly of: OthersView }) {
  const [most, setMost] = useState(SHOWN);
  const left = rows.length - most;
  return (
    <>
      {total > 0 ? <Grade grade="unproven" /> : isWhole && <p className="dim">{text.none}</p>}
      {total > 0 && (
        <ul className="plain-list stack-tight others" aria-label={text.list}>
          {rows.slice(0, most).map((row) => (
            <li key={row.id} className="block">
              <Other row={row} showAddress={addresses > 1} />
            </li>
          ))}
        </ul>
      )}
      {left > 0 && (
        <div>
          <Button variant="default" size="compact-sm" onClick={() => setMost(most + 5 * SHOWN)}>
            {text.showMore(Math.min(left, 5 * SHOWN))}
          </Button>
        </div>
      )}
      {total > rows.length && <p className="dim">{text.andMore(total - rows.length)}</p>}
      {!isWhole && <p>{text.notWhole}</p>}
      {asked < addresses && <p className="dim">{text.asked(asked, addresses)}</p>}
    </>
  );
}

function Other({ row, showAddress }: { readonly row: OtherRow; readonly showAddress: boolean }) {
  const { unit } = useAsset();
  return (
    <div>
      <div className="row">
        <strong className="grow">{text.what(row.kind)}</strong>
        <AmountOf row={row} />
      </div>
      <p className="dim small">{text.why(row.kind, unit)}</p>
      <Facts
        of={otherFacts(row, Date.now(), showAddress).map((fact) => [fact.name, <Shown key="of" {...fact} />])}
      />
    </div>
  );
}

/** Another asset's amount has no point, and never this one's unit. */
function AmountOf({ row: { amount } }: { readonly row: OtherRow }) {
  if (amount === null) return null;
  if (amount.asset === null) return <Amount units={amount.units} />;
  return <span className="figure selectable">{text.baseUnits(amount.units)}</span>;
}

function Shown({ at, units, address, code, plain }: OtherFact) {
  if (at !== undefined) return <FullMoment at={at} />;
  if (units !== undefined) return <Amount units={units} />;
  if (address !== undefined) return <AddressLine address={address} />;
  return code === undefined ? plain : <span className="mono small other-code selectable">{code}</span>;
}

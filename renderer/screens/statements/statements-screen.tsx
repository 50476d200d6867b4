import { IconFileInvoice } from '@tabler/icons-react';
import { useState } from 'react';
import type { StatementLine } from '../../../electron/contract/statements.ts';
import type { Period } from '../../../electron/core/period/period.ts';
import { dayAt } from '../../../electron/core/period/zone.ts';
import { Amount } from '../../components/amount.tsx';
import { EmptyNote } from '../../components/empty-note.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { VirtualList } from '../../components/virtual-list.tsx';
import { actingOfficer, useActing } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { useReading } from '../../state/use-reading.ts';
import { useRows } from '../../state/use-rows.ts';
import { entryText, statementTexts as text } from '../../texts/statement-texts.ts';
import { texts } from '../../texts/texts.ts';
import { LinePanel } from './line-panel.tsx';
import { deskZone, PeriodBar } from './period-bar.tsx';
import { type ChosenPeriod, periodOf, stepDay } from './period-steps.ts';
import { SaveMenu, SaveProgress } from './save-menu.tsx';
import { StatementTable } from './statement-table.tsx';
import { wallText } from './wall-text.ts';

const topics = ['accounts', 'deposits', 'movements'] as const;
/** What is asked for while the fields of a period are not filled in: nothing is read by it. */
const nowhere: Period = { kind: 'day', day: '1970-01-01' };
const keyOf = ({ id }: StatementLine) => id;

/** What a line is about: a reference, an own name, or the movement that a fee was paid for. */
function whatOf({ reference, account, address, partyVault, party, kind, movement }: StatementLine) {
  const paidFor = movement === null || movement === kind ? null : texts.movements.kinds[movement];
  return reference || account || partyVault || paidFor || address || party;
}

/** The statement of a period: on the screen first, then as a file. */
export function StatementsScreen() {
  const [zone, setZone] = useState(deskZone);
  const [chosen, choose] = useState<ChosenPeriod>(() => {
    const day = dayAt(deskZone, Date.now());
    return { kind: 'month', day, from: `${day}T00:00`, to: `${stepDay(day, 'day', 1)}T00:00` };
  });
  const [line, setLine] = useState<StatementLine | null>(null);
  const period = periodOf(chosen);
  const as = useActing();
  const statement = useReading('statement.read', period && { as, period, zone }, topics, { keepOther: true });
  const view = period === null ? null : statement.value;
  const rows = useRows(
    JSON.stringify([period, zone]),
    (window) => call('statement.lines', { as: actingOfficer(), period: period ?? nowhere, zone, ...window }),
    topics,
  );
  return (
    <ScreenFrame
      title={text.title}
      lead={text.lead}
      actions={<SaveMenu period={view && period} zone={zone} />}
    >
      <div className={line === null ? 'split split-whole' : 'split split-wide'}>
        <div className="split-left">
          <PeriodBar chosen={chosen} choose={choose} zone={zone} chooseZone={setZone} />
          <SaveProgress />
          {statement.problem && <ErrorNotice problem={statement.problem} onRetry={statement.retry} />}
          {view !== null && statement.problem === null && (
            <>
              <p className="dim statement-span">
                <span className="figure">
                  {text.span(wallText(zone, view.from), wallText(zone, view.to))}
                </span>{' '}
                {view.followedTo === null ? text.followedNothing : text.followed(view.followedTo)}{' '}
                {view.open && text.open}
              </p>
              {view.skipped.map(({ from, to, fromAt, toAt }) => (
                <p key={from} role="note">
                  {text.unseen(from, to, wallText(zone, fromAt), wallText(zone, toAt))}
                </p>
              ))}
              <StatementTable view={view} />
              <VirtualList
                label={text.lines}
                rows={rows}
                rowHeight={34}
                columns="col-statement"
                keyOf={keyOf}
                selected={line?.id ?? null}
                onSelect={setLine}
                head={
                  <>
                    <span>{text.columns.when}</span>
                    <span>{text.columns.entry}</span>
                    <span>{text.columns.of}</span>
                    <span>{text.columns.vault}</span>
                    <span className="right">{text.columns.amount}</span>
                  </>
                }
                empty={<EmptyNote icon={IconFileInvoice} title={text.none} hint={text.noneHint} />}
              >
                {(row) => (
                  <>
                    <span className="dim figure ellipsis">{wallText(zone, row.at).slice(0, 19)}</span>
                    <span>{entryText[row.kind]}</span>
                    <span className="ellipsis">{whatOf(row)}</span>
                    <span className="dim ellipsis">{row.vaultName}</span>
                    <span className="right">
                      <Amount units={row.amount} column />
                    </span>
                  </>
                )}
              </VirtualList>
            </>
          )}
        </div>
        {line !== null && <LinePanel line={line} zone={zone} onClose={() => setLine(null)} />}
      </div>
    </ScreenFrame>
  );
}

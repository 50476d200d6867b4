import type { ReactNode } from 'react';
import type { StatementLine } from '../../../electron/contract/statements.ts';
import { isoTime } from '../../../electron/core/period/zone.ts';
import { Amount } from '../../components/amount.tsx';
import { Grade, gradeOf } from '../../components/grade.tsx';
import { Facts, Panel } from '../../components/panel.tsx';
import { entryText, statementTexts as text } from '../../texts/statement-texts.ts';
import { texts } from '../../texts/texts.ts';

/** One line of a statement, whole. */
export function LinePanel(props: {
  readonly line: StatementLine;
  readonly zone: string;
  readonly onClose: () => void;
}) {
  const { line, zone } = props;
  const { facts } = text;
  const code = (value: string) => <span className="mono breaks selectable">{value}</span>;
  const some = (name: string, value: string | null, written: (value: string) => ReactNode = code) =>
    value === null || value === '' ? [] : [[name, written(value)] as const];
  return (
    <Panel label={text.line} title={<h2>{entryText[line.kind]}</h2>} onClose={props.onClose}>
      <Facts
        of={[
          [facts.amount, <Amount key="amount" units={line.amount} />],
          [
            facts.when,
            <span key="when" className="figure selectable">
              {isoTime(zone, line.at)}
            </span>,
          ],
          [facts.vault, line.vaultName],
          ...some(facts.account, line.account, (value) => <span className="selectable">{value}</span>),
          ...some(facts.reference, line.reference, (value) => <span className="selectable">{value}</span>),
          ...some(facts.movement, line.movement && texts.movements.kinds[line.movement], (value) => value),
          ...some(facts.address, line.address),
          ...some(facts.party, line.party),
          [facts.checkpoint, code(line.checkpoint)],
          [texts.deposits.grade, <Grade key="grade" grade={gradeOf[line.restsOn]} />],
          [facts.transaction, code(line.transaction)],
        ]}
      />
    </Panel>
  );
}

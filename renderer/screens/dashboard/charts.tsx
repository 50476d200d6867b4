import { SegmentedControl, Skeleton } from '@mantine/core';
import { lazy, type ReactNode, Suspense, useState } from 'react';
import type { DayFigures } from '../../../electron/contract/statements.ts';
import { Amount } from '../../components/amount.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { useActing } from '../../state/acting.ts';
import { useAsset } from '../../state/asset.ts';
import { useReading } from '../../state/use-reading.ts';
import { chartTexts as text } from '../../texts/statement-texts.ts';

const DAYS = 30;
const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;

// The library of charts is read when the first chart is drawn: the window does not wait for it.
const FloatChart = lazy(async () => ({ default: (await import('./drawn-charts.tsx')).FloatChart }));
const FlowChart = lazy(async () => ({ default: (await import('./drawn-charts.tsx')).FlowChart }));

/** The float against its band, and what came and went, each as chart or as the table behind it. */
export function Charts() {
  const days = useReading(
    'statement.days',
    { as: useActing(), zone, days: DAYS },
    ['accounts', 'movements'],
    {
      keepOther: true,
    },
  );
  const figures = days.value;
  if (days.problem) return <ErrorNotice problem={days.problem} onRetry={days.retry} />;
  if (figures === null) return null;
  const newest = figures.toReversed();
  return (
    <>
      <ChartCard
        name={text.float}
        chart={<FloatChart days={figures} />}
        columns={[text.floatOf, text.min, text.target, text.max]}
        days={newest}
        cells={({ float, band }) => [float, band?.min ?? null, band?.target ?? null, band?.max ?? null]}
      />
      <ChartCard
        name={text.flows}
        chart={<FlowChart days={figures} />}
        columns={[text.inflow, text.outflow]}
        days={newest}
        cells={({ inflow, outflow }) => [inflow, outflow]}
      />
    </>
  );
}

function ChartCard(props: {
  readonly name: string;
  readonly chart: ReactNode;
  readonly columns: readonly string[];
  readonly days: readonly DayFigures[];
  readonly cells: (day: DayFigures) => readonly (string | null)[];
}) {
  const { name, columns } = props;
  const [show, setShow] = useState<'chart' | 'table'>('chart');
  const { unit } = useAsset();
  return (
    <section className="card chart-card span-6" aria-label={name}>
      <h2 className="card-title">
        {name}
        <SegmentedControl
          size="xs"
          aria-label={text.show(name)}
          value={show}
          onChange={(value) => setShow(value as typeof show)}
          data={[
            { value: 'chart', label: text.chart },
            { value: 'table', label: text.table },
          ]}
        />
      </h2>
      <div className="card-pad">
        {show === 'chart' ? (
          <>
            <Suspense fallback={<Skeleton height={196} />}>{props.chart}</Suspense>
            <p className="dim small">{text.hint(DAYS, unit)}</p>
          </>
        ) : (
          <ScrollRegion className="sheet chart-table" label={`${name}, ${text.table}`}>
            <table>
              <thead>
                <tr>
                  <th scope="col">{text.day}</th>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {props.days.map((day) => (
                  <tr key={day.day}>
                    <th scope="row">{day.day}</th>
                    {props.cells(day).map((units, i) => (
                      <td key={columns[i]}>{units !== null && <Amount units={units} />}</td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </ScrollRegion>
        )}
      </div>
    </section>
  );
}

import '@mantine/charts/styles.css';
import { BarChart, LineChart } from '@mantine/charts';
import type { DayFigures } from '../../../electron/contract/statements.ts';
import { chartTexts as text } from '../../texts/statement-texts.ts';

type Props = { readonly days: readonly DayFigures[] };

const HIGH = 196;
const short = new Intl.NumberFormat('en-GB', { notation: 'compact', maximumFractionDigits: 1 });
const long = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

const dayAndMonth = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', timeZone: 'UTC' });
/** A day of the calendar, as `2026-11-27`, in the words of the other screens. */
const dayWord = (day: string) => dayAndMonth.format(new Date(`${day}T00:00:00Z`));

/** What both charts share. Nothing moves: a chart that is read again is not drawn from nothing. */
const common = {
  h: HIGH,
  dataKey: 'day',
  withLegend: true,
  tickLine: 'none',
  gridAxis: 'x',
  valueFormatter: (value: number) => long.format(value),
  xAxisProps: { minTickGap: 28, tickFormatter: dayWord },
  yAxisProps: { width: 52, tickFormatter: (value: number) => short.format(value) },
  tooltipAnimationDuration: 0,
} as const;

/** The float as a line between the dashed lines of its band; dashes, not colours alone, tell them apart. */
export function FloatChart({ days }: Props) {
  return (
    <LineChart
      {...common}
      data={days.map(({ day, drawn: { float, min, target, max } }) => ({ day, float, min, target, max }))}
      series={[
        { name: 'float', label: text.floatOf, color: 'var(--sp-chart-1)' },
        { name: 'max', label: text.max, color: 'var(--sp-chart-2)', strokeDasharray: '7 4' },
        { name: 'target', label: text.target, color: 'var(--sp-dim)', strokeDasharray: '2 3' },
        { name: 'min', label: text.min, color: 'var(--sp-chart-3)', strokeDasharray: '7 4' },
      ]}
      curveType="stepAfter"
      withDots={false}
      strokeWidth={2}
      lineProps={{ isAnimationActive: false }}
      lineChartProps={{ accessibilityLayer: false }}
      aria-hidden
    />
  );
}

/** What came from outside and what went there, a day. */
export function FlowChart({ days }: Props) {
  return (
    <BarChart
      {...common}
      data={days.map(({ day, drawn: { inflow, outflow } }) => ({ day, inflow, outflow }))}
      series={[
        { name: 'inflow', label: text.inflow, color: 'var(--sp-chart-1)' },
        { name: 'outflow', label: text.outflow, color: 'var(--sp-chart-2)' },
      ]}
      maxBarWidth={14}
      barProps={{ isAnimationActive: false }}
      barChartProps={{ accessibilityLayer: false }}
      aria-hidden
    />
  );
}

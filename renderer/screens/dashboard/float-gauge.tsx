import type { CSSProperties } from 'react';
import type { DashboardView } from '../../../electron/contract/dashboard.ts';
import { amountText } from '../../components/amount.tsx';
import { texts } from '../../texts/texts.ts';

const TOP = 8;
const HIGH = 14;

/** The hot float on a scale with its band. Where everything is comes with the view; nothing is calculated here. */
export function FloatGauge({ hot }: { readonly hot: DashboardView['hot'] }) {
  const { scale, band } = hot;
  const marks = [
    { at: scale.min, word: texts.dashboard.min, units: band.min },
    { at: scale.target, word: texts.dashboard.target, units: band.target },
    { at: scale.max, word: texts.dashboard.max, units: band.max },
  ];
  const label = `${texts.dashboard.hot} ${amountText(hot.balance)}, ${amountText(hot.free)} ${texts.dashboard.free}; ${marks
    .map((mark) => `${mark.word} ${amountText(mark.units)}`)
    .join(', ')}`;
  return (
    <div className="gauge-place">
      <svg className="gauge" role="img" aria-label={label}>
        <title>{label}</title>
        <rect x="0" y={TOP} width="100%" height={HIGH} rx="4" fill="var(--sp-line)" />
        <rect
          x={`${scale.min / 10}%`}
          y={TOP}
          width={`${Math.max(scale.max - scale.min, 0) / 10}%`}
          height={HIGH}
          fill="var(--sp-good)"
          opacity="0.28"
        />
        <rect
          x="0"
          y={TOP + 4}
          width={`${scale.balance / 10}%`}
          height={HIGH - 8}
          rx="2"
          fill="var(--sp-accent)"
          opacity={hot.reserved === '0' ? 1 : 0.4}
        />
        {hot.reserved !== '0' && (
          <rect
            x="0"
            y={TOP + 4}
            width={`${scale.free / 10}%`}
            height={HIGH - 8}
            rx="2"
            fill="var(--sp-accent)"
          />
        )}
        <rect
          x={`${scale.balance / 10}%`}
          y={TOP - 5}
          width="3"
          height={HIGH + 10}
          rx="1"
          fill="var(--sp-text)"
        />
        {marks.map(({ at, word }) => (
          <line
            key={word}
            x1={`${at / 10}%`}
            x2={`${at / 10}%`}
            y1={TOP}
            y2={TOP + HIGH + 5}
            stroke="var(--sp-dim)"
          />
        ))}
      </svg>
      <dl className="gauge-marks" style={{ '--columns': columnsBelow(scale) } as CSSProperties} aria-hidden>
        {marks.map(({ word, units }) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>{amountText(units)}</dd>
          </div>
        ))}
      </dl>
    </div>
  );
}

/** Each amount begins below its mark, or beside the one before where two marks are too close. */
function columnsBelow({ min, target, max }: DashboardView['hot']['scale']): string {
  const share = (units: number) => `${Math.max(units, 0) / 10}%`;
  const [first, second] = [share(target - min), share(max - target)];
  return `minmax(0, ${share(min)}) minmax(max-content, ${first}) minmax(max-content, ${second}) minmax(max-content, 1fr)`;
}

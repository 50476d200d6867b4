import { formatAmount } from '../../electron/core/money.ts';
import { texts } from '../texts/texts.ts';
import { numbered } from './numbered.ts';

const DECIMALS = 9;

/**
 * Nanos as IOTA: exact, tabular, the unit beside. The fraction stands back so that the eye finds the whole part.
 * @param props.column shows the decimals that are not there as faint zeros, so that the points of a column align
 */
export function Amount(props: { readonly nanos: string; readonly column?: boolean }) {
  const [whole = '', fraction = ''] = formatAmount(BigInt(props.nanos)).split('.');
  const room = props.column ? '0'.repeat(DECIMALS - fraction.length) : undefined;
  return (
    <span className="amount selectable">
      {numbered(whole.split('\u202f')).map(({ place, item }) => (
        <span key={place} className="amount-group">
          {place > 1 && '\u202f'}
          {item}
        </span>
      ))}
      <span className="amount-fraction" data-room={room}>
        .{fraction}
      </span>
      <span className="amount-unit">{texts.unit}</span>
    </span>
  );
}

/** The same as plain text, for accessible names. */
export function amountText(nanos: string): string {
  return `${formatAmount(BigInt(nanos))} ${texts.unit}`;
}

import { formatAmount, amountText as textOfAmount } from '../../electron/core/money.ts';
import { presentAsset, useAsset } from '../state/asset.ts';
import { numbered } from './numbered.ts';

/**
 * Base units of the treasury's asset: exact, tabular, the unit beside. The fraction is fainter, so that the eye finds the whole part.
 * @param props.column shows the decimals that are not there as faint zeros, so that the points of a column align
 */
export function Amount(props: { readonly units: string; readonly column?: boolean }) {
  const asset = useAsset();
  const [whole = '', fraction = ''] = formatAmount(BigInt(props.units), asset).split('.');
  const room = props.column ? '0'.repeat(asset.decimals - fraction.length) : undefined;
  return (
    <span className="amount selectable">
      {numbered(whole.split('\u202f')).map(({ place, item }) => (
        <span key={place} className="amount-group">
          {place > 1 && '\u202f'}
          {item}
        </span>
      ))}
      {asset.decimals > 0 && (
        <span className="amount-fraction" data-room={room}>
          .{fraction}
        </span>
      )}
      <span className="amount-unit">{asset.unit}</span>
    </span>
  );
}

/** The same as plain text, for accessible names. */
export const amountText = (units: string): string => textOfAmount(BigInt(units), presentAsset());

import { formatAmount } from '../../electron/core/money.ts';
import { words } from '../text/words.ts';

/** Nanos as IOTA: exact, tabular, the unit beside. The fraction stands back so that the eye finds the whole part. */
export function Amount({ nanos }: { readonly nanos: string }) {
  const [whole, fraction] = formatAmount(BigInt(nanos)).split('.');
  return (
    <span className="amount selectable">
      {whole}
      <span className="amount-fraction">.{fraction}</span>
      <span className="amount-unit">{words.unit}</span>
    </span>
  );
}

/** The same as plain text, for accessible names. */
export function amountText(nanos: string): string {
  return `${formatAmount(BigInt(nanos))} ${words.unit}`;
}

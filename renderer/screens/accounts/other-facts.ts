import type { OtherRow } from '../../../electron/contract/accounts.ts';
import { othersTexts as text } from '../../texts/others-texts.ts';

/** One fact of such a thing: a moment, an amount of the treasury's asset, an address, a name of the ledger's, or plain text. */
export interface OtherFact {
  readonly name: string;
  readonly at?: number;
  readonly units?: string;
  readonly address?: string;
  readonly code?: string;
  readonly plain?: string;
}

/**
 * What is known of a thing that cannot be spent here, what matters most first.
 * @param now milliseconds since the epoch
 */
export function otherFacts(
  { kind, address, id, type, amount, lockedUntil, expires, owes, stake, inside }: OtherRow,
  now: number,
  showAddress: boolean,
): readonly OtherFact[] {
  // Base units of another asset say nothing without its name.
  const isNamed = kind === 'object' || kind === 'unreadable' || (amount !== null && amount.asset !== null);
  return [
    ...lock(lockedUntil, now),
    ...(expires
      ? [
          { name: text.expires, at: expires.at },
          { name: text.expiresTo, address: expires.to },
        ]
      : []),
    ...(owes
      ? [
          { name: text.owes, units: owes.units },
          { name: text.owesTo, address: owes.to },
        ]
      : []),
    ...(stake
      ? [
          { name: text.from, plain: stake.from },
          { name: text.pool, code: stake.pool },
        ]
      : []),
    ...(inside === '0' ? [] : [{ name: text.inside, plain: text.insideCount(inside) }]),
    ...(isNamed && type !== null ? [{ name: text.type, code: type }] : []),
    ...(showAddress ? [{ name: text.address, address }] : []),
    { name: text.id, code: id },
  ];
}

function lock(until: OtherRow['lockedUntil'], now: number): readonly OtherFact[] {
  if (until === null) return [];
  if (until === 'never') return [{ name: text.until, plain: text.never }];
  return [{ name: until > now ? text.until : text.since, at: until }];
}

import type { AssetView } from '../contract/treasury.ts';
import { amountText } from '../core/money.ts';
import type { AlarmKind, Notice, Waiting } from '../core/notifications/what-to-tell.ts';

/** A notification as it is shown. */
export interface Words {
  readonly title: string;
  readonly body: string;
}

const alarmLines: Readonly<Record<AlarmKind, string>> = {
  folder: 'This folder is held: nothing is changed in it until officers have settled why.',
  books: 'An alarm about the books is not settled.',
  clock: 'A vault has sealed a later time than this clock has. It signs nothing until that is put right.',
  node: 'The node does not answer, or runs no more. Figures are old.',
};

const nouns: Readonly<Record<Waiting['kind'], string>> = {
  withdrawal: 'withdrawal',
  sweep: 'sweep',
  refill: 'refill',
  gather: 'gather',
  cancellation: 'cancellation',
};

/**
 * The words of a notification. The system keeps it, and shows it over a locked screen: it names no person, account or address.
 * @param isNamed whether somebody is signed in; with nobody it says that there is an alarm, and not which
 * @param asset for a person who allows amounts in notifications; null: none is told
 */
export function wordsOf(
  { alarms, movements }: Notice,
  { isNamed, asset }: { readonly isNamed: boolean; readonly asset: AssetView | null },
): Words {
  if (!isNamed) return { title: 'Sallyport: alarm', body: 'Open Sallyport to see it.' };
  const waits = movements.length === 0 ? [] : [waitsLine(movements, asset)];
  return {
    title: alarms.length > 0 ? 'Sallyport: alarm' : 'Sallyport',
    body: [...alarms.map((kind) => alarmLines[kind]), ...waits].join('\n'),
  };
}

function waitsLine(movements: readonly Waiting[], asset: AssetView | null): string {
  const total = movements.reduce((sum, { amount }) => sum + amount, 0n);
  const [only] = movements;
  if (movements.length === 1 && only) {
    // A cancellation pays nobody.
    const of = asset === null || only.kind === 'cancellation' ? '' : ` of ${amountText(total, asset)}`;
    return `A ${nouns[only.kind]}${of} waits for you.`;
  }
  const together = asset === null || total === 0n ? '' : ` Together ${amountText(total, asset)}.`;
  return `${movements.length} movements wait for you.${together}`;
}

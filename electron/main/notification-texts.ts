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
  message: 'control proof',
};

/**
 * The words of a notification. The system keeps it, and shows it over a locked screen: it names no person, account or address.
 * @param isNamed whether somebody is signed in; with nobody it says that there is an alarm, and not which
 * @param asset for a person who allows amounts in notifications; null: none is told
 */
export function wordsOf(
  { alarms, waits }: Notice,
  { isNamed, asset }: { readonly isNamed: boolean; readonly asset: AssetView | null },
): Words {
  if (!isNamed) return { title: 'Sallyport: alarm', body: 'Open Sallyport to see it.' };
  const lines = waits.length === 0 ? [] : [waitsLine(waits, asset)];
  return {
    title: alarms.length > 0 ? 'Sallyport: alarm' : 'Sallyport',
    body: [...alarms.map((kind) => alarmLines[kind]), ...lines].join('\n'),
  };
}

function waitsLine(waits: readonly Waiting[], asset: AssetView | null): string {
  const total = waits.reduce((sum, { amount }) => sum + amount, 0n);
  const [only] = waits;
  if (waits.length === 1 && only) {
    // A cancellation pays nobody, and a message moves nothing.
    const isPaid = only.kind !== 'cancellation' && only.kind !== 'message';
    const of = asset === null || !isPaid ? '' : ` of ${amountText(total, asset)}`;
    return `A ${nouns[only.kind]}${of} waits for you.`;
  }
  const proofs = waits.filter(({ kind }) => kind === 'message').length;
  const counted = [count(waits.length - proofs, 'movement'), count(proofs, 'control proof')];
  const together = asset === null || total === 0n ? '' : ` Together ${amountText(total, asset)}.`;
  return `${counted.filter((each) => each !== '').join(' and ')} wait for you.${together}`;
}

const count = (n: number, noun: string): string => (n === 0 ? '' : `${n} ${noun}${n === 1 ? '' : 's'}`);

import type { Line, Outlook } from '../../../../electron/chains/line.ts';
import { ok } from '../../../../electron/core/result.ts';
import { checkpoint, deposit, type Followed, history, paymentId } from './followed.ts';

export const empty = history(checkpoint(0));
export const payment = ({ books }: Followed) => books.movements.get(paymentId);

/** A line that counts what is sent, and answers so. */
export function counting(answer: Line['submit'], answers: Partial<Line> = {}) {
  const sent: string[] = [];
  const line: Partial<Line> = {
    ...empty,
    submit: (bytes, signature) => {
      sent.push(`${Buffer.from(bytes).toString('base64')} ${signature}`);
      return answer(bytes, signature);
    },
    ...answers,
  };
  return { line, sent };
}

export const accepted = async () => ok(deposit('own payment'));

export const outlook = (what: Outlook): Partial<Line> => ({ outlook: async () => ok(what) });

import { texts } from '../texts/texts.ts';
import { Amount } from './amount.tsx';

/** What of a balance can be spent now, and what movements on their way hold: never one figure for both. */
export function HeldAndFree({ free, reserved }: { readonly free: string; readonly reserved: string }) {
  return (
    <dl className="held-and-free">
      <div>
        <dd data-strong>
          <Amount units={free} />
        </dd>
        <dt>{texts.dashboard.free}</dt>
      </div>
      <div>
        <dd data-strong={reserved === '0' ? undefined : true}>
          <Amount units={reserved} />
        </dd>
        <dt>{texts.dashboard.held}</dt>
      </div>
    </dl>
  );
}

import { fullWhen, shortWhen } from '../texts/when.ts';

/** A moment, short, with the whole date and zone on hovering. */
export function Moment({ at }: { readonly at: number }) {
  return (
    <time className="figure" dateTime={new Date(at).toISOString()} title={fullWhen(at)}>
      {shortWhen(at, Date.now())}
    </time>
  );
}

/** A moment, whole. */
export function FullMoment({ at }: { readonly at: number }) {
  return (
    <time className="figure" dateTime={new Date(at).toISOString()}>
      {fullWhen(at)}
    </time>
  );
}

import { Anchor } from '@mantine/core';
import { MOST_HOLDERS } from '../../electron/core/movement/holders.ts';
import { useActing } from '../state/acting.ts';
import { placeOfMovement, useNavigation } from '../state/navigation.ts';
import { useReading } from '../state/use-reading.ts';
import { texts } from '../texts/texts.ts';
import { Amount } from './amount.tsx';
import { Moment } from './moment.tsx';

const text = texts.movements;

/** Why little of a vault, or of one account of it, is free: which movements hold it, each with the way to it. */
export function Holders({
  vaultId,
  account = null,
}: {
  readonly vaultId: string;
  readonly account?: number | null;
}) {
  const go = useNavigation((navigation) => navigation.go);
  const { value } = useReading('movement.holders', { as: useActing(), vaultId, account }, [
    'movements',
    'accounts',
  ]);
  if (value === null || value.length === 0) return null;
  return (
    <div className="holders small">
      <ul aria-label={text.holders}>
        {value.map(({ id, kind, reference, inputs, held, amount, until }) => (
          <li key={id}>
            <Anchor component="button" type="button" inherit onClick={() => go(placeOfMovement(kind, id))}>
              {reference === '' ? text.kinds[kind] : reference}
            </Anchor>{' '}
            <span className="dim">
              {text.holds} <Amount units={held} /> {text.holdsFor(inputs)} <Amount units={amount} />,{' '}
              {until === null ? (
                text.holdsUntilFinal
              ) : (
                <>
                  {text.holdsUntil} <Moment at={until} />
                </>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="dim">
        {value.length === MOST_HOLDERS && text.holdersMost} {text.heldWhole}
      </p>
    </div>
  );
}

import type { SweepPlanView } from '../../../electron/contract/movements.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { numbered } from '../../components/numbered.ts';
import { Facts, Panel } from '../../components/panel.tsx';
import { texts } from '../../texts/texts.ts';

/** More would not be read by anyone; the requests list them all. */
const SHOWN = 200;

/** Every move that the plan would request. Where nobody asked for it, it is beside the list and has nothing to close. */
export function PlanMoves(props: { readonly plan: SweepPlanView; readonly onClose: (() => void) | null }) {
  const { plan, onClose } = props;
  return (
    <Panel
      label={texts.sweeps.movesTitle}
      title={<h2>{texts.sweeps.movesTitle}</h2>}
      aside={onClose === null}
      {...(onClose === null ? {} : { onClose })}
    >
      <Facts
        of={[
          [texts.sweeps.balance, <Amount key="balance" units={plan.balance} />],
          [texts.sweeps.surplus, <Amount key="surplus" units={plan.surplus} />],
          [texts.sweeps.moving, <Amount key="moving" units={plan.moving} />],
        ]}
      />
      <ol className="block">
        {numbered(plan.moves.slice(0, SHOWN)).map(({ place, item: move }) => (
          <li key={place}>
            <div className="block-label">
              <span className="breaks">{move.accountAlias}</span>
              <Amount units={move.amount} />
            </div>
            <AddressBlocks address={move.from} />
          </li>
        ))}
      </ol>
      {plan.moves.length > SHOWN && <p className="dim">{texts.sweeps.moves(plan.moves.length)}</p>}
    </Panel>
  );
}

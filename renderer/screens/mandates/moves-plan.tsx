import type { GatherPlanView, RetiredPlanView } from '../../../electron/contract/mandates.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { Holders } from '../../components/holders.tsx';
import { NodeWord } from '../../components/node-word.tsx';
import { mandateTexts as text } from '../../texts/mandate-texts.ts';

/** What a plan would move, to where and for which fees; and why the rest stays. */
export function MovesPlan(props: {
  readonly plan: GatherPlanView & Partial<Pick<RetiredPlanView, 'asked'>>;
  /** The vault that pays. */
  readonly fromVault: string;
  /** What is said where nothing would move. */
  readonly nothing: string;
}) {
  const { plan, fromVault, nothing } = props;
  const { moves, dust, later, asked = { addresses: 0, amount: '0' } } = plan;
  return (
    <section className="stack" aria-label={text.plan}>
      {moves.length === 0 ? (
        <>
          <p>{nothing}</p>
          <Holders vaultId={fromVault} />
        </>
      ) : (
        <div className="block">
          <div>
            <div className="block-label">
              {text.destination(plan.vaultName)}
              <Amount units={plan.total} />
            </div>
            <AddressBlocks address={plan.destination} />
            <NodeWord />
          </div>
          <div>
            <div className="block-label">
              <span>{text.feeAtMost}</span>
              <Amount units={plan.feeAtMost} />
            </div>
            <p className="dim small">{text.feeHint}</p>
          </div>
        </div>
      )}
      {dust.addresses + later.addresses + asked.addresses > 0 && (
        <div className="block">
          {dust.addresses > 0 && (
            <div className="block-label">
              <span>
                {text.dust}, {text.dustHint(dust.addresses, props.plan.asked !== undefined)}
              </span>
              <Amount units={dust.amount} />
            </div>
          )}
          {asked.addresses > 0 && (
            <div className="block-label">
              <span>
                {text.asked}, {text.askedHint(asked.addresses)}
              </span>
              <Amount units={asked.amount} />
            </div>
          )}
          {later.addresses > 0 && (
            <div className="block-label">
              <span>
                {text.later}, {text.laterHint(later.addresses)}
              </span>
              <Amount units={later.amount} />
            </div>
          )}
        </div>
      )}
      {moves.length > 0 && (
        <section className="mandate-sources" aria-label={text.sources(moves.length)}>
          <h3>{text.sources(moves.length)}</h3>
          <ol className="block">
            {moves.map((move) => (
              <li key={move.from}>
                <div className="block-label">
                  <span className="breaks">
                    {move.from === plan.destination ? text.merged : move.accountAlias}
                  </span>
                  <Amount units={move.amount} />
                </div>
                <AddressBlocks address={move.from} />
              </li>
            ))}
          </ol>
        </section>
      )}
    </section>
  );
}

import { Button, Skeleton } from '@mantine/core';
import { IconCheck, IconHourglass } from '@tabler/icons-react';
import type { SweepPlanView } from '../../../electron/contract/movements.ts';
import { Amount } from '../../components/amount.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { HeldAndFree } from '../../components/held-and-free.tsx';
import { LacksRole, useLacksRole } from '../../components/needs-role.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import type { Reading } from '../../state/use-reading.ts';
import { useTask } from '../../state/use-task.ts';
import { texts } from '../../texts/texts.ts';

/** The plan as it is now, and the one button that requests it. */
export function SweepPlan(props: {
  readonly reading: Reading<SweepPlanView>;
  /** False while another action is the primary one. */
  readonly primary: boolean;
  /** Whether its moves are on the screen: `aside` only where the window is wide enough for them beside the list. */
  readonly moves: 'shown' | 'aside' | 'hidden';
  readonly onShow: () => void;
  readonly onRequested: (id: string) => void;
}) {
  const { reading } = props;
  const { vaults } = useTreasury();
  const task = useTask();
  const notMaker = useLacksRole('maker');
  const plan = reading.value;
  const name = (id: string) => vaults.find((vault) => vault.id === id)?.name ?? '';

  if (reading.problem && reading.problem.code !== 'sweep-not-needed') {
    return <ErrorNotice problem={reading.problem} onRetry={reading.retry} />;
  }
  if (reading.problem || (plan !== null && plan.moves.length === 0)) {
    const surplus = plan !== null && plan.surplus !== '0';
    const waiting = surplus || (plan !== null && plan.spendable !== 'enough');
    const Icon = waiting ? IconHourglass : IconCheck;
    return (
      <section className="plan" aria-label={texts.sweeps.plan}>
        <Icon size={20} color={waiting ? 'var(--sp-warn)' : 'var(--sp-good)'} aria-hidden />
        <div>
          <strong>{surplus ? texts.sweeps.waiting : texts.sweeps.calm}</strong>
          <p className="dim">
            {surplus ? texts.sweeps.waitingHint : waiting ? texts.sweeps.heldHint : texts.sweeps.calmHint}
          </p>
        </div>
        {plan !== null && (
          <div className="toolbar-count">
            <HeldAndFree free={plan.free} reserved={plan.reserved} />
          </div>
        )}
      </section>
    );
  }
  if (plan === null) return <Skeleton height={62} />;

  const request = () =>
    task.run(
      () => call('sweep.request', { as: actingOfficer() }),
      ({ ids }) => {
        noteGood(texts.sweeps.requested(ids.length));
        const [first] = ids;
        if (first !== undefined) props.onRequested(first);
      },
    );
  return (
    <>
      <section className="plan" aria-label={texts.sweeps.plan}>
        <div className="plan-fact">
          <span>
            {name(plan.fromVaultId)} {texts.sweeps.to} {name(plan.toVaultId)}
          </span>
          <span>
            <Amount units={plan.moving} /> {texts.sweeps.inMoves(plan.moves.length)}
          </span>
        </div>
        <div className="plan-fact">
          <span>{texts.sweeps.surplus}</span>
          <Amount units={plan.surplus} />
        </div>
        <HeldAndFree free={plan.free} reserved={plan.reserved} />
        <div className="row toolbar-count">
          {props.moves !== 'shown' && (
            <Button
              variant="default"
              data-aside={props.moves === 'aside' ? true : undefined}
              onClick={props.onShow}
            >
              {texts.sweeps.show}
            </Button>
          )}
          <Button
            variant={props.primary ? 'filled' : 'light'}
            loading={task.busy}
            disabled={notMaker}
            onClick={() => void request()}
          >
            {texts.sweeps.request}
          </Button>
        </div>
        {notMaker && <LacksRole having="maker" />}
      </section>
      {task.problem && <ErrorNotice problem={task.problem} />}
    </>
  );
}

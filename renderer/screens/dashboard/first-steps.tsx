import { Button, Tooltip } from '@mantine/core';
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react';
import type { FirstSteps as Steps } from '../../../electron/contract/treasury.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useActing } from '../../state/acting.ts';
import { isAlarmed } from '../../state/alarms.ts';
import { useApp, useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { markChanged } from '../../state/changes.ts';
import { useDialogs } from '../../state/dialogs.ts';
import { useNavigation } from '../../state/navigation.ts';
import { useTask } from '../../state/use-task.ts';
import { firstStepsTexts as text } from '../../texts/first-steps-texts.ts';

const order = ['signIn', 'unlock', 'account', 'deposit', 'withdrawal', 'sweep'] as const;

/** What a new treasury begins with, ticked by its books. Nothing when all is done, the person put it away, or an alarm comes first. */
export function FirstSteps() {
  const treasury = useTreasury();
  const { firstSteps } = treasury;
  const { settings } = useApp();
  const go = useNavigation((navigation) => navigation.go);
  const task = useTask();
  const next = order.find((step) => !firstSteps[step]);
  if (next === undefined || settings.firstSteps === 'put-away' || isAlarmed(treasury)) return null;
  const putAway = () =>
    void task.run(
      () => call('settings.write', { firstSteps: 'put-away' }),
      () => markChanged(['app']),
    );
  return (
    <section className="card first-steps" aria-label={text.title}>
      <div className="card-pad">
        <h2 className="card-title">
          {text.title}
          <span className="row">
            <Button
              variant="subtle"
              size="compact-xs"
              onClick={() => go({ screen: 'guide', guide: { page: 'first-day' } })}
            >
              {text.guide}
            </Button>
            <Tooltip label={text.putAwayHint}>
              <Button variant="subtle" size="compact-xs" loading={task.busy} onClick={putAway}>
                {text.putAway}
              </Button>
            </Tooltip>
          </span>
        </h2>
        <p className="dim small">{text.lead}</p>
        {task.problem && <ErrorNotice problem={task.problem} />}
        <ol>
          {order.map((step) => (
            <Step key={step} step={step} isDone={firstSteps[step]} isNext={step === next} />
          ))}
        </ol>
      </div>
    </section>
  );
}

function Step(props: { readonly step: keyof Steps; readonly isDone: boolean; readonly isNext: boolean }) {
  const { step, isDone, isNext } = props;
  const { what, why, go } = text.steps[step];
  const way = useWay(step);
  const Picture = isDone ? IconCircleCheckFilled : IconCircle;
  return (
    <li data-done={isDone}>
      <Picture size={18} role="img" aria-label={isDone ? text.done : text.notDone} />
      <div>
        <strong>{what}</strong>
        {!isDone && <p className="dim small">{why}</p>}
      </div>
      {!isDone && (
        <Button
          size="compact-xs"
          variant={isNext ? 'filled' : 'default'}
          disabled={way === null}
          onClick={way ?? undefined}
        >
          {go}
        </Button>
      )}
    </li>
  );
}

/** What a step's button does; null while nobody is signed in who could. */
function useWay(step: keyof Steps): (() => void) | null {
  const { vaults } = useTreasury();
  const acting = useActing();
  const show = useDialogs((dialogs) => dialogs.show);
  const go = useNavigation((navigation) => navigation.go);
  if (step === 'signIn') return () => show({ kind: 'sign-in' });
  if (acting === null) return null;
  switch (step) {
    case 'unlock': {
      const hot = vaults.find(({ kind }) => kind === 'hot');
      return hot === undefined ? null : () => show({ kind: 'unlock', vaultId: hot.id });
    }
    case 'account':
    case 'deposit':
      return () => go({ screen: 'accounts' });
    case 'withdrawal':
      return () => go({ screen: 'withdrawals' });
    case 'sweep':
      return () => go({ screen: 'sweeps' });
  }
}

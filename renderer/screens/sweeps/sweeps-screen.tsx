import { SegmentedControl } from '@mantine/core';
import { IconArrowsTransferDown } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { EmptyNote } from '../../components/empty-note.tsx';
import { NodeWord } from '../../components/node-word.tsx';
import { Panel } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { useActing } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { useReading } from '../../state/use-reading.ts';
import { mandateTexts } from '../../texts/mandate-texts.ts';
import { texts } from '../../texts/texts.ts';
import { MovementList } from '../movements/movement-list.tsx';
import { MovementPanel } from '../movements/movement-panel.tsx';
import { PlanMoves } from './plan-moves.tsx';
import { SweepPlan } from './sweep-plan.tsx';

type Right = { readonly show: 'hint' | 'plan' } | { readonly show: 'movement'; readonly id: string };

/** Movements between own vaults: the present plan on top, what was requested below. */
export function SweepsScreen({
  start,
  list,
}: {
  readonly start: string | null;
  readonly list: 'sweep' | 'gather' | null;
}) {
  const [right, setRight] = useState<Right>(
    start === null ? { show: 'hint' } : { show: 'movement', id: start },
  );
  const { waitsForMe, stationRole } = useTreasury();
  const { sweeps, gathers } = waitsForMe;
  const [kind, setKind] = useState(list ?? (sweeps === 0 && gathers > 0 ? 'gather' : 'sweep'));
  const plan = useReading('sweep.plan', { as: useActing() }, ['accounts', 'movements', 'deposits']);
  const onSelect = useCallback((id: string) => setRight({ show: 'movement', id }), []);
  const close = () => setRight({ show: 'hint' });
  return (
    <ScreenFrame
      title={texts.sweeps.title}
      lead={kind === 'gather' ? mandateTexts.gathersLead : texts.sweeps.lead}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={mandateTexts.chooseList}
          value={kind}
          onChange={(value) => setKind(value === 'gather' ? 'gather' : 'sweep')}
          data={[
            { value: 'sweep', label: mandateTexts.lists.sweep },
            { value: 'gather', label: mandateTexts.lists.gather },
          ]}
        />
      }
    >
      <div className="split">
        <div className="split-left">
          <NodeWord />
          {kind === 'gather' || stationRole === 'officer' ? null : (
            <SweepPlan
              reading={plan}
              primary={right.show !== 'movement'}
              moves={right.show === 'plan' ? 'shown' : right.show === 'hint' ? 'aside' : 'hidden'}
              onShow={() => setRight({ show: 'plan' })}
              onRequested={onSelect}
            />
          )}
          <MovementList
            key={kind}
            kind={kind}
            text={kind === 'gather' ? mandateTexts.gathers : texts.sweeps}
            icon={IconArrowsTransferDown}
            selected={right.show === 'movement' ? right.id : null}
            onSelect={onSelect}
          />
        </div>
        {right.show === 'movement' ? (
          <MovementPanel key={right.id} id={right.id} label={texts.sweeps.title} onClose={close} />
        ) : kind === 'sweep' && plan.value !== null && plan.value.moves.length > 0 ? (
          <PlanMoves plan={plan.value} onClose={right.show === 'plan' ? close : null} />
        ) : (
          <Panel label={texts.sweeps.pick} aside>
            <EmptyNote icon={IconArrowsTransferDown} title={texts.sweeps.pick} hint={texts.sweeps.pickHint} />
          </Panel>
        )}
      </div>
    </ScreenFrame>
  );
}

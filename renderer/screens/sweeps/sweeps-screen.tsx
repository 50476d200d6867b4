import { IconArrowsTransferDown } from '@tabler/icons-react';
import { useCallback, useState } from 'react';
import { EmptyNote } from '../../components/empty-note.tsx';
import { Panel } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { useReading } from '../../state/use-reading.ts';
import { texts } from '../../texts/texts.ts';
import { MovementList } from '../movements/movement-list.tsx';
import { MovementPanel } from '../movements/movement-panel.tsx';
import { PlanMoves } from './plan-moves.tsx';
import { SweepPlan } from './sweep-plan.tsx';

/** Movements between own vaults: the present plan on top, what was requested below. */
export function SweepsScreen({ start }: { readonly start: string | null }) {
  const [chosen, setChosen] = useState(start);
  const plan = useReading('sweep.plan', {}, ['accounts', 'movements', 'deposits']);
  const onSelect = useCallback((id: string) => setChosen(id), []);
  return (
    <ScreenFrame title={texts.sweeps.title} lead={texts.sweeps.lead}>
      <div className="split">
        <div className="split-left">
          <SweepPlan
            reading={plan}
            primary={chosen === null}
            onShow={() => setChosen(null)}
            onRequested={onSelect}
          />
          <MovementList
            kind="sweep"
            text={texts.sweeps}
            icon={IconArrowsTransferDown}
            selected={chosen}
            onSelect={onSelect}
          />
        </div>
        {chosen !== null ? (
          <MovementPanel
            key={chosen}
            id={chosen}
            label={texts.sweeps.title}
            onClose={() => setChosen(null)}
          />
        ) : plan.value !== null && plan.value.moves.length > 0 ? (
          <PlanMoves plan={plan.value} />
        ) : (
          <Panel label={texts.sweeps.pick}>
            <EmptyNote icon={IconArrowsTransferDown} title={texts.sweeps.pick} hint={texts.sweeps.pickHint} />
          </Panel>
        )}
      </div>
    </ScreenFrame>
  );
}

import {
  type Icon,
  IconAlertTriangle,
  IconBan,
  IconChecks,
  IconCircleCheck,
  IconClockX,
  IconEye,
  IconHandStop,
  IconHourglass,
  IconPencilCheck,
  IconSend,
  IconUsers,
  IconX,
} from '@tabler/icons-react';
import type { DepositRow } from '../../electron/contract/deposits.ts';
import type { MovementState } from '../../electron/contract/movements.ts';
import { depositStateText, movementStateText } from '../texts/states.ts';

export type Tone = 'plain' | 'good' | 'warn' | 'bad' | 'info';

/** State by icon and word; the colour only helps. */
export function Badge(props: { readonly icon: Icon; readonly tone: Tone; readonly children: string }) {
  const Picture = props.icon;
  return (
    <span className="badge" data-tone={props.tone}>
      <Picture size={14} aria-hidden />
      {props.children}
    </span>
  );
}

const movementLook: Record<MovementState, { readonly icon: Icon; readonly tone: Tone }> = {
  queued: { icon: IconHourglass, tone: 'plain' },
  proposed: { icon: IconUsers, tone: 'warn' },
  approved: { icon: IconCircleCheck, tone: 'info' },
  signed: { icon: IconPencilCheck, tone: 'info' },
  sent: { icon: IconSend, tone: 'info' },
  final: { icon: IconChecks, tone: 'good' },
  stopped: { icon: IconHandStop, tone: 'bad' },
  failed: { icon: IconAlertTriangle, tone: 'bad' },
  rejected: { icon: IconBan, tone: 'bad' },
  cancelled: { icon: IconX, tone: 'plain' },
  expired: { icon: IconClockX, tone: 'plain' },
};

/** The state of a movement. */
export function MovementBadge({ state }: { readonly state: MovementState }) {
  return <Badge {...movementLook[state]}>{movementStateText[state].word}</Badge>;
}

/** The state of a deposit. */
export function DepositBadge({ state }: { readonly state: DepositRow['state'] }) {
  return state === 'final' ? (
    <Badge icon={IconChecks} tone="good">
      {depositStateText.final.word}
    </Badge>
  ) : (
    <Badge icon={IconEye} tone="warn">
      {depositStateText.seen.word}
    </Badge>
  );
}

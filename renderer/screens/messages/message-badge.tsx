import {
  type Icon,
  IconBan,
  IconChecks,
  IconCircleCheck,
  IconClockX,
  IconUsers,
  IconX,
} from '@tabler/icons-react';
import type { MessageView } from '../../../electron/contract/messages.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { messageTexts as text } from '../../texts/message-texts.ts';

const looks: Record<MessageView['state'], { readonly icon: Icon; readonly tone: Tone }> = {
  waiting: { icon: IconUsers, tone: 'warn' },
  approved: { icon: IconCircleCheck, tone: 'info' },
  signed: { icon: IconChecks, tone: 'good' },
  refused: { icon: IconBan, tone: 'bad' },
  expired: { icon: IconClockX, tone: 'plain' },
  void: { icon: IconX, tone: 'plain' },
};

/** The state of a message to sign. */
export const MessageBadge = ({ state }: Pick<MessageView, 'state'>) => (
  <Badge {...looks[state]}>{text.states[state]}</Badge>
);

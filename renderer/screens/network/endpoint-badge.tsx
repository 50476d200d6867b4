import {
  type Icon,
  IconAlertTriangle,
  IconBan,
  IconClockPause,
  IconGitFork,
  IconHistoryOff,
  IconHourglass,
  IconLinkPlus,
  IconPlugConnectedX,
  IconShieldCheck,
  IconUserQuestion,
  IconUsers,
} from '@tabler/icons-react';
import type { EndpointState } from '../../../electron/contract/network.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { networkTexts } from '../../texts/network-texts.ts';

const looks: Readonly<Record<EndpointState, { readonly icon: Icon; readonly tone: Tone }>> = {
  connecting: { icon: IconLinkPlus, tone: 'plain' },
  'in-reserve': { icon: IconLinkPlus, tone: 'plain' },
  proven: { icon: IconShieldCheck, tone: 'good' },
  word: { icon: IconUserQuestion, tone: 'warn' },
  'two-agree': { icon: IconUsers, tone: 'warn' },
  reading: { icon: IconHourglass, tone: 'info' },
  behind: { icon: IconClockPause, tone: 'warn' },
  pruned: { icon: IconHistoryOff, tone: 'bad' },
  'other-network': { icon: IconBan, tone: 'bad' },
  'other-history': { icon: IconGitFork, tone: 'bad' },
  'two-histories': { icon: IconGitFork, tone: 'bad' },
  refused: { icon: IconBan, tone: 'bad' },
  unproven: { icon: IconUserQuestion, tone: 'bad' },
  'rate-limited': { icon: IconClockPause, tone: 'warn' },
  away: { icon: IconPlugConnectedX, tone: 'bad' },
  problem: { icon: IconAlertTriangle, tone: 'bad' },
};

/** What an endpoint is worth, by icon and word. */
export const EndpointBadge = ({ state }: { readonly state: EndpointState }) => (
  <Badge {...looks[state]}>{networkTexts.says[state].word}</Badge>
);

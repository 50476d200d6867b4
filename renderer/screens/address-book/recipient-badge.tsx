import { type Icon, IconCircleCheck, IconHourglass, IconUsers } from '@tabler/icons-react';
import type { BookState } from '../../../electron/contract/address-book.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { addressBookTexts as text } from '../../texts/address-book-texts.ts';

const looks: Record<BookState, { readonly icon: Icon; readonly tone: Tone }> = {
  waiting: { icon: IconUsers, tone: 'warn' },
  cooling: { icon: IconHourglass, tone: 'info' },
  usable: { icon: IconCircleCheck, tone: 'good' },
};

/** Whether a recipient can be paid. */
export const RecipientBadge = ({ state }: { readonly state: BookState }) => (
  <Badge {...looks[state]}>{text.states[state]}</Badge>
);

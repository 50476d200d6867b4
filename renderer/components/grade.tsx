import { Group } from '@mantine/core';
import { IconShieldCheck, IconShieldHalf, IconShieldQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { RestsOn } from '../../electron/core/projection/change.ts';
import { texts } from '../texts/texts.ts';

type ShownGrade = 'proven' | 'existed' | 'agreed' | 'unproven' | 'certified' | 'desk';

const icons = {
  proven: IconShieldCheck,
  existed: IconShieldHalf,
  certified: IconShieldHalf,
  agreed: IconShieldHalf,
  unproven: IconShieldQuestion,
  desk: IconShieldQuestion,
} as const;

/** The grade of what the ledger is said to have done. */
export const gradeOf = {
  validators: 'proven',
  two: 'agreed',
  one: 'unproven',
} as const satisfies Record<RestsOn, ShownGrade>;

/**
 * What stands behind money on the ledger: validators' certificates, without a gap; certificates of its creation alone; what
 * two endpoints have told alike; or what one node, or the desk that asks, has said. `children`: how much of it.
 */
export function Grade(props: { readonly grade: ShownGrade; readonly children?: ReactNode }) {
  const { grade, children } = props;
  const Icon = icons[grade];
  return (
    <Group gap={6} wrap="nowrap" className="grade small" data-unproven={grade !== 'proven'}>
      <Icon size={15} aria-hidden style={{ flexShrink: 0 }} />
      <span>
        {children} {wordOf(grade, children !== undefined)}
      </span>
    </Group>
  );
}

function wordOf(grade: ShownGrade, isPart: boolean): string {
  if (isPart && grade === 'existed') return texts.grades.existedPart;
  return isPart && grade === 'unproven' ? texts.grades.unprovenPart : texts.grades[grade];
}

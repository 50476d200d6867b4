import { Group } from '@mantine/core';
import { IconShieldCheck, IconShieldHalf, IconShieldQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';

type ShownGrade = 'proven' | 'existed' | 'unproven' | 'certified' | 'desk';

const icons = {
  proven: IconShieldCheck,
  existed: IconShieldHalf,
  certified: IconShieldHalf,
  unproven: IconShieldQuestion,
  desk: IconShieldQuestion,
} as const;

/**
 * What stands behind money on the ledger: validators' certificates, without a gap; certificates of its creation alone; or what
 * one node, or the desk that asks, has said. `children`: how much of it.
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

import { Group } from '@mantine/core';
import { IconShieldCheck, IconShieldHalf, IconShieldQuestion } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { texts } from '../texts/texts.ts';

type ShownGrade = 'proven' | 'existed' | 'unproven';

const icons = { proven: IconShieldCheck, existed: IconShieldHalf, unproven: IconShieldQuestion } as const;

/**
 * What stands behind money on the ledger: validators' certificates, without a gap; certificates of its creation alone; or what
 * one node has said. `children`: how much of it.
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
  if (grade === 'proven' || !isPart) return texts.grades[grade];
  return grade === 'existed' ? texts.grades.existedPart : texts.grades.unprovenPart;
}

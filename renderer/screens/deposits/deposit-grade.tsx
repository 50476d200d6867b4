import { IconShieldCheck, IconShieldHalf, IconShieldQuestion } from '@tabler/icons-react';
import type { RestsOn } from '../../../electron/core/projection/change.ts';
import { gradeOf } from '../../components/grade.tsx';
import { texts } from '../../texts/texts.ts';

const icons = { validators: IconShieldCheck, two: IconShieldHalf, one: IconShieldQuestion } as const;

/** In a list: on whose word a deposit stands, as an icon with its words. */
export function DepositGrade({ restsOn }: { readonly restsOn: RestsOn }) {
  const Icon = icons[restsOn];
  const words = texts.grades[gradeOf[restsOn]];
  return (
    <span className="dim" title={words}>
      <Icon size={15} role="img" aria-label={words} />
    </span>
  );
}

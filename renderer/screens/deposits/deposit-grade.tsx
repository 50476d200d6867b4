import { IconShieldCheck, IconShieldQuestion } from '@tabler/icons-react';
import { texts } from '../../texts/texts.ts';

/** In a list: whether validators' certificates prove the deposit, as an icon with its words. */
export function DepositGrade({ proven }: { readonly proven: boolean }) {
  const Icon = proven ? IconShieldCheck : IconShieldQuestion;
  const words = proven ? texts.grades.proven : texts.grades.unproven;
  return (
    <span className="dim" title={words}>
      <Icon size={15} role="img" aria-label={words} />
    </span>
  );
}

import { Checkbox } from '@mantine/core';
import { IconCircleCheck, IconCircleDashed } from '@tabler/icons-react';
import type { CeremonyKind } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { PasswordField } from '../../components/password-field.tsx';
import { useTreasury } from '../../state/app-context.ts';
import { beginTexts } from '../../texts/ceremony-texts.ts';
import { roleText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { officerNeeds } from './officer-rule.ts';

const text = beginTexts;

/** Who is in the room, each with their own password; and whether they are enough. */
export function OfficersPresent(props: {
  readonly kind: CeremonyKind;
  readonly present: ReadonlySet<string>;
  readonly onChange: (present: ReadonlySet<string>) => void;
  readonly keepField: (officerId: string, field: HTMLInputElement | null) => void;
}) {
  const { kind, present, onChange, keepField } = props;
  const treasury = useTreasury();
  const { officers, practicePassword } = treasury;
  const toggle = (id: string, here: boolean) => {
    const next = new Set(present);
    if (here) next.add(id);
    else next.delete(id);
    onChange(next);
  };
  return (
    <>
      <p className="dim">
        {text.officersHint} {practicePassword !== null && texts.officer.practice}
      </p>
      <ul className="needs" aria-label={text.rules[kind]}>
        {officerNeeds(kind, treasury, present).map(({ need, count, group, met }) => (
          <li key={`${need} ${group}`} data-met={met}>
            {met ? <IconCircleCheck size={16} aria-hidden /> : <IconCircleDashed size={16} aria-hidden />}
            {text.needs[need](count, group)} <span className="dim">{met ? text.met : text.unmet}</span>
          </li>
        ))}
      </ul>
      <ul className="present">
        {officers.map((officer) => (
          <li key={officer.id}>
            <Checkbox
              label={officer.name}
              description={officer.roles.map((role) => roleText[role]).join(', ')}
              checked={present.has(officer.id)}
              onChange={(event) => toggle(officer.id, event.currentTarget.checked)}
            />
            {present.has(officer.id) && (
              <PasswordField
                field={(field) => keepField(officer.id, field)}
                practice={practicePassword}
                label={text.passwordOf(officer.name)}
              />
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

import type { RefObject } from 'react';
import { PasswordField } from '../../components/password-field.tsx';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { StrengthMeter } from './strength-meter.tsx';

const text = stageTexts.password;

/** A password, typed twice, and how strong it is. */
export function NewPassword(props: {
  readonly first: RefObject<HTMLInputElement | null>;
  readonly again: RefObject<HTMLInputElement | null>;
  readonly differ: boolean;
  readonly focus?: boolean;
  /** What it is called where it is no password of a file. */
  readonly label?: string;
}) {
  return (
    <>
      <PasswordField
        field={props.first}
        practice={null}
        label={props.label ?? text.first}
        focus={props.focus ?? false}
      />
      <StrengthMeter field={props.first} />
      <PasswordField
        field={props.again}
        practice={null}
        label={text.again}
        {...(props.differ ? { error: text.differ } : {})}
      />
    </>
  );
}

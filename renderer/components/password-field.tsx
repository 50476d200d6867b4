import { PasswordInput } from '@mantine/core';
import type { Ref } from 'react';
import { words } from '../text/words.ts';

/**
 * A password. Its text lives in the input element alone, never in React's state; whoever submits takes it out with
 * `takeSecret`. Only the password of a practice treasury is ever filled in.
 */
export function PasswordField(props: {
  readonly field: Ref<HTMLInputElement>;
  readonly practice: string | null;
  /** Where there are several passwords on a page. */
  readonly label?: string;
  readonly hint?: string;
  readonly error?: string;
  readonly focus?: boolean;
}) {
  return (
    <PasswordInput
      ref={props.field}
      label={props.label ?? words.common.password}
      description={props.hint}
      error={props.error}
      defaultValue={props.practice ?? ''}
      autoComplete="off"
      spellCheck={false}
      data-autofocus={props.focus ? true : undefined}
    />
  );
}

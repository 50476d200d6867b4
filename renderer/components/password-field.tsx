import { PasswordInput } from '@mantine/core';
import { useMergedRef } from '@mantine/hooks';
import { type Ref, useEffect, useRef } from 'react';
import { onLock } from '../state/changes.ts';
import { refill } from '../state/secret.ts';
import { texts } from '../texts/texts.ts';

/**
 * A password. Its text is in the input element only, never in React's state; whoever submits takes it out with
 * `takeSecret`. A lock and leaving the page empty it. Only the password of a practice treasury is ever filled in.
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
  const own = useRef<HTMLInputElement>(null);
  const ref = useMergedRef(own, props.field);
  useEffect(() => {
    const input = own.current;
    const empty = () => {
      if (input) refill(input);
    };
    const end = onLock(empty);
    return () => {
      end();
      empty();
    };
  }, []);
  return (
    <PasswordInput
      ref={ref}
      label={props.label ?? texts.common.password}
      description={props.hint}
      error={props.error}
      defaultValue={props.practice ?? ''}
      autoComplete="off"
      spellCheck={false}
      data-autofocus={props.focus ? true : undefined}
    />
  );
}

import { Textarea } from '@mantine/core';

/** A whole address as it is typed or scanned; a scanner may end it with a new line. */
export function AddressField(props: {
  readonly label: string;
  readonly description?: string;
  readonly value: string;
  readonly error?: string | null;
  readonly onChange: (value: string) => void;
}) {
  return (
    <Textarea
      label={props.label}
      description={props.description}
      classNames={{ input: 'mono' }}
      rows={3}
      autoComplete="off"
      spellCheck={false}
      maxLength={1000}
      value={props.value}
      error={props.error}
      onChange={(event) => props.onChange(event.currentTarget.value.replace(/[\r\n]/g, ''))}
    />
  );
}

import { Button, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import type { ReactNode } from 'react';

/** A form of one field for an address of something in the network, and its button; further buttons stand beside it. */
export function UrlForm(props: {
  readonly form: UseFormReturnType<{ url: string }>;
  readonly label: string;
  readonly hint?: string;
  readonly placeholder: string;
  /** The word on its button. */
  readonly submit: string;
  readonly busy: boolean;
  readonly onSubmit: (url: string) => void;
  readonly children?: ReactNode;
}) {
  const { form } = props;
  return (
    <form className="stack" onSubmit={form.onSubmit(({ url }) => props.onSubmit(url))}>
      <TextInput
        {...form.getInputProps('url')}
        label={props.label}
        description={props.hint}
        placeholder={props.placeholder}
        maxLength={300}
        spellCheck={false}
        autoComplete="off"
      />
      <div className="row">
        <Button type="submit" variant="default" disabled={form.values.url.trim() === ''} loading={props.busy}>
          {props.submit}
        </Button>
        {props.children}
      </div>
    </form>
  );
}

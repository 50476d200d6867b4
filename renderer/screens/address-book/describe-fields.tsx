import { Textarea, TextInput } from '@mantine/core';
import type { UseFormReturnType } from '@mantine/form';
import { MAX_REFERENCE_LENGTH } from '../../../electron/core/movement/reference.ts';
import { addressBookTexts as text } from '../../texts/address-book-texts.ts';

/** What people say of a recipient. */
export interface Described {
  readonly name: string;
  readonly note: string;
  readonly groups: string;
}

export function NameField({ form }: { readonly form: Pick<UseFormReturnType<Described>, 'getInputProps'> }) {
  return (
    <TextInput
      {...form.getInputProps('name')}
      label={text.name}
      description={text.nameHint}
      autoComplete="off"
      spellCheck={false}
      maxLength={1000}
      data-autofocus
    />
  );
}

export function NoteAndGroups({
  form,
}: {
  readonly form: Pick<UseFormReturnType<Described>, 'getInputProps'>;
}) {
  return (
    <>
      <TextInput
        {...form.getInputProps('groups')}
        label={text.groups}
        description={text.groupsHint}
        autoComplete="off"
        spellCheck={false}
        maxLength={1000}
      />
      <Textarea {...form.getInputProps('note')} label={text.note} rows={2} maxLength={MAX_REFERENCE_LENGTH} />
    </>
  );
}

/** A note is one line. */
export const oneLine = (note: string): string => note.trim().replace(/\s*[\r\n]+\s*/g, ' ');

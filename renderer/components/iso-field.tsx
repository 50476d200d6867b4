import { TextInput } from '@mantine/core';
import { useState } from 'react';
import { type IsoKind, isoTyped } from '../state/iso-typed.ts';
import { listTexts } from '../texts/list-texts.ts';

const shown = (value: string): string => value.replace('T', ' ');

/** A day, or a day with its time, written with the year first in every country. What is no date changes nothing. */
export function IsoField(props: {
  readonly kind: IsoKind;
  readonly label: string;
  /** The name is told to screen readers and to the mouse only, as in a bar of tools. */
  readonly bare?: boolean;
  /** `2026-11-27` or `2026-11-27T09:30:00`; empty where nothing is filled in. */
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { kind, label, bare = false, value, onChange } = props;
  const [typed, setTyped] = useState(shown(value));
  const [known, setKnown] = useState(value);
  const form = kind === 'day' ? listTexts.dayForm : listTexts.timeForm;
  // Another one was chosen elsewhere, with an arrow for example.
  if (value !== known) {
    setKnown(value);
    if (isoTyped(typed, kind) !== value) setTyped(shown(value));
  }
  const read = isoTyped(typed, kind);
  return (
    <TextInput
      size="xs"
      className={`iso-field iso-${kind}`}
      {...(bare ? { 'aria-label': `${label}, ${form}`, title: label } : { label })}
      placeholder={form}
      inputMode="numeric"
      maxLength={25}
      value={typed}
      error={read === null && (bare ? true : listTexts.notADate(form))}
      onChange={(event) => {
        const next = event.currentTarget.value;
        setTyped(next);
        const now = isoTyped(next, kind);
        if (now !== null) onChange(now);
      }}
    />
  );
}

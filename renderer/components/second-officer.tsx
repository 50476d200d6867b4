import { NativeSelect } from '@mantine/core';
import { signedInOfficers, useActingOfficer, useTreasury } from '../state/app-context.ts';
import { texts } from '../texts/texts.ts';

/** Whether a treasury has one officer only: what takes two elsewhere takes one in practice. */
export const useIsOnePerson = (): boolean => useTreasury().officers.length === 1;

/** Chooses who confirms what takes two officers, among the others signed in at this window. */
export function SecondOfficer(props: {
  readonly value: string | null;
  readonly onChange: (officerId: string | null) => void;
}) {
  const treasury = useTreasury();
  const acting = useActingOfficer();
  const others = signedInOfficers(treasury).filter(({ id }) => id !== acting?.id);
  if (useIsOnePerson()) return null;
  if (others.length === 0) {
    return (
      <p role="note" className="dim">
        {texts.officer.secondMissing}
      </p>
    );
  }
  return (
    <NativeSelect
      label={texts.officer.second}
      description={texts.officer.secondHint}
      value={props.value ?? ''}
      onChange={({ currentTarget: { value } }) => props.onChange(value === '' ? null : value)}
      data={[
        { value: '', label: texts.officer.choose },
        ...others.map(({ id, name }) => ({ value: id, label: name })),
      ]}
    />
  );
}

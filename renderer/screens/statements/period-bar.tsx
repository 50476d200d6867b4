import { ActionIcon, SegmentedControl, Select } from '@mantine/core';
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react';
import { type PeriodKind, periodKinds } from '../../../electron/core/period/period.ts';
import { IsoField } from '../../components/iso-field.tsx';
import { periodText, statementTexts as text } from '../../texts/statement-texts.ts';
import { type ChosenPeriod, stepDay } from './period-steps.ts';

/** The clocks of this desk. */
export const deskZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const zones = [...new Set([deskZone, 'UTC', ...Intl.supportedValuesOf('timeZone')])];

interface Props {
  readonly chosen: ChosenPeriod;
  readonly choose: (chosen: ChosenPeriod) => void;
  readonly zone: string;
  readonly chooseZone: (zone: string) => void;
}

/** Which period, by which clocks. */
export function PeriodBar({ chosen, choose, zone, chooseZone }: Props) {
  const { kind } = chosen;
  const step = (by: 1 | -1) => {
    if (kind !== 'own') choose({ ...chosen, day: stepDay(chosen.day, kind, by) });
  };
  return (
    <div className="toolbar statement-bar">
      <SegmentedControl
        size="xs"
        aria-label={text.period}
        value={kind}
        onChange={(next) => choose({ ...chosen, kind: next as PeriodKind })}
        data={periodKinds.map((each) => ({ value: each, label: periodText[each] }))}
      />
      {kind === 'own' ? (
        <>
          <IsoField
            kind="time"
            label={text.from}
            bare
            value={chosen.from}
            onChange={(from) => choose({ ...chosen, from })}
          />
          <IsoField
            kind="time"
            label={text.to}
            bare
            value={chosen.to}
            onChange={(to) => choose({ ...chosen, to })}
          />
        </>
      ) : (
        <div className="row">
          <ActionIcon aria-label={text.before} onClick={() => step(-1)}>
            <IconChevronLeft size={16} />
          </ActionIcon>
          <IsoField
            kind="day"
            label={text.day}
            bare
            value={chosen.day}
            onChange={(day) => choose({ ...chosen, day })}
          />
          <ActionIcon aria-label={text.after} onClick={() => step(1)}>
            <IconChevronRight size={16} />
          </ActionIcon>
        </div>
      )}
      <Select
        size="xs"
        searchable
        aria-label={text.zone}
        data={zones}
        limit={80}
        value={zone}
        nothingFoundMessage={text.zoneNone}
        onChange={(next) => next !== null && chooseZone(next)}
      />
    </div>
  );
}

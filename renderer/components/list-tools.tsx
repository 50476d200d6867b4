import { Button, NativeSelect, Popover } from '@mantine/core';
import { IconFilter } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { filtersOn, type ListName, type ListOrder, type ListView, useListView } from '../state/list-view.ts';
import { type Period, periods, zoneHere } from '../state/when-filter.ts';
import { listTexts, type OrderKey } from '../texts/list-texts.ts';
import { IsoField } from './iso-field.tsx';

type Option = { readonly value: string; readonly label: string };

interface Props {
  readonly list: ListName;
  /** The orders that the list has, its own one first. */
  readonly orders: readonly OrderKey[];
  /** Who can be asked for; left out: the list has no persons. */
  readonly people?: readonly Option[];
  readonly kinds?: { readonly label: string; readonly options: readonly Option[] };
}

const orderOf = (key: string): ListOrder => {
  const [by = 'time', way] = key.split(' ');
  return { by: by as ListOrder['by'], down: way === 'down' };
};
const keyOf = ({ by, down }: ListOrder): string => `${by} ${down ? 'down' : 'up'}`;

/** Opens what a list is filtered and sorted by. */
export function ListTools(props: Props) {
  const { list, orders, people, kinds } = props;
  const { view, set, clear } = useListView(list);
  const [opened, setOpened] = useState(false);
  const on = filtersOn(view);
  // A chosen way to filter by days filters nothing until there is a day, but there is something to clear.
  const untouched = on === 0 && view.when.period === 'any';
  return (
    <Popover
      opened={opened}
      onChange={setOpened}
      position="bottom-start"
      // Strips of alarms push it down: it moves up then, and stays within the frame of the screen.
      middlewares={{ flip: false, shift: { padding: 18, crossAxis: true } }}
      shadow="md"
      trapFocus
      withinPortal
      returnFocus
      // Gone at once: on its way out it would still keep the keys that search the list.
      transitionProps={{ duration: 0 }}
      width={330}
    >
      <Popover.Target>
        <Button
          variant={on > 0 ? 'light' : 'default'}
          leftSection={<IconFilter size={14} aria-hidden />}
          rightSection={on > 0 && <span className="rail-count">{on}</span>}
          aria-label={on > 0 ? listTexts.filterOn(on) : listTexts.filter}
          onClick={() => setOpened(!opened)}
        >
          {listTexts.filter}
        </Button>
      </Popover.Target>
      <Popover.Dropdown aria-label={listTexts.filter}>
        <div className="list-tools">
          <NativeSelect
            size="xs"
            label={listTexts.sort}
            value={view.order === null ? orders[0] : keyOf(view.order)}
            onChange={(event) => set({ order: orderOf(event.currentTarget.value) })}
            data={orders.map((key) => ({ value: key, label: listTexts.orders[key] }))}
          />
          {people && (
            <NativeSelect
              size="xs"
              label={listTexts.person}
              value={view.person}
              onChange={(event) => set({ person: event.currentTarget.value })}
              data={[{ value: '', label: listTexts.anybody }, ...people]}
            />
          )}
          {kinds && (
            <NativeSelect
              size="xs"
              label={kinds.label}
              value={view.kind}
              onChange={(event) => set({ kind: event.currentTarget.value })}
              data={[{ value: '', label: listTexts.any }, ...kinds.options]}
            />
          )}
          <WhenFields view={view} set={set} />
          <div className="list-tools-foot">
            <Button variant="subtle" disabled={untouched} onClick={clear}>
              {listTexts.clear}
            </Button>
            <Button variant="default" onClick={() => setOpened(false)}>
              {listTexts.close}
            </Button>
          </div>
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}

function WhenFields({
  view: { when },
  set,
}: {
  readonly view: ListView;
  readonly set: (change: Partial<ListView>) => void;
}) {
  const day = (end: 'from' | 'to'): ReactNode => (
    <IsoField
      kind="day"
      label={listTexts[end]}
      value={when[end]}
      onChange={(day) => set({ when: { ...when, [end]: day } })}
    />
  );
  return (
    <>
      <NativeSelect
        size="xs"
        label={listTexts.when}
        value={when.period}
        onChange={(event) => set({ when: { ...when, period: event.currentTarget.value as Period } })}
        data={periods.map((period) => ({ value: period, label: listTexts.periods[period] }))}
      />
      {when.period === 'days' && (
        <div className="list-tools-days">
          {day('from')}
          {day('to')}
        </div>
      )}
      {when.period !== 'any' && <p className="dim small">{listTexts.zone(zoneHere())}</p>}
    </>
  );
}

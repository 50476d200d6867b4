import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import type { TreasuryView } from '../../../electron/contract/treasury.ts';
import { HoldAlarm } from '../../../renderer/shell/hold-alarm.tsx';

const mark = (seq: number) => ({ seq, hash: 'ab'.repeat(32), at: 1_790_000_000_000 });
const hold = { enrolment: null, older: { ours: mark(3), newer: mark(9) }, spends: [], signsFrom: null };

const shownAt = (stationRole: TreasuryView['stationRole']): string =>
  renderToStaticMarkup(
    createElement(MantineProvider, null, createElement(HoldAlarm, { treasury: { hold, stationRole } })),
  );

it('an older folder of an officer’s desk, where no two officers can settle it, is to be made anew', () => {
  expect(shownAt('officer')).toContain('make this desk anew');
  expect(shownAt('officer')).not.toMatch(/two officers|<button/);
  expect(shownAt('desk')).toMatch(/two officers have settled it.*<button/);
});

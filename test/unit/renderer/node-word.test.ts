import { readFileSync } from 'node:fs';
import { MantineProvider } from '@mantine/core';
import { createElement, type ReactElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { AppView } from '../../../electron/contract/app.ts';
import type { RestsOn } from '../../../electron/core/projection/change.ts';
import { RestNotProven } from '../../../renderer/components/balance-grade.tsx';
import { NodeWord } from '../../../renderer/components/node-word.tsx';
import { AppContext } from '../../../renderer/state/app-context.ts';

const drawn = (restsOn: RestsOn | null, what: ReactElement = createElement(NodeWord)): string => {
  const node = restsOn === null ? null : { restsOn };
  const app = { treasury: { node } } as unknown as AppView;
  const word = createElement(AppContext.Provider, { value: app }, what);
  return renderToStaticMarkup(createElement(MantineProvider, { env: 'test' }, word)).replace(
    /<style.*?<\/style>/gs,
    '',
  );
};

/** Screens with balances, or with ends of payments, that have no grade of their own. */
const screens = [
  'accounts/accounts-screen',
  'sweeps/sweeps-screen',
  'vaults/vault-card',
  'withdrawals/withdrawal-preview',
  'mandates/moves-plan',
];

describe('what stands beside a figure', () => {
  it("on a line that proves nothing: that it is one node's word, or that two agreed", () => {
    expect(drawn('one')).toContain('One node&#x27;s word, not proven by validators');
    expect(drawn('two')).toContain('Two endpoints told the same; not proven by validators');
    expect(drawn('two')).not.toContain('One node');
  });

  it('on a line that proves, or without a line, is nothing', () => {
    for (const restsOn of ['validators', null] as const) expect(drawn(restsOn)).toBe('');
  });

  it('on a line that proves, beside a balance, is what of it no certificate proves, and nothing where that is none', () => {
    const beside = (unproven: string, existed: string) =>
      drawn('validators', createElement(RestNotProven, { balance: '9000000000', unproven, existed }));
    expect(beside('0', '0')).toBe('');
    expect(beside('5000000000', '2000000000')).toMatch(
      /existed, unspent by one node.*by one node&#x27;s word, not proven/s,
    );
  });

  it.each(screens)('is on the screen %s', (screen) => {
    expect(readFileSync(`renderer/screens/${screen}.tsx`, 'utf8')).toContain('<NodeWord />');
  });
});

import { readFileSync } from 'node:fs';
import { MantineProvider } from '@mantine/core';
import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, it } from 'vitest';
import type { AppView } from '../../../electron/contract/app.ts';
import { NodeWord } from '../../../renderer/components/node-word.tsx';
import { AppContext } from '../../../renderer/state/app-context.ts';

const drawn = (url: string | null): string => {
  const node = url === null ? null : { url };
  const app = { treasury: { node } } as unknown as AppView;
  const word = createElement(AppContext.Provider, { value: app }, createElement(NodeWord));
  return renderToStaticMarkup(createElement(MantineProvider, { env: 'test' }, word)).replace(
    /<style.*?<\/style>/gs,
    '',
  );
};

/** Screens with balances, or with ends of payments, that have no grade of their own. */
const screens = [
  'dashboard/figures',
  'accounts/accounts-screen',
  'sweeps/sweeps-screen',
  'vaults/vault-card',
  'withdrawals/withdrawal-preview',
  'movements/movement-panel',
  'mandates/moves-plan',
];

describe('what stands beside a figure', () => {
  it("on a line that proves nothing: that it is one node's word", () => {
    for (const url of ['https://node.example.org', 'http://127.0.0.1:9000']) {
      expect(drawn(url)).toContain('One node&#x27;s word, not proven by validators');
    }
  });

  it('on a line that proves, or without a line, is nothing', () => {
    for (const url of ['grpc+https://node.example.org', null]) expect(drawn(url)).not.toContain('word');
  });

  it.each(screens)('is on the screen %s', (screen) => {
    expect(readFileSync(`renderer/screens/${screen}.tsx`, 'utf8')).toContain('<NodeWord />');
  });
});

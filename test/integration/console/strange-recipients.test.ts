import { expect, it } from 'vitest';
import { readMovement } from '../../../electron/console/movements/movement-views.ts';
import { previewWithdrawal } from '../../../electron/console/movements/request-withdrawal.ts';
import { nobody } from '../../../electron/console/officers/viewer.ts';
import { ask, openFundedDesk } from '../../support/treasury-fixture.ts';
import { must } from '../../support/treasury-steps.ts';

const system = `0x${'2'.padStart(64, '0')}`;
const outsider = `0x${'5e'.repeat(32)}`;

it('a payment to 0x2, where a cut-off address may lead, is warned of in the preview and at the decision', async () => {
  const desk = await openFundedDesk(['2000', '2000']);
  const seen = async (recipient: string) => {
    const typed = { vaultId: desk.hot, recipient, amount: '5' };
    const preview = must(await previewWithdrawal(desk.station, typed));
    const id = await ask(desk, '5', recipient);
    const { decoded } = must(await readMovement(desk.station, nobody, { id }));
    return [preview.strange, ...(decoded?.payments ?? []).map(({ strange }) => strange)];
  };
  expect(await seen(system)).toEqual(['system-object', 'system-object']);
  expect(await seen(outsider)).toEqual([null, null]);
});

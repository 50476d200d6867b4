import { expect, it } from 'vitest';
import { addressListContents } from '../../../../electron/console/envelopes/address-list-contents.ts';
import { envelopeView } from '../../../../electron/console/envelopes/envelope-views.ts';
import { lookAtEnvelope } from '../../../../electron/console/envelopes/look-at-envelope.ts';
import { vaultAtWork } from '../../../../electron/console/vaults/vault-of.ts';
import { envelopeOf, forged, knownOfficerDesk, take } from '../../../support/officer-desks.ts';
import { openDesk } from '../../../support/treasury-fixture.ts';
import { codeOf, enter, must } from '../../../support/treasury-steps.ts';

it('a list of addresses is shown where their vault has signed each, and refused with one swapped', async () => {
  const desk = await openDesk();
  const ben = await knownOfficerDesk(desk, 'Ben');
  const mara = await enter(desk, 'Mara');
  const { receiveAddress, name } = vaultAtWork(desk.station.policy.present(), [], 'hot');
  const of = { vaultId: desk.hot, account: 0 };
  const file = await envelopeOf(desk.station, mara, must(await addressListContents(desk.station, of)));
  const looked = must(await lookAtEnvelope(ben.station, file));
  const { inside } = must(await envelopeView(ben.station, looked));
  expect(inside).toMatchObject({ kind: 'address-list' });
  expect(inside.kind === 'address-list' && inside.addresses).toContainEqual(
    expect.objectContaining({ vaultName: name, address: receiveAddress }),
  );
  const swapped = await forged(desk.station, file, (statement) =>
    statement.kind === 'address-list'
      ? {
          ...statement,
          contents: {
            ...statement.contents,
            addresses: statement.contents.addresses.map((each) =>
              each.address === receiveAddress ? { ...each, address: `0x${'0c'.repeat(32)}` } : each,
            ),
          },
        }
      : statement,
  );
  expect(codeOf(await lookAtEnvelope(ben.station, swapped))).toBe('address-not-attested');
  must(await take(ben.station, await ben.as(), file));
  expect(codeOf(await take(ben.station, await ben.as(), file))).toBe('envelope-replayed');
  const nothing = await addressListContents(desk.station, { vaultId: desk.hot, account: 77 });
  expect(codeOf(nothing)).toBe('address-not-attested');
});

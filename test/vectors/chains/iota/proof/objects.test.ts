import { expect, it } from 'vitest';
import { digestText, objectDigest } from '../../../../../electron/chains/iota/pure/ledger/digests.ts';
import { decodeEffects } from '../../../../../electron/chains/iota/pure/ledger/effects.ts';
import { decodeObject } from '../../../../../electron/chains/iota/pure/ledger/object.ts';
import { holdingChanges } from '../../../../../electron/chains/iota/pure/proof/holdings.ts';
import { certifiedTransfer, checkpointParts } from '../../../../support/certified-samples.ts';
import { must } from '../../../../support/must.ts';

it('the objects of official closing checkpoints are read, with the types that they have', () => {
  const objects = ['528', '788'].flatMap((name) =>
    checkpointParts(name as '528' | '788').transactions.flatMap((each) => [
      ...each.inputObjects,
      ...each.outputObjects,
    ]),
  );
  const types = new Set(objects.map(({ bcs }) => must(decodeObject(bcs)).type));
  expect(objects.length).toBeGreaterThan(20);
  expect(types).toContain('0x2::clock::Clock');
  expect(types).toContain('0x3::iota_system::IotaSystemState');
  expect(types).toContain('0x2::dynamic_field::Field<u64, 0x3::iota_system_state_inner::IotaSystemStateV1>');
});

it('the transfer of a multisig pays 1.5 IOTA, and its sender the gas, by the effects and coins alone', () => {
  const transfer = certifiedTransfer();
  const effects = must(decodeEffects(transfer.effects.bytes));
  const [sender, recipient] = effects.changed.map(({ after }) =>
    after?.kind === 'object' && after.owner.kind === 'address' ? after.owner.address : '',
  ) as [string, string];
  const objects = [...transfer.inputObjects, ...transfer.outputObjects.map(({ bytes }) => bytes)];
  const objectOf = ({ digest }: { readonly digest: Uint8Array }) =>
    objects.find((bytes) => digestText(objectDigest(bytes)) === digestText(digest)) ?? null;
  const { changes, created } = must(holdingChanges(effects, () => true, objectOf));
  const { computation, storage, rebate } = effects.gas;
  expect(changes).toEqual([
    { owner: sender, units: -1_500_000_000n - (computation + storage - rebate) },
    { owner: recipient, units: 1_500_000_000n },
  ]);
  expect(created.map(({ balance }) => balance)[1]).toBe('1500000000');
});

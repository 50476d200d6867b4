import { base58, base64 } from '@scure/base';
import { describe, expect, it } from 'vitest';
import { BcsReader } from '../../../electron/chains/iota/pure/bcs-reader.ts';
import type { Coin } from '../../../electron/practice/coin.ts';
import {
  contentsBytes,
  contentsDigest,
  transactionsIn,
} from '../../../electron/practice/documents/checkpoint-document.ts';
import {
  effectsBytes,
  effectsDigest,
  systemObjectDigest,
} from '../../../electron/practice/documents/effects-document.ts';
import {
  CLOCK_ID,
  SYSTEM_STATE_ID,
  systemObjectBytes,
} from '../../../electron/practice/documents/system-object.ts';
import {
  epochChangeBytes,
  prologueBytes,
  SYSTEM_SIGNATURE,
} from '../../../electron/practice/documents/system-transaction.ts';
import { documentDigest } from '../../../electron/practice/documents/tagged-digest.ts';
import { NO_GAS } from '../../../electron/practice/gas.ts';
import localnet from '../chains/iota/ledger/files/788.parts.json' with { type: 'json' };
import synthetic from '../chains/iota/ledger/files/certified-transfer.json' with { type: 'json' };

describe('documents of a practice network have the forms of the official ones', () => {
  const [prologue, epochChange] = localnet.transactions;
  if (!prologue || !epochChange) throw new Error('expected two transactions');
  const read = base64.decode(prologue.transactionBcs);
  const time = new BcsReader(read.subarray(19)).u64();

  it('a prologue, the clock before and after it, and its effects', () => {
    const commitDigest = read.slice(28, 60);
    const bytes = prologueBytes({ epoch: 2n, round: 1041n, timestamp: time, commitDigest });
    expect(base64.encode(bytes)).toBe(prologue.transactionBcs);
    expect(documentDigest('TransactionData', bytes)).toBe(prologue.digest);
    const clocks = [...prologue.inputObjects, ...prologue.outputObjects].map(({ bcs, digest }, nth) => {
      const object = base64.decode(bcs);
      const clock = {
        id: CLOCK_ID,
        version: 3129n + BigInt(nth),
        value: new BcsReader(object.subarray(-58)).u64(),
        previousTransaction: base58.encode(object.subarray(-40, -8)),
      };
      expect(base64.encode(systemObjectBytes(clock))).toBe(bcs);
      expect(systemObjectDigest(clock)).toBe(digest);
      return clock;
    });
    const [before, after] = clocks;
    expect(after?.value).toBe(time);
    const effects = effectsBytes(
      { digest: prologue.digest, epoch: 2 },
      { ...NOTHING, version: 3130n, system: [{ before: before!, after: after! }] },
    );
    expect(base64.encode(effects)).toBe(prologue.effectsBcs);
    expect(effectsDigest(effects)).toBe(prologue.effectsDigest);
  });

  it('a change of the epoch, and the system state after it', () => {
    const bytes = epochChangeBytes({ epoch: 3n, protocolVersion: 1n, charge: NO_GAS, start: time });
    expect(base64.encode(bytes)).toBe(epochChange.transactionBcs);
    const state = { id: SYSTEM_STATE_ID, version: 4n, value: 1n, previousTransaction: epochChange.digest };
    expect(base64.encode(systemObjectBytes(state))).toBe(epochChange.outputObjects[0]?.bcs);
    expect(systemObjectDigest(state)).toBe(epochChange.outputObjects[0]?.digest);
  });

  it('contents, in which the change of an epoch has no signature', () => {
    const bytes = contentsBytes([
      { ...prologue, signatures: [base64.encode(SYSTEM_SIGNATURE)] },
      { ...epochChange, signatures: [] },
    ]);
    expect(base64.encode(bytes)).toBe(localnet.contentsBcs);
    expect(contentsDigest(bytes)).toBe(localnet.contentsDigest);
    expect(transactionsIn(bytes)).toEqual([prologue.digest, epochChange.digest]);
  });

  it('the effects of a transfer', () => {
    const [gas, paid] = synthetic.outputObjects.map(({ bytes }) => coinOf(bytes));
    const effects = effectsBytes(
      { digest: synthetic.transaction.digest, epoch: 1 },
      {
        ...NOTHING,
        charge: { computation: 1_000_000n, storage: 1_960_800n, rebate: 980_400n },
        version: 6n,
        mutated: [{ before: coinOf(synthetic.inputObjects[0]!), after: gas! }],
        created: [paid!],
        gasCoin: gas!,
      },
    );
    expect(base64.encode(effects)).toBe(synthetic.effects.bytes);
    expect(effectsDigest(effects)).toBe(synthetic.effects.digest);
  });
});

function coinOf(bytes: string): Coin {
  const object = base64.decode(bytes);
  const id = (from: number) => `0x${Buffer.from(object.subarray(from, from + 32)).toString('hex')}`;
  return {
    id: id(11),
    version: new BcsReader(object.subarray(2)).u64(),
    balance: new BcsReader(object.subarray(43)).u64(),
    owner: id(52),
    previousTransaction: base58.encode(object.subarray(85, 117)),
    storageRebate: new BcsReader(object.subarray(117)).u64(),
  };
}

const NOTHING = {
  failure: null,
  error: null,
  charge: NO_GAS,
  version: 1n,
  created: [],
  mutated: [],
  deleted: [],
  system: [],
  gasCoin: null,
};

import { describe, expect, it } from 'vitest';
import { addressBytes } from '../../../../electron/chains/iota/pure/address.ts';
import { BcsWriter } from '../../../../electron/chains/iota/pure/bcs-writer.ts';
import { buildTransfer } from '../../../../electron/chains/iota/pure/build-transfer.ts';
import { coinReference } from '../../../../electron/chains/iota/pure/coin-object.ts';
import { decodeTransfer } from '../../../../electron/chains/iota/pure/decode-transfer.ts';
import { encodeTransfer } from '../../../../electron/chains/iota/pure/encode-transfer.ts';
import type { IotaTransfer } from '../../../../electron/chains/iota/pure/transfer.ts';
import { viewOfTransfer } from '../../../../electron/chains/iota/pure/view-of-transfer.ts';
import { MAX_UNITS } from '../../../../electron/core/money.ts';
import { viewDigest } from '../../../../electron/core/proposal/transfer-view.ts';
import { address, coin, expectRefusal, plan, planned, sender, unwrap } from './samples.ts';

const network = { id: 'iota:practice', genesis: '00000000' } as const;
const sample = unwrap(buildTransfer(plan()));

/** Argument bytes: gas coin, input, nested result of command 0. */
const gas = [0];
const input = (index: number) => [1, index, 0];
const part = (index: number) => [3, 0, 0, index, 0];
const transfer = (object: number[], to: number[]) => [1, 1, ...object, ...to];
const split = (coinArgument: number[], ...amounts: number[][]) => [
  2,
  ...coinArgument,
  amounts.length,
  ...amounts.flat(),
];
const amount = (nanos: number) => [0, 8, nanos, 0, 0, 0, 0, 0, 0, 0];
const recipient = (number: number) => [0, 32, ...addressBytes(address(number))];

/** A transaction of any arrangement, written by hand. */
function handmade(inputs: number[][], commands: number[][], tail: number[] = [0], kind: number[] = [0, 0]) {
  const writer = new BcsWriter();
  writer.fixed(Uint8Array.from(kind));
  writer.uleb128(inputs.length).fixed(Uint8Array.from(inputs.flat()));
  writer.uleb128(commands.length).fixed(Uint8Array.from(commands.flat()));
  writer
    .fixed(addressBytes(sender))
    .uleb128(1)
    .fixed(addressBytes(address(0xc1)))
    .u64(3n);
  writer.vector(new Uint8Array(32).fill(4)).fixed(addressBytes(sender)).u64(1000n).u64(5_000_000n);
  return writer.fixed(Uint8Array.from(tail)).toBytes();
}

const inputs = [amount(5), recipient(1)];
const commands = [split(gas, input(0)), transfer(part(0), input(1))];
const decode = decodeTransfer;
const viewed = (transfer: IotaTransfer) => viewDigest(network, viewOfTransfer(transfer));

describe('decoding a transfer', () => {
  it('reads a transaction written by hand', () => {
    const read = unwrap(decode(handmade(inputs, commands)));
    expect(read.payments).toEqual([{ recipient: address(1), amount: 5n }]);
    expect(read.changeTo).toBe(sender);
    expect(read.expirationEpoch).toBeNull();
  });

  it('reads an expiration and a receiver of the rest', () => {
    const full = { ...planned(), changeTo: address(0xd), gasOwner: address(0xe), expirationEpoch: 12n };
    expect(unwrap(decode(encodeTransfer(full)))).toEqual(full);
  });

  it('refuses every truncation, and never throws', () => {
    for (let length = 0; length < sample.length; length++) {
      expectRefusal(decode(sample.subarray(0, length)), 'bytes-malformed');
    }
  });

  it('refuses trailing bytes, which the SDK reads over', () => {
    expectRefusal(decode(Uint8Array.from([...sample, 0])), 'bytes-trailing');
    expectRefusal(decode(Uint8Array.from([...sample, ...sample])), 'bytes-trailing');
  });

  it('refuses more than 131072 bytes before it reads any', () => {
    expectRefusal(decode(new Uint8Array(131_073)), 'bytes-too-large');
  });

  it('refuses or visibly changes with every flipped bit, and reads all accepted ones canonically', () => {
    const original = viewed(unwrap(decode(sample)));
    let refused = 0;
    for (let bit = 0; bit < sample.length * 8; bit++) {
      const flipped = Uint8Array.from(sample);
      flipped[bit >> 3]! ^= 1 << (bit & 7);
      const read = decode(flipped);
      if (!read.ok) {
        refused++;
        continue;
      }
      expect(viewed(read.value)).not.toBe(original);
      expect(encodeTransfer(read.value)).toEqual(flipped);
    }
    expect(refused).toBeGreaterThan(100);
  });

  it('refuses 501 payments', () => {
    const payments = Array.from({ length: 501 }, (_, index) => ({
      recipient: address(index),
      amount: 1n,
    }));
    expectRefusal(decode(encodeTransfer({ ...planned(), payments })), 'too-many-recipients');
    const allowed = { ...planned(), payments: payments.slice(1) };
    expect(unwrap(decode(encodeTransfer(allowed)))).toEqual(allowed);
  });

  it('refuses 256 gas coins, none, and one named twice', () => {
    const reference = (number: number) => coinReference(coin(number));
    const of = (numbers: number[]) => encodeTransfer({ ...planned(), inputs: numbers.map(reference) });
    expectRefusal(decode(of(Array.from({ length: 256 }, (_, index) => index))), 'bytes-too-large');
    expectRefusal(decode(of([])), 'bytes-malformed');
    expectRefusal(decode(of([1, 1])), 'bytes-malformed');
  });

  it('refuses a payment of zero and amounts beyond 63 bits', () => {
    const paying = (nanos: bigint) =>
      encodeTransfer({ ...planned(), payments: [{ recipient: address(1), amount: nanos }] });
    expectRefusal(decode(paying(0n)), 'amount-zero');
    expectRefusal(decode(paying(MAX_UNITS + 1n)), 'amount-too-large');
    expectRefusal(decode(encodeTransfer({ ...planned(), gasBudget: 2n ** 64n - 1n })), 'amount-too-large');
    expectRefusal(decode(encodeTransfer({ ...planned(), gasPrice: 2n ** 64n - 1n })), 'amount-too-large');
  });
});

describe('unknown kinds are refused', () => {
  it.each<[string, Uint8Array]>([
    ['transaction data of another version', handmade(inputs, commands, [0], [1, 0])],
    ['a transaction that is not programmable', handmade(inputs, commands, [0], [0, 1])],
    ['a Move call', handmade(inputs, [...commands, [0, ...addressBytes(address(2))]])],
    ['MergeCoins', handmade(inputs, [...commands, [3, ...gas, 1, ...input(0)]])],
    ['Publish', handmade(inputs, [...commands, [4, 0, 0]])],
    ['MakeMoveVec', handmade(inputs, [...commands, [5, 0, 0]])],
    ['Upgrade', handmade(inputs, [...commands, [6, 0, 0]])],
    ['a command that does not exist', handmade(inputs, [...commands, [99]])],
    ['a Result argument', handmade(inputs, [commands[0]!, transfer([2, 0, 0], input(1))])],
    ['a shared object', handmade([...inputs, [1, 1, ...new Array(41).fill(0)]], commands)],
    ['a receiving object', handmade([...inputs, [1, 2, ...new Array(73).fill(0)]], commands)],
    ['a pure input of one byte', handmade([...inputs, [0, 1, 1]], commands)],
    ['a pure input without bytes', handmade([[0, 0, 0, 0, 0, 0, 0, 0, 0], ...inputs], commands)],
    ['an expiration of another kind', handmade(inputs, commands, [2, 0, 0, 0, 0, 0, 0, 0, 0])],
  ])('%s', (_, bytes) => {
    expectRefusal(decode(bytes), 'command-unknown');
  });
});

describe('known kinds in another arrangement are refused', () => {
  const object = [1, 0, ...addressBytes(address(9)), ...new Array(8).fill(1), 32, ...new Array(32).fill(2)];
  const two = [amount(5), amount(6), recipient(1), recipient(2)];
  it.each<[string, Uint8Array]>([
    ['no command', handmade([], [])],
    ['a split without parts', handmade([], [split(gas)])],
    ['a split that is not first', handmade(inputs, [...commands].reverse())],
    ['a second split', handmade([...inputs, amount(1)], [...commands, split(gas, input(2))])],
    ['a split of an input', handmade([...inputs, object], [split(input(2), input(0)), commands[1]!])],
    ['a part that nobody gets', handmade(inputs, [split(gas, input(0))])],
    ['an unused pure input', handmade([...inputs, recipient(3)], commands)],
    ['an unused object', handmade([...inputs, object], commands)],
    [
      'a second coin sent along',
      handmade([...inputs, object], [commands[0]!, [1, 2, ...part(0), ...input(2), ...input(1)]]),
    ],
    [
      'one object sent in place of a part',
      handmade([...inputs, object], [commands[0]!, transfer(input(2), input(1))]),
    ],
    ['a part sent twice', handmade([...inputs, recipient(2)], [...commands, transfer(part(0), input(2))])],
    [
      'parts in another order',
      handmade(two, [
        split(gas, input(0), input(1)),
        transfer(part(1), input(2)),
        transfer(part(0), input(3)),
      ]),
    ],
    [
      'one recipient input for two payments',
      handmade(two.slice(0, 3), [
        split(gas, input(0), input(1)),
        transfer(part(0), input(2)),
        transfer(part(1), input(2)),
      ]),
    ],
    [
      'one amount input for two payments',
      handmade(
        [amount(5), recipient(1), recipient(2)],
        [split(gas, input(0), input(0)), transfer(part(0), input(1)), transfer(part(1), input(2))],
      ),
    ],
    ['an amount as recipient', handmade([amount(5), amount(6)], commands)],
    ['a recipient as amount', handmade([recipient(5), recipient(6)], commands)],
    ['an input that does not exist', handmade(inputs, [commands[0]!, transfer(part(0), input(9))])],
    ['the gas coin as recipient', handmade(inputs, [commands[0]!, transfer(part(0), gas)])],
    [
      'the rest sent twice',
      handmade(
        [...inputs, recipient(2), recipient(3)],
        [...commands, transfer(gas, input(2)), transfer(gas, input(3))],
      ),
    ],
    [
      'the rest sent before the parts',
      handmade([...inputs, recipient(2)], [commands[0]!, transfer(gas, input(2)), commands[1]!]),
    ],
  ])('%s', (_, bytes) => {
    expectRefusal(decode(bytes), 'command-extra');
  });
});

describe('another encoding of a known transfer is refused', () => {
  it('inputs in another order', () => {
    const swapped = handmade([recipient(1), amount(5)], [split(gas, input(1)), transfer(part(0), input(0))]);
    expectRefusal(decode(swapped), 'bytes-not-canonical');
  });

  it('the rest sent to the gas owner, who has it anyway', () => {
    const bytes = handmade(
      [...inputs, [0, 32, ...addressBytes(sender)]],
      [...commands, transfer(gas, input(2))],
    );
    expectRefusal(decode(bytes), 'bytes-not-canonical');
  });

  it('padded lengths', () => {
    expectRefusal(decode(Uint8Array.from([0x80, 0, ...sample.subarray(1)])), 'bytes-malformed');
  });
});

describe('the view of a transfer', () => {
  it('says all that the bytes say', () => {
    expect(viewOfTransfer(unwrap(decode(sample)))).toEqual({
      chain: 'iota',
      payers: [sender],
      payments: [
        { recipient: address(0xb0b), amount: { asset: 'IOTA', units: 1_500_000_000n } },
        { recipient: address(0xca201), amount: { asset: 'IOTA', units: 2n } },
      ],
      feeAtMost: { asset: 'IOTA', units: 10_000_000n },
      inputs: [1, 2].map((n) => ({ key: `${coin(n).id}@7`, reference: coinReference(coin(n)).digest })),
      changeTo: sender,
      validUntil: { kind: 'epoch', epoch: '7' },
      memo: null,
      details: { gasPrice: '1000' },
    });
  });

  it('names a foreign gas owner, another receiver of the rest and the last epoch', () => {
    const full = { ...planned(), changeTo: address(0xd), gasOwner: address(0xe), expirationEpoch: 12n };
    expect(viewOfTransfer(full)).toMatchObject({
      changeTo: address(0xd),
      validUntil: { kind: 'epoch', epoch: '12' },
      details: { gasPrice: '1000', gasOwner: address(0xe) },
    });
  });
});

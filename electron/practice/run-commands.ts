import type { Address } from '../chains/iota/pure/address.ts';
import { BcsWriter } from '../chains/iota/pure/bcs-writer.ts';
import { blake2b256, bytesToHex } from '../core/digest.ts';
import type { Failure } from './documents/failure.ts';
import type { Argument, Transaction } from './transaction.ts';

/** A coin while commands run. */
export interface LiveCoin {
  readonly id: Address;
  balance: bigint;
  owner: Address;
}

/** What the commands left: the coins that still are (gas among them), or why they failed. */
type CommandOutcome =
  | {
      readonly ok: true;
      readonly gas: LiveCoin;
      readonly inputs: readonly LiveCoin[];
      readonly created: readonly LiveCoin[];
    }
  | { readonly ok: false; readonly failure: Failure };

type ArgumentErrorKind = Extract<
  Failure['error'],
  { CommandArgumentError?: unknown }
>['CommandArgumentError'] extends infer Body
  ? NonNullable<Body> extends { kind: infer Kind }
    ? Kind
    : never
  : never;

/** A failure inside the run; never leaves this file. */
class CommandFailure extends Error {
  readonly error: Failure['error'];

  constructor(error: Failure['error']) {
    super('command failed');
    this.error = error;
  }
}

const U64_LIMIT = 2n ** 64n;

/** A value that a command may use: a coin until it is taken, or plain bytes. */
type Slot = { coin: LiveCoin | null } | { bytes: Uint8Array };

/**
 * Runs SplitCoins, MergeCoins and TransferObjects as the network's programmable transactions do: the gas coin may be
 * split and merged into, and taken whole by TransferObjects only; a coin taken by value is gone; a coin made and not
 * passed on fails the whole run.
 * @param gas the smashed gas coin without the budget, which no command may touch
 * @param inputs the coins among the inputs, by id
 */
export function runCommands(
  transaction: Transaction,
  gas: LiveCoin,
  inputs: ReadonlyMap<Address, LiveCoin>,
): CommandOutcome {
  const gasSlot: Slot = { coin: gas };
  const inputSlots: Slot[] = transaction.inputs.map((input) =>
    input.kind === 'pure' ? { bytes: input.bytes } : { coin: inputs.get(input.reference.id)! },
  );
  const results: Slot[][] = [];
  const passedOn: LiveCoin[] = [];
  let madeIds = 0n;

  const slotOf = (argument: Argument, at: number): Slot => {
    if (argument.kind === 'gas') return gasSlot;
    if (argument.kind === 'input') {
      const slot = inputSlots[argument.index];
      return slot ?? argumentError(at, { IndexOutOfBounds: { idx: argument.index } });
    }
    const made = results[argument.command];
    if (!made) return argumentError(at, { IndexOutOfBounds: { idx: argument.command } });
    if (!argument.nested && made.length !== 1) {
      return argumentError(at, { InvalidResultArity: { resultIdx: argument.command } });
    }
    return (
      made[argument.index] ??
      argumentError(at, {
        SecondaryIndexOutOfBounds: { resultIdx: argument.command, secondaryIdx: argument.index },
      })
    );
  };
  const borrow = (argument: Argument, at: number): LiveCoin => {
    const slot = slotOf(argument, at);
    if ('bytes' in slot) return argumentError(at, { InvalidUsageOfPureArg: true });
    return slot.coin ?? argumentError(at, { InvalidValueUsage: true });
  };
  const take = (argument: Argument, at: number): LiveCoin => {
    const coin = borrow(argument, at);
    const slot = slotOf(argument, at);
    if ('coin' in slot) slot.coin = null;
    return coin;
  };
  const pure = (argument: Argument, at: number, size: number): Uint8Array => {
    const slot = slotOf(argument, at);
    if (!('bytes' in slot)) return argumentError(at, { TypeMismatch: true });
    return slot.bytes.length === size ? slot.bytes : argumentError(at, { InvalidBCSBytes: true });
  };

  for (const [number, command] of transaction.commands.entries()) {
    const made: Slot[] = [];
    try {
      switch (command.kind) {
        case 'split': {
          const source = borrow(command.coin, 0);
          for (const [nth, amount] of command.amounts.entries()) {
            const nanos = new DataView(pure(amount, nth + 1, 8).slice().buffer).getBigUint64(0, true);
            if (source.balance < nanos) throw new CommandFailure({ InsufficientCoinBalance: true });
            source.balance -= nanos;
            const id = derivedId(transaction.digestBytes, madeIds);
            madeIds += 1n;
            made.push({ coin: { id, balance: nanos, owner: transaction.sender } });
          }
          break;
        }
        case 'merge': {
          const target = borrow(command.into, 0);
          for (const [nth, source] of command.sources.entries()) {
            if (source.kind === 'gas') argumentError(nth + 1, { InvalidGasCoinUsage: true });
            const coin = borrow(source, nth + 1);
            if (coin === target) argumentError(nth + 1, { InvalidValueUsage: true });
            take(source, nth + 1);
            if (target.balance + coin.balance >= U64_LIMIT)
              throw new CommandFailure({ CoinBalanceOverflow: true });
            target.balance += coin.balance;
          }
          break;
        }
        case 'transfer': {
          const coins = command.objects.map((object, nth) => take(object, nth));
          const recipient = pure(command.recipient, coins.length, 32);
          for (const coin of coins) {
            coin.owner = `0x${bytesToHex(recipient)}`;
            passedOn.push(coin);
          }
        }
      }
    } catch (failure) {
      if (!(failure instanceof CommandFailure)) throw failure;
      return { ok: false, failure: { error: failure.error, command: number } };
    }
    results.push(made);
  }

  for (const [command, made] of results.entries()) {
    const left = made.findIndex((slot) => 'coin' in slot && slot.coin !== null);
    if (left >= 0) {
      return {
        ok: false,
        failure: {
          error: { UnusedValueWithoutDrop: { resultIdx: command, secondaryIdx: left } },
          command: null,
        },
      };
    }
  }
  const inputCoins = new Set(inputs.values());
  const kept = inputSlots.flatMap((slot) => ('coin' in slot && slot.coin ? [slot.coin] : []));
  const passedInputs = passedOn.filter((coin) => inputCoins.has(coin));
  return {
    ok: true,
    gas,
    inputs: [...kept, ...passedInputs],
    created: passedOn.filter((coin) => coin !== gas && !inputCoins.has(coin)),
  };
}

/** The id of the nth object that a transaction makes: `blake2b-256(f1 || transaction digest || n as u64)`. */
export function derivedId(digest: Uint8Array, nth: bigint): Address {
  return `0x${bytesToHex(blake2b256(new BcsWriter(41).u8(0xf1).fixed(digest).u64(nth).toBytes()))}`;
}

function argumentError(at: number, kind: ArgumentErrorKind): never {
  throw new CommandFailure({ CommandArgumentError: { argIdx: at, kind } });
}

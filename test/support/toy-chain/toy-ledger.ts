import type { LedgerTransaction } from '../../../electron/chains/line.ts';
import { blake2b256, bytesToHex } from '../../../electron/core/digest.ts';
import type { InputEvidence } from '../../../electron/core/proposal/evidence.ts';
import { ok, type Result, refuse } from '../../../electron/core/result.ts';
import { addressOfPublicKey } from './toy-address.ts';
import { toyChain } from './toy-chain.ts';
import { evidenceOf } from './toy-evidence.ts';
import { inputKey, payersOf } from './toy-intent.ts';
import { mintBytes, readTransaction, type ToyTransaction, transactionId } from './toy-transaction.ts';

/** Who pays deposits: the toy's bank makes its money out of nothing. */
export const BANK = addressOfPublicKey(new Uint8Array(32).fill(0xba));

export interface ToyBlock {
  readonly number: number;
  readonly digest: string;
  readonly previous: string | null;
  readonly timestamp: number;
  readonly transactions: readonly string[];
}

interface Executed {
  readonly bytes: Uint8Array;
  readonly read: ToyTransaction;
  readonly serialized: string | null;
  /** Null until a block holds it. */
  readonly block: number | null;
}

/** A ledger of one process: it takes transactions at once, and makes blocks when it is asked to. */
export class ToyLedger {
  readonly genesis = 'toygenesis1';
  /** What it asks for a transaction. */
  fee = 250n;
  /** While true, nothing that is sent arrives. */
  deaf = false;
  /** While true, what is sent arrives, and the answers to it do not. */
  mute = false;
  /** While true, no line reads its blocks. */
  hidden = false;
  /** By how many blocks a line's clock is wrong. */
  ahead = 0;
  /** Whether a line can prove what never happened; else there is only its word. */
  proves = true;
  /** How often transfers were sent to it. */
  submissions = 0;
  readonly #executed = new Map<string, Executed>();
  readonly #unspent = new Map<string, InputEvidence>();
  readonly #blocks: ToyBlock[] = [];
  readonly #now: () => number;
  #waiting: string[] = [];
  #minted = 0;

  constructor(now: () => number) {
    this.#now = now;
    this.seal();
  }

  get head(): ToyBlock {
    const head = this.#blocks.at(-1);
    if (!head) throw new Error('a ledger has a first block');
    return head;
  }

  block(number: number): ToyBlock | undefined {
    return this.#blocks[number];
  }

  /** Makes a block of everything that was executed since the last one. */
  seal(): ToyBlock {
    const before = this.#blocks.at(-1);
    const number = this.#blocks.length;
    const transactions = this.#waiting;
    const content = JSON.stringify([number, before?.digest ?? null, transactions]);
    const block: ToyBlock = {
      number,
      digest: bytesToHex(blake2b256(new TextEncoder().encode(content))),
      previous: before?.digest ?? null,
      timestamp: this.#now(),
      transactions,
    };
    for (const id of transactions) this.#executed.set(id, { ...this.#get(id), block: number });
    this.#blocks.push(block);
    this.#waiting = [];
    return block;
  }

  /** Has the bank pay an address. @returns the transaction's id */
  deposit(owner: string, units: bigint): string {
    const bytes = mintBytes(this.#minted++, { owner, units });
    const read = readTransaction(bytes);
    if (!read.ok) throw new Error(read.message);
    return this.#execute(bytes, read.value, null);
  }

  unspent(owner: string): readonly InputEvidence[] {
    return [...this.#unspent.values()].filter((each) => each.owner === owner);
  }

  balance(owner: string): bigint {
    return this.unspent(owner).reduce((sum, { amount }) => sum + BigInt(amount.units), 0n);
  }

  /** Executes signed bytes once; the same bytes again are the same transaction. Refuses `node-rejected`. */
  submit(bytes: Uint8Array, serialized: string): Result<string> {
    this.submissions += 1;
    const id = transactionId(bytes);
    if (this.#executed.has(id)) return ok(id);
    const rejected = (why: string) => refuse('node-rejected', `the toy network refused: ${why}`);
    const read = readTransaction(bytes);
    if (!read.ok || !read.value.intent || !read.value.fields) return rejected('no transfer');
    const { intent, fields } = read.value;
    const complete = toyChain.complete(bytes.subarray(0, -8), { ...fields });
    if (!complete.ok) return rejected(complete.message);
    if (fields.reference > this.head.number) return rejected('a reference to a block that is not there');
    if (fields.expiry < this.head.number) return rejected('expired');
    if (intent.fee < this.fee) return rejected('fee too low');
    const inputs = intent.inputs.map((input) => ({ input, evidence: this.#unspent.get(inputKey(input)) }));
    let total = 0n;
    for (const { input, evidence } of inputs) {
      if (evidence?.owner !== input.owner) return rejected(`no unspent output ${inputKey(input)}`);
      total += BigInt(evidence.amount.units);
    }
    const out = read.value.outputs.reduce((sum, { units }) => sum + units, intent.fee);
    if (total !== out) return rejected('outputs and fee are not the inputs');
    if (!toyChain.verify(bytes, serialized).ok) return rejected('a signature is missing or wrong');
    for (const { input } of inputs) this.#unspent.delete(inputKey(input));
    return ok(this.#execute(bytes, read.value, serialized));
  }

  /** Whether it has executed a transaction. */
  has(id: string): boolean {
    return this.#executed.has(id);
  }

  /** As a line shows it. */
  transaction(id: string): LedgerTransaction {
    const { read, block } = this.#get(id);
    const { intent, outputs } = read;
    const changes = new Map<string, bigint>();
    const change = (owner: string, units: bigint) => changes.set(owner, (changes.get(owner) ?? 0n) + units);
    for (const { owner, units } of outputs) change(owner, units);
    for (const { transaction, output, owner } of intent?.inputs ?? []) {
      const made = this.#get(transaction).read.outputs[output];
      change(owner, -(made?.units ?? 0n));
    }
    return {
      id,
      payers: intent ? payersOf(intent) : [BANK],
      succeeded: true,
      error: null,
      checkpoint: block === null ? null : BigInt(block),
      timestamp: block === null ? null : (this.#blocks[block]?.timestamp ?? null),
      changes: [...changes].map(([owner, units]) => ({ owner, units })),
      feePaid: intent?.fee ?? 0n,
    };
  }

  /** Transactions that paid an address, newest first. */
  paymentsTo(owner: string): readonly string[] {
    return [...this.#executed]
      .filter(([, { read }]) => read.outputs.some((output) => output.owner === owner))
      .map(([id]) => id)
      .reverse();
  }

  /** Bytes and signatures of an executed transfer; null for any other id. */
  signed(id: string): { readonly bytes: Uint8Array; readonly serialized: string } | null {
    const found = this.#executed.get(id);
    return found?.serialized ? { bytes: found.bytes, serialized: found.serialized } : null;
  }

  #execute(bytes: Uint8Array, read: ToyTransaction, serialized: string | null): string {
    const id = transactionId(bytes);
    this.#executed.set(id, { bytes, read, serialized, block: null });
    this.#waiting.push(id);
    for (const output of read.outputs.keys()) {
      const evidence = evidenceOf(bytes, output);
      this.#unspent.set(evidence.key, evidence);
    }
    return id;
  }

  #get(id: string): Executed {
    const found = this.#executed.get(id);
    if (!found) throw new Error('the toy ledger does not know this transaction');
    return found;
  }
}

import * as v from 'valibot';
import { canonicalJson } from '../canonical-json.ts';
import { blake2b256, bytesToHex, type Hex32 } from '../digest.ts';
import { errorCodes } from '../error-code.ts';
import { inputEvidenceSchema } from '../proposal/evidence.ts';
import { ok, type Result, refuse } from '../result.ts';
import { parseWith, timeSchema } from '../schema.ts';
import type { FactChange } from './change.ts';

/** A batch of facts as evidence: what one commit took in beside its entries. */
export interface FactBatch {
  /** From 1 on. */
  readonly batch: number;
  /** The newest entry when it was written; the batch applies after it. */
  readonly afterEntry: number;
  /** RFC 8785 JSON in UTF-8. */
  readonly bytes: Uint8Array;
}

/** How the journal names what the ledger is proven with. */
export const proofHash = (kept: string): Hex32 => bytesToHex(blake2b256(encoder.encode(kept)));

/** The hash before the first batch. */
export const FACTS_START: Hex32 = '0'.repeat(64);

const encoder = new TextEncoder();

/** The hash of a batch in its chain: covers the one before it, so that the newest hash covers all. */
export function factsHash(previous: Hex32, { batch, afterEntry, bytes }: FactBatch): Hex32 {
  return bytesToHex(
    blake2b256(encoder.encode(`sallyport/facts/1 ${batch} ${afterEntry} ${previous}\n`), bytes),
  );
}

/** Facts as they are kept: amounts and checkpoint numbers as decimal text. */
export function factBytes(facts: readonly FactChange[]): Uint8Array {
  return encoder.encode(canonicalJson(facts.map(plain)));
}

function plain(fact: FactChange) {
  switch (fact.kind) {
    case 'holdings-read':
      return { ...fact, inputs: [...fact.inputs] };
    case 'inputs-moved':
      return {
        ...fact,
        consumed: fact.consumed.map(({ key, owner }) => ({ key, owner })),
        created: [...fact.created],
      };
    case 'inputs-existed':
    case 'inputs-forgotten':
      return { ...fact, keys: [...fact.keys] };
    case 'deposit-seen':
      return { ...fact, units: fact.units.toString() };
    case 'epoch-reached':
      return { ...fact, epoch: fact.epoch.toString() };
    case 'cursor-moved':
      return { ...fact, next: fact.next.toString() };
    case 'movement-problem':
      return { ...fact, problem: fact.problem && { ...fact.problem } };
    default:
      return { ...fact };
  }
}

const text = v.string();
const decimal = v.pipe(
  v.string(),
  v.regex(/^(0|[1-9][0-9]{0,39})$/, 'expected a whole number as text'),
  v.transform((digits) => BigInt(digits)),
);
const count = v.pipe(v.number(), v.safeInteger());

/** Every kind of fact, as {@link factBytes} writes it. */
const factSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('address-touched'), address: text, by: v.exactOptional(text) }),
  v.strictObject({ kind: v.literal('holdings-read'), owner: text, inputs: v.array(inputEvidenceSchema) }),
  v.strictObject({
    kind: v.literal('inputs-moved'),
    checkpoint: text,
    consumed: v.array(v.strictObject({ key: text, owner: text })),
    created: v.array(inputEvidenceSchema),
  }),
  v.strictObject({
    kind: v.literal('inputs-existed'),
    owner: text,
    checkpoint: text,
    keys: v.array(text),
  }),
  v.strictObject({ kind: v.literal('inputs-forgotten'), keys: v.array(text) }),
  v.strictObject({ kind: v.literal('reading-forgotten'), owner: text }),
  v.strictObject({
    kind: v.literal('deposit-seen'),
    transactionId: text,
    address: text,
    units: decimal,
    sender: text,
    at: timeSchema,
  }),
  v.strictObject({ kind: v.literal('deposit-forgotten'), transactionId: text, address: text }),
  v.strictObject({
    kind: v.literal('movement-problem'),
    id: text,
    problem: v.nullable(v.strictObject({ code: v.picklist(errorCodes), message: text })),
  }),
  v.strictObject({
    kind: v.literal('cursor-moved'),
    next: decimal,
    at: count,
    digest: v.nullable(text),
  }),
  v.strictObject({ kind: v.literal('epoch-reached'), epoch: decimal, at: count }),
  v.strictObject({ kind: v.literal('epoch-forgotten') }),
  v.strictObject({ kind: v.literal('proof-kept'), kept: text }),
  v.strictObject({ kind: v.literal('proof-forgotten') }),
  v.strictObject({ kind: v.literal('password-failed'), ownerId: text, at: count }),
  v.strictObject({ kind: v.literal('password-failures-forgotten'), ownerId: text }),
]);

/** Reads a batch of facts back. Refuses `store-damaged` for anything that {@link factBytes} does not write. */
export function parseFacts(bytes: Uint8Array): Result<readonly FactChange[]> {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    return refuse('store-damaged', 'expected a batch of facts, got something that is no JSON');
  }
  const parsed = parseWith(v.array(factSchema), json);
  return parsed.ok ? ok(parsed.value) : refuse('store-damaged', `a batch of facts: ${parsed.message}`);
}

/**
 * Whether facts are evidence that has to be kept. How far the ledger was followed alone is not: that is noted in the
 * journal now and then, and following again from an earlier place changes nothing.
 */
export const isEvidence = (facts: readonly FactChange[]): boolean =>
  facts.some(({ kind }) => kind !== 'cursor-moved');

/**
 * What undoes facts that nothing signed covers: they may have been put there while the treasury was closed. What a node has told of
 * addresses is forgotten and read again, inputs that came are forgotten until they come again, deposits that were only seen and notes are forgotten; tries of passwords stay counted.
 */
export function disbelieve(facts: readonly FactChange[]): readonly FactChange[] {
  const undone = new Map<string, FactChange>();
  for (const fact of facts) {
    switch (fact.kind) {
      case 'address-touched':
        undone.set(`touched ${fact.address}`, fact);
        break;
      case 'holdings-read':
        undone.set(`read ${fact.owner}`, { kind: 'reading-forgotten', owner: fact.owner });
        undone.set(`touched ${fact.owner}`, { kind: 'address-touched', address: fact.owner });
        break;
      case 'inputs-moved': {
        const keys = fact.created.map(({ key }) => key);
        if (keys.length > 0) undone.set(`created ${keys.join(' ')}`, { kind: 'inputs-forgotten', keys });
        for (const { owner: address } of [...fact.consumed, ...fact.created])
          undone.set(`touched ${address}`, { kind: 'address-touched', address });
        break;
      }
      case 'inputs-existed': {
        const { keys, owner: address } = fact;
        undone.set(`existed ${keys.join(' ')}`, { kind: 'inputs-forgotten', keys });
        undone.set(`touched ${address}`, { kind: 'address-touched', address });
        break;
      }
      case 'deposit-seen': {
        const { transactionId, address } = fact;
        undone.set(`seen ${transactionId} ${address}`, { kind: 'deposit-forgotten', transactionId, address });
        break;
      }
      case 'proof-kept':
        undone.set('proof', { kind: 'proof-forgotten' });
        break;
      case 'movement-problem':
        undone.set(`problem ${fact.id}`, { ...fact, problem: null });
        break;
      default:
        break;
    }
  }
  return [...undone.values()];
}

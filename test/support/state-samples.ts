import { canonicalJson } from '../../electron/core/canonical-json.ts';
import type { JsonValue } from '../../electron/core/json.ts';
import { FIRST_LINK, MAGIC, sealFrame } from '../../electron/signer/sealed-state.ts';
import { readDigest, readRequest, readSigned } from '../../electron/signer/state-record.ts';
import type { MemoryHead, VaultMemory } from '../../electron/signer/vault-memory.ts';
import type { EndedRecord, SignedRecord, VoidedRecord } from '../../electron/signer/vault-state.ts';
import { ERA, governedBy, iota, NOW, uuid } from './signer-fixture.ts';

/** What a vault with a policy says of itself before its records. */
export const governedHead = (counter = 1): MemoryHead => ({
  era: ERA,
  counter,
  horizon: 0,
  sealedAt: 0,
  forgottenAt: 0,
  governed: governedBy(),
  epoch: null,
  proven: null,
  journal: null,
});

/** One payment, all of whose texts have the number in them. */
export const signedRecord = (
  number: number,
  overrides: Partial<SignedRecord> = {},
): Omit<SignedRecord, 'counter'> => ({
  digest: number.toString(16).padStart(64, '0'),
  at: NOW + number,
  ruleId: 'everyday',
  total: iota(7).units,
  requestIds: [uuid(number)],
  approvers: [uuid(2)],
  inputs: [`0x${number.toString(16).padStart(64, '0')}@7`],
  fields: { block: number, expires: 'soon' },
  epoch: null,
  lastEpoch: null,
  cancels: null,
  ...overrides,
});

/** Everything that a memory remembers, to be compared. */
export function contentsOf(memory: VaultMemory): {
  readonly head: MemoryHead;
  readonly signed: readonly SignedRecord[];
  readonly voided: readonly VoidedRecord[];
  readonly ended: readonly EndedRecord[];
} {
  const signed: SignedRecord[] = [];
  const voided: VoidedRecord[] = [];
  const ended: EndedRecord[] = [];
  for (const { bytes, head } of memory.records()) {
    if (head.kind === 'signed') signed.push(readSigned(bytes, head));
    else if (head.kind === 'ended') ended.push({ requestId: readRequest(bytes, head), at: head.at });
    else voided.push({ digest: readDigest(bytes, head), at: head.at });
  }
  return { head: memory.head, signed, voided, ended };
}

/** Has a memory take in changes, as an open vault does behind its flush. */
export function change(memory: VaultMemory, ...changes: Parameters<VaultMemory['encode']>[0]): void {
  memory.follow(memory.encode(changes));
}

/** Seals frames with any contents: what a signer of another mind could have written with the right key. */
export function sealContents(
  contents: readonly (JsonValue | Uint8Array)[],
  sealing: { readonly key: Uint8Array; readonly random: (length: number) => Uint8Array },
): Buffer {
  const frames: Uint8Array[] = [MAGIC];
  let link = FIRST_LINK;
  for (const content of contents) {
    const bytes = content instanceof Uint8Array ? content : Buffer.from(canonicalJson(content));
    const sealed = sealFrame(bytes, link, sealing);
    frames.push(sealed.frame);
    link = sealed.link;
  }
  return Buffer.concat(frames);
}

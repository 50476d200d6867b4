import type { Chain, FeeTerms, TransferPlan } from '../../../electron/chains/chain.ts';
import { type Money, moneyOf } from '../../../electron/core/amount.ts';
import type { JsonValue } from '../../../electron/core/json.ts';
import type { InputEvidence } from '../../../electron/core/proposal/evidence.ts';
import { type TransferView, viewDigest } from '../../../electron/core/proposal/transfer-view.ts';
import type { Result } from '../../../electron/core/result.ts';
import type { KeyPair } from '../../../electron/signer/ed25519.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { must } from '../../support/must.ts';

/** What a chain gives, so that it can be tested against the port. */
export interface ChainSamples {
  readonly chain: Chain;
  readonly terms: FeeTerms;
  /** Terms under which what was built under {@link terms} is outdated. */
  readonly dearer: FeeTerms;
  /** Terms that the network would never name. */
  readonly badTerms: readonly FeeTerms[];
  /** Evidence of an input; each number gives another one. */
  readonly input: (number: number, of: { readonly owner: string; readonly units: bigint }) => InputEvidence;
  /** Fields for {@link Chain.complete} of what was built under {@link terms}; null where the chain has none. */
  readonly fields: JsonValue;
  /** Other fields within the bounds, where the chain has any. */
  readonly otherFields: readonly JsonValue[];
  readonly badFields: readonly JsonValue[];
  /** Texts that are no addresses, with the code of their refusal. */
  readonly badAddresses: readonly (readonly [string, string])[];
  /** Whether one wrong character in an address is found. */
  readonly hasChecksum: boolean;
  /** More bytes than an intent can have. */
  readonly tooManyBytes: number;
}

const network = { id: 'any:practice', genesis: 'c0ffee00' };

/** What the tests of a chain share: its keys and addresses, and what they build. */
export function conformanceOf(samples: ChainSamples) {
  const { chain, terms } = samples;
  const seed = () => new Uint8Array(64).fill(7);
  const keys = new KeyTree(seed());
  const keyAt = (index: number): KeyPair =>
    keys.keyPair(chain.derivation.levels({ account: 0, change: 0, index }));
  const addressAt = (index: number): string => chain.address.ofPublicKey(keyAt(index).publicKey);
  const own = addressAt(0);
  const stranger = addressAt(90);
  const unit = 10n ** BigInt(chain.asset.decimals);

  const money = (units: bigint): Money => moneyOf(units, chain.asset);
  const plan = (overrides: Partial<TransferPlan> = {}): TransferPlan => ({
    evidence: [1, 2].map((number) => samples.input(number, { owner: own, units: 100n * unit })),
    payments: [
      { recipient: addressAt(50), amount: money(3n * unit) },
      { recipient: addressAt(51), amount: money(7n) },
    ],
    memo: chain.hasMemo ? 'customer 7 ✓' : null,
    terms,
    lastEpoch: chain.epochs ? 12n : null,
    variant: 0,
    ...overrides,
  });
  const build = (overrides: Partial<TransferPlan> = {}) => must(chain.build(plan(overrides)));
  const codeOf = (result: Result<unknown>) => (result.ok ? 'accepted' : result.code);
  const viewed = (view: TransferView) => viewDigest(network, view);
  /** As many payers as the chain allows, each with an input. */
  const manyPayers = (): readonly InputEvidence[] =>
    Array.from({ length: chain.payersAtMost }, (_, i) =>
      samples.input(i, { owner: addressAt(i), units: 100n * unit }),
    );

  return {
    chain,
    terms,
    keyAt,
    addressAt,
    own,
    stranger,
    unit,
    money,
    plan,
    build,
    codeOf,
    viewed,
    manyPayers,
  };
}

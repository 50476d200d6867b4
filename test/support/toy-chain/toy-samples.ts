import type { Chain, TransferPlan } from '../../../electron/chains/chain.ts';
import { amountOf, moneyOf } from '../../../electron/core/amount.ts';
import type { Approval } from '../../../electron/core/approval/approval.ts';
import type { DerivationPath } from '../../../electron/core/derivation-path.ts';
import type { JsonValue } from '../../../electron/core/json.ts';
import type { Policy } from '../../../electron/core/policy/policy.ts';
import type { InputEvidence } from '../../../electron/core/proposal/evidence.ts';
import type { Proposal } from '../../../electron/core/proposal/proposal.ts';
import type { RequestStatement, SignedRequest } from '../../../electron/core/proposal/request.ts';
import { OpenVault } from '../../../electron/signer/open-vault.ts';
import { KeyTree } from '../../../electron/signer/slip10.ts';
import { vaultAddress } from '../../../electron/signer/vault-address.ts';
import { must } from '../must.ts';
import {
  approval,
  ERA,
  freshStateFile,
  headOf,
  hot,
  type MemoryStateFile,
  NOW,
  officers,
  policy,
  request,
  rule,
  signPolicy,
  subjectOf,
  type TestOfficer,
  uuid,
  vaultSeed,
} from '../signer-fixture.ts';
import { countingRandom } from '../stronghold-samples.ts';
import { addressOfPublicKey } from './toy-address.ts';
import { toyChain, toyTerms } from './toy-chain.ts';
import { evidenceOf } from './toy-evidence.ts';
import { mintBytes } from './toy-transaction.ts';

/** Samples of a vault on the toy chain, for the signer alone. */
export const toyNetwork = { id: 'toy:practice', genesis: 'toygenesis1' };
export const toys = (units: bigint) => amountOf(units, toyChain.asset);

export const pathOf = (index: number): DerivationPath => ({ account: 0, change: 0, index });
/** The hot vault's address at an index. */
export const ownAddress = (index: number): string =>
  vaultAddress(new KeyTree(vaultSeed('hot')), toyChain, pathOf(index));
export const strangerAddress = addressOfPublicKey(new Uint8Array(32).fill(0xbb));
export const customer = addressOfPublicKey(new Uint8Array(32).fill(0xcc));

/** Up to 1000 toys with one approval and 5000 a day. */
export const toyPolicy: Policy = policy({
  network: toyNetwork,
  asset: toyChain.asset.id,
  vaults: [{ id: hot.id, name: 'Hot', kind: 'hot', receiveAddress: ownAddress(0), attestationKey: hot.key }],
  rules: [
    rule({
      id: 'everyday',
      maxAmount: toys(1000_00000n),
      window: { seconds: 86_400, max: toys(5000_00000n) },
    }),
  ],
  feeCap: toys(1000n),
  floatBand: { min: toys(0n), target: toys(1n), max: toys(2n) },
});

export const toyInput = (number: number, owner = ownAddress(0), units = 500_00000n): InputEvidence =>
  evidenceOf(mintBytes(number, { owner, units }), 0);

export function toyRequest(
  overrides: Partial<RequestStatement> = {},
  maker: TestOfficer = officers.mara,
): SignedRequest {
  return request(
    {
      ...headOf(maker, toyPolicy),
      recipient: customer,
      amount: toys(100_00000n),
      memo: 'customer 7',
      ...overrides,
    },
    maker,
  );
}

/** What the network's line would fill in. */
export const toyFields = { reference: 1000, expiry: 1020 };

export interface ToyParts {
  readonly evidence?: readonly InputEvidence[];
  readonly requests?: readonly SignedRequest[];
  /** What the bytes say otherwise than the requests would have it. */
  readonly plan?: Partial<TransferPlan>;
  /** What is written beside the bytes. */
  readonly beside?: Partial<Proposal>;
}

/** A payment from the inputs, by default of two own addresses. */
export function toyProposal(parts: ToyParts = {}): Proposal {
  const { evidence = [toyInput(1), toyInput(2, ownAddress(3))], requests = [toyRequest()] } = parts;
  const [first] = requests;
  const intent = must(
    toyChain.build({
      evidence,
      payments: requests.map(({ statement }) => ({
        recipient: statement.recipient,
        amount: moneyOf(BigInt(statement.amount.units), toyChain.asset),
      })),
      memo: first?.statement.memo ?? null,
      terms: toyTerms(250n, 1000),
      lastEpoch: null,
      variant: 0,
      ...parts.plan,
    }),
  );
  return {
    format: 'sallyport/proposal/2',
    id: uuid(0x9),
    treasuryId: toyPolicy.treasuryId,
    network: toyNetwork,
    vaultId: hot.id,
    sources: [0, 3].map((index) => ({ address: ownAddress(index), path: pathOf(index) })),
    intent: Buffer.from(intent).toString('base64'),
    evidence: [...evidence],
    requests: [...requests],
    createdAt: NOW - 30_000,
    ...parts.beside,
  };
}

export const toyApproval = (of: Proposal, by: TestOfficer = officers.ben): Approval =>
  approval(of, by, { ...headOf(by, toyPolicy), subject: subjectOf(of, toyChain) });

/** What is asked of the vault to sign, with Ben's approval. */
export const toSignToy = (of: Proposal, fields: JsonValue = toyFields) => ({
  proposal: of,
  approvals: [toyApproval(of)],
  fields,
  epoch: null,
  journal: null,
});

export interface ToyVault {
  readonly vault: OpenVault;
  readonly stateFile: MemoryStateFile;
}

/** The hot vault on the toy chain, open, with its policy sealed. */
/** @param chain another one of this kind, where a test needs it */
export async function sealedToyVault(chain: Chain = toyChain): Promise<ToyVault> {
  const stateFile = await freshStateFile();
  const vault = await openToyVault(stateFile, 0, chain);
  must(await vault.sealPolicies(hot.id, [signPolicy(toyPolicy)]));
  return { vault, stateFile };
}

export async function openToyVault(
  stateFile: MemoryStateFile,
  counter: number,
  chain: Chain = toyChain,
): Promise<OpenVault> {
  const journal = counter === 0 ? null : { era: ERA, counter };
  return must(
    await OpenVault.open(new KeyTree(vaultSeed('hot')), journal, {
      chain,
      stateFile,
      now: () => NOW,
      random: countingRandom(`toy ${stateFile.writes}`),
    }),
  );
}

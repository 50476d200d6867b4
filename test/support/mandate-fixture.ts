import type { Coin } from '../../electron/chains/iota/pure/coin-evidence.ts';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import { amountOf } from '../../electron/core/amount.ts';
import {
  type Approval,
  type ApprovalStatement,
  approvalDigest,
  type Rejection,
  type RejectionStatement,
  rejectionDigest,
} from '../../electron/core/approval/approval.ts';
import type { MandateSubject } from '../../electron/core/approval/subject.ts';
import type { DerivationPath } from '../../electron/core/derivation-path.ts';
import {
  type MandateSource,
  type MandateStatement,
  mandateDigest,
  mandateViewDigest,
  type SignedMandate,
} from '../../electron/core/mandate/mandate.ts';
import type { Proposal } from '../../electron/core/proposal/proposal.ts';
import type { SignedRequest } from '../../electron/core/proposal/request.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import { vaultAddress } from '../../electron/signer/vault-address.ts';
import {
  coin,
  cold,
  headOf,
  hot,
  iota,
  NOW,
  nanos,
  officers,
  type ProposalParts,
  proposal,
  request,
  signAs,
  type TestOfficer,
  toSign,
  uuid,
  vaultSeed,
} from './signer-fixture.ts';

/** The fee that each source of these mandates may cost: the budget of the fixtures' bytes. */
export const FEE = 10_000_000n;

const keysOf = (name: 'hot' | 'cold') => new KeyTree(vaultSeed(name));
export const pathOf = (number: number): DerivationPath => ({ account: 1, change: 0, index: number });
export const ownAddress = (number: number, of: 'hot' | 'cold' = 'hot'): string =>
  vaultAddress(keysOf(of), iotaChain, pathOf(number));

/** Source `number` pays so many whole units; its request has the id `uuid(0x6a00 + number)`. */
export const source = (
  number: number,
  whole = 100 * number,
  overrides: Partial<MandateSource> = {},
): MandateSource => ({
  requestId: uuid(0x6a00 + number),
  address: ownAddress(number),
  path: pathOf(number),
  amount: iota(whole),
  feeAtMost: amountOf(FEE, iotaChain.asset),
  ...overrides,
});

/** A gather of 100, 200 and 300 into the hot vault's receiving address, as Mara asks for it. */
export function mandate(
  overrides: Partial<MandateStatement> = {},
  maker: TestOfficer = officers.mara,
): SignedMandate {
  const statement: MandateStatement = {
    ...headOf(maker),
    kind: 'gather',
    id: uuid(0x6a),
    vaultId: hot.id,
    destination: { vaultId: hot.id, address: hot.address },
    sources: [source(1), source(2), source(3)],
    createdAt: NOW - 60_000,
    expiresAt: NOW + 86_400_000,
    ...overrides,
  };
  return { statement, signature: signAs(maker, mandateDigest(statement)) };
}

export const toCold = {
  kind: 'sweep',
  destination: { vaultId: cold.id, address: cold.address },
} as const satisfies Partial<MandateStatement>;

/** The maker's request for one source, as the mandate has it. */
export function requestUnder(
  { statement: { kind, vaultId, destination, expiresAt } }: SignedMandate,
  { requestId, address, amount }: MandateSource,
  overrides: Parameters<typeof request>[0] = {},
): SignedRequest {
  return request({
    kind,
    id: requestId,
    vaultId,
    source: address,
    recipient: destination.address,
    amount,
    reference: '',
    expiresAt,
    ...overrides,
  });
}

/** The transaction of one source under a mandate; its coin has what it pays, the fee and a little more. */
export function paying(
  of: SignedMandate,
  from: MandateSource,
  parts: ProposalParts & {
    readonly request?: Parameters<typeof request>[0];
    readonly coin?: Partial<Coin>;
  } = {},
): Proposal {
  const { address, path, amount } = from;
  const coins = parts.coins ?? [
    coin(path.index, {
      owner: address,
      balance: (BigInt(amount.units) + FEE + nanos(1)).toString(),
      ...parts.coin,
    }),
  ];
  return proposal({
    requests: [requestUnder(of, from, parts.request)],
    ...parts,
    coins,
    transfer: { sender: address, gasOwner: address, changeTo: address, ...parts.transfer },
    beside: { sources: [{ address, path }], ...parts.beside },
  });
}

export const mandateSubject = ({ statement }: SignedMandate): MandateSubject => ({
  kind: 'mandate',
  digest: mandateDigest(statement),
  viewDigest: mandateViewDigest(statement, iotaChain.asset),
});

/** The approval of a mandate, attacks included. */
export function mandateApproval(
  of: SignedMandate,
  by: TestOfficer = officers.ben,
  overrides: Partial<ApprovalStatement> = {},
): Approval {
  const statement: ApprovalStatement = {
    ...headOf(by),
    subject: mandateSubject(of),
    requestIds: [],
    expiresAt: NOW + 1_800_000,
    ...overrides,
  };
  return { statement, signature: signAs(by, approvalDigest(statement)) };
}

/** A stop of all that is left of a mandate. */
export function mandateStop(
  of: SignedMandate,
  by: TestOfficer = officers.chiara,
  overrides: Partial<RejectionStatement> = {},
): Rejection {
  const statement: RejectionStatement = {
    ...headOf(by),
    subject: mandateSubject(of),
    requestIds: of.statement.sources.map(({ requestId }) => requestId),
    reason: 'not now',
    rejectedAt: NOW,
    ...overrides,
  };
  return { statement, signature: signAs(by, rejectionDigest(statement)) };
}

/** What is asked of a vault to sign one transaction under a mandate; with Ben's approval where none are given. */
export const toSignUnder = (of: SignedMandate, asked: Proposal, ...approvals: readonly Approval[]) => ({
  ...toSign(asked, ...(approvals.length > 0 ? approvals : [mandateApproval(of)])),
  mandate: of,
});

import { summaryDigest } from '../../electron/chains/iota/pure/ledger/digests.ts';
import { encodeClosing } from '../../electron/chains/iota/pure/proof/epoch-proofs.ts';
import { trustRootText } from '../../electron/chains/iota/pure/proof/trust-root.ts';
import { addCheckpoint, type ChainTip } from './certified-chain.ts';
import { wholeGenesis } from './sample-trust-root.ts';
import { EPOCH, NOW, network, policy } from './signer-fixture.ts';
import { certify, type SigningCommittee, signingCommittee } from './signing-committee.ts';

const STAKES = [2500n, 2500n, 2500n, 2500n];
const HOUR = 3_600_000;

/** When the epoch before {@link EPOCH} ended, by the trust root. */
export const ROOT_AT = NOW - HOUR;

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** The committee of an epoch: each has two members of the one before, and two new ones. */
export const committeeOf = (epoch: bigint): SigningCommittee =>
  signingCommittee(epoch, Number(epoch % 200n) + 1, STAKES);

export interface ClosingParts {
  /** Milliseconds. */
  readonly at?: number;
  readonly sequence?: bigint;
  /** Members that sign; all of them where left out. */
  readonly signers?: readonly number[];
  /** Who signs; the committee of the epoch where left out. */
  readonly by?: SigningCommittee;
  /** Closes nothing. */
  readonly open?: boolean;
}

/** The checkpoint that closes an epoch, with its certificate; an hour after the end of the one before. */
export function closingOf(
  epoch: bigint,
  parts: ClosingParts = {},
): { summary: Uint8Array; certificate: Uint8Array } {
  const committee = committeeOf(epoch);
  const tip: ChainTip = {
    sequence: parts.sequence ?? epoch * 10n,
    previous: new Uint8Array(32).fill(9),
    committee,
  };
  const at = parts.at ?? ROOT_AT + HOUR * Number(epoch - EPOCH + 1n);
  const { checkpoint } = addCheckpoint(tip, [], parts.open ? null : committeeOf(epoch + 1n), {
    timestamp: BigInt(at),
  });
  const { summary } = checkpoint;
  return { summary, certificate: certify(parts.by ?? committee, summary, parts.signers) };
}

/** The same as a vault is handed it. */
export const closing = (epoch: bigint, parts: ClosingParts = {}): string =>
  base64(encodeClosing(closingOf(epoch, parts)));

/** The document of the trust root: the summary that closes the epoch before {@link EPOCH}. */
const rootSummary = closingOf(EPOCH - 1n).summary;
export const root = base64(rootSummary);

/** The trust root of a network, by the first 4 bytes of its genesis. */
export const trustRootOf = (genesis: string): string =>
  trustRootText({
    kind: 'closing',
    genesis: wholeGenesis(genesis),
    digest: summaryDigest(rootSummary),
  });

/** A network whose epochs take a day. */
export const mainnet = { id: 'iota:mainnet', genesis: '6364aad5' } as const;

/** The fixtures' policy, on a ledger that proves the ends of its epochs. */
export const provenPolicy = (overrides: Parameters<typeof policy>[0] = {}) =>
  policy({ trustRoot: trustRootOf(network.genesis), ...overrides });

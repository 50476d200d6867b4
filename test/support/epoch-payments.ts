import { closing, provenPolicy, root } from './epoch-ends.ts';
import {
  approval,
  codeOf,
  coin,
  EPOCH,
  type OpenFixture,
  type ProposalParts,
  proposal,
  request,
  sealedVault,
  toSign,
  under,
  unwrap,
  uuid,
} from './signer-fixture.ts';

/** A vault that has verified the end of the epoch before the fixtures' own. */
export async function proven(of = provenPolicy()): Promise<OpenFixture> {
  const opened = await sealedVault(of);
  unwrap(await opened.vault.takeClosings({ root, closings: [] }));
  return opened;
}

/** Ends epochs, each an hour after the one before, up to this one. */
export async function endUpTo({ vault }: OpenFixture, epoch: bigint): Promise<void> {
  for (let ends = BigInt(vault.times.epoch ?? 0); ends < epoch; ends++)
    unwrap(await vault.takeClosings({ root: null, closings: [closing(ends)] }));
}

export interface Payment {
  readonly request: number;
  readonly coins: readonly number[];
  /** Counted from {@link EPOCH}. */
  readonly lastEpoch: number;
  /** What the console says, counted in the same way. */
  readonly named?: number;
}

export const paying = (
  { request: number, coins, lastEpoch }: Payment,
  at: number,
  of = provenPolicy(),
): ProposalParts => ({
  requests: [request({ id: uuid(0x700 + number), createdAt: at, network: of.network, ...under(of) })],
  coins: coins.map((each) => coin(each)),
  transfer: { expirationEpoch: EPOCH + BigInt(lastEpoch) },
  beside: { network: of.network },
});

/** What a vault is asked for it now, with Ben's approval. */
export function toPay({ vault, clock }: OpenFixture, payment: Payment, of = provenPolicy()) {
  const asked = proposal(paying(payment, clock.now, of));
  const expiresAt = Math.max(clock.now, vault.times.sealedAt) + 1000;
  const approved = approval(asked, undefined, { ...under(of), network: of.network, expiresAt });
  return { ...toSign(asked, approved), epoch: (EPOCH + BigInt(payment.named ?? 0)).toString() };
}

/** What the vault says to it. */
export const pay = async (opened: OpenFixture, payment: Payment, of = provenPolicy()): Promise<string> =>
  codeOf(await opened.vault.sign(toPay(opened, payment, of)));

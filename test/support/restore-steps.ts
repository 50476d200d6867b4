import { mnemonicToSeedSync } from '@scure/bip39';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import { requestWithdrawal } from '../../electron/console/movements/request-withdrawal.ts';
import { sign } from '../../electron/console/movements/sign.ts';
import type { CeremonyPlan } from '../../electron/core/ceremony/ceremony-plan.ts';
import { KeyTree } from '../../electron/signer/slip10.ts';
import { vaultAddress } from '../../electron/signer/vault-address.ts';
import type { CeremonyDesk } from './ceremony-desk.ts';
import { OUTSIDER } from './treasury-fixture.ts';
import { approveAs, codeOf, enter, must } from './treasury-steps.ts';

/** The words of a vault that is restored, and that no treasury of these tests knows. */
export const MNEMONIC =
  'winter spend artefact viable cigar pink easy charge ranch license coyote cage brass mushroom repair game attack peanut glad rather cart obey famous chat';
export const FROM_WORDS: CeremonyPlan = { kind: 'restore', from: 'words' };
export const FROM_FILE: CeremonyPlan = { kind: 'restore', from: 'file' };
export const named = (name: string) => ({ name, kind: 'hot' }) as const;

/** Public addresses of a vault, or those of change. */
export function addressesOf(
  mnemonic: string,
  ...paths: [account: number, index: number, change?: number][]
): string[] {
  const keys = new KeyTree(mnemonicToSeedSync(mnemonic));
  return paths.map(([account, index, change = 0]) =>
    vaultAddress(keys, iotaChain, { account, change, index }),
  );
}

/**
 * Asks for a withdrawal, approves it and signs it.
 * @param later so much later it is asked for, milliseconds
 */
export async function payFrom(
  desk: CeremonyDesk,
  {
    amount,
    vaultId,
    later = 0,
  }: { readonly amount: string; readonly vaultId: string; readonly later?: number },
): Promise<{ id: string; code: string | null }> {
  await enter(desk, 'Mara');
  desk.wait(later);
  const { station } = desk;
  const asked = { vaultId, recipient: OUTSIDER, amount, reference: station.effects.uuid() };
  const { id } = must(await requestWithdrawal(station, desk.as('Mara'), asked));
  desk.wait(-later);
  await approveAs(desk, 'Ben', id);
  return { id, code: codeOf(await sign(station, desk.as('Ben'), { id })) };
}

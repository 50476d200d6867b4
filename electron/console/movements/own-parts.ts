import { samePath } from '../../core/derivation-path.ts';
import type { Proposal } from '../../core/proposal/proposal.ts';
import type { TransferView } from '../../core/proposal/transfer-view.ts';
import { ok, type Refusal, type Result, refuse } from '../../core/result.ts';
import type { Station } from '../station.ts';

/** Why the payers of some bytes, and the address that their change goes to, are not what they should be; null where they are. */
export interface OwnParts {
  readonly payers: ReadonlyMap<string, Refusal>;
  readonly changeTo: Refusal | null;
}

/**
 * Compares who pays, and who gets the change, with what the vault of the proposal has signed: payers at the paths that the
 * proposal names. The vault's signer derives them again; this tells an approver, whose own signer has no key of that vault.
 */
export async function checkOwnParts(
  { attested }: Pick<Station, 'attested'>,
  { vaultId, sources, requests }: Pick<Proposal, 'vaultId' | 'sources' | 'requests'>,
  { payers, changeTo }: TransferView,
): Promise<OwnParts> {
  const signed = await attested.known(changeTo === null ? payers : [...payers, changeTo]);
  const received = await attested.received(requests[0]?.statement.id ?? '');
  const pathOf = (address: string) =>
    signed.find((own) => own.address === address && own.vaultId === vaultId)?.path ??
    received(vaultId, address);
  const isPayer = (address: string) => {
    const [path, source] = [pathOf(address), sources.find((each) => each.address === address)];
    return path !== null && source !== undefined && samePath(path, source.path);
  };
  return {
    payers: new Map(
      payers.flatMap((address) => (isPayer(address) ? [] : [[address, notOurs('payer', address)]])),
    ),
    changeTo: changeTo === null || pathOf(changeTo) !== null ? null : notOurs('change address', changeTo),
  };
}

/** Refuses `address-not-attested` for the first part that is not what the vault has signed. */
export function requireOwnParts({ payers, changeTo }: OwnParts): Result<void> {
  const [first] = payers.values();
  return first ?? changeTo ?? ok(undefined);
}

const notOurs = (what: string, address: string) =>
  refuse('address-not-attested', `expected a ${what} that the vault has signed, got ${address}`);

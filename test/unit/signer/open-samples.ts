import {
  approval,
  codeOf,
  type OpenFixture,
  openVault,
  proposal,
  toSign,
} from '../../support/signer-fixture.ts';

export const sign = ({ vault }: OpenFixture, of = proposal()) => vault.sign(toSign(of, approval(of)));

export const open = async (options: Parameters<typeof openVault>[0]): Promise<string> =>
  codeOf(await openVault(options));

import { expect } from 'vitest';
import type { MandateStatement, SignedMandate } from '../../../electron/core/mandate/mandate.ts';
import type { Policy } from '../../../electron/core/policy/policy.ts';
import { mandate, ownAddress, paying, source, toSignUnder } from '../../support/mandate-fixture.ts';
import { address, codeOf, officers, policy, sealedVault, type toSign } from '../../support/signer-fixture.ts';

export const { ben, chiara, erin, mara } = officers;
export const [one, two, three] = [source(1), source(2), source(3)];
export const gather = mandate();

/** Whether a fresh vault signs something, and whether it remembered anything of what it refused. */
export async function answerTo(
  ask: ReturnType<typeof toSign> & { mandate?: SignedMandate },
  of: Policy = policy(),
): Promise<string> {
  const { vault, stateFile } = await sealedVault(of);
  const { writes } = stateFile;
  const code = codeOf(await vault.sign(ask));
  if (code !== 'accepted') expect(stateFile.writes).toBe(writes);
  return code;
}

export const changed = (overrides: Partial<MandateStatement>) => {
  const of = mandate(overrides);
  const [first = one] = of.statement.sources;
  return toSignUnder(of, paying(of, first));
};
export const withBytes = (parts: Parameters<typeof paying>[2], of: SignedMandate = gather) =>
  toSignUnder(of, paying(of, one, parts));
export const foreign = address(0xb0b);
export const alienSource = source(1, 100, { address: ownAddress(1, 'cold') });

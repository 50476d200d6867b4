import type { Chain } from '../../chains/chain.ts';
import type { Channel } from '../../contract/contract.ts';
import type { NetworkIdentity } from '../../core/network-id.ts';
import type { Policy } from '../../core/policy/policy.ts';
import type { Result } from '../../core/result.ts';

/** Taking in an officer whose key is open here. */
export type Cause = Channel | 'admit';

/** The treasury as its own file tells it to the attached process. */
export interface AttachedTo {
  readonly treasuryId: string;
  readonly network: NetworkIdentity;
  readonly policy: Policy;
  readonly chain: Pick<Chain, 'address' | 'asset'>;
}

/** A call, and the treasury that it is about. */
export interface Said {
  readonly verb: Cause;
  readonly input: Readonly<Record<string, unknown>>;
  readonly here: AttachedTo;
}

/** What was typed, read as the station reads it; null where it is none. */
export const typedAs = <T>(typed: unknown, parse: (text: string) => Result<T>): T | null => {
  const parsed = typeof typed === 'string' ? parse(typed) : null;
  return parsed?.ok ? parsed.value : null;
};

import type { RandomBytes } from '../../electron/stronghold/random.ts';
import { sealVersion2 as seal } from '../../electron/stronghold/seal-version-2.ts';
import type { Version2Derivation } from '../../electron/stronghold/snapshot-key.ts';
import type { State } from '../../electron/stronghold/state.ts';
import { must } from './must.ts';

export { sealContentVersion2 } from '../../electron/stronghold/seal-version-2.ts';

/** identity.rs up to 0.6.0: another way to a key than that of wallets. */
export const IDENTITY_RS: Version2Derivation = { salt: 'identity.rs', rounds: 100 };

export const sealVersion2 = (state: State, key: Uint8Array, random: RandomBytes): Uint8Array =>
  must(seal(state, key, random));

import { spawnSignerAt } from '../../../electron/cli/spawn-signer.ts';
import type { SpawnSigner } from '../../../electron/signer/transport.ts';
import { cachedBundleOf } from '../run-folder.ts';

/** Starts a signer that also knows the toy chain, as a process of its own. */
export const spawnToySigner: SpawnSigner = () => spawnSignerAt(cachedBundleOf('toy-signer'));

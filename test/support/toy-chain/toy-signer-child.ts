import { serveParent } from '../../../electron/signer/child-port.ts';
import { nodeEffects } from '../../../electron/signer/node-effects.ts';
import { Signer } from '../../../electron/signer/serve.ts';
import { toyChains } from './toy-chains.ts';

/** A signer process that also knows the toy chain. */
serveParent(new Signer(nodeEffects, toyChains));

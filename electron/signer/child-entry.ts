import { serveParent } from './child-port.ts';
import { nodeEffects } from './node-effects.ts';
import { Signer } from './serve.ts';

serveParent(new Signer(nodeEffects));

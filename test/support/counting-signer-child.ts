import { appendFileSync } from 'node:fs';
import { iotaChain } from '../../electron/chains/iota/pure/iota-chain.ts';
import { createRegistry } from '../../electron/chains/registry.ts';
import { serveParent } from '../../electron/signer/child-port.ts';
import { nodeEffects } from '../../electron/signer/node-effects.ts';
import { Signer } from '../../electron/signer/serve.ts';

/** A signer process like the product's; it writes a line into a file for each decoding and each proof. */
const [file = ''] = process.argv.slice(2);
const count = (what: 'decode' | 'prove') => appendFileSync(file, `${what}\n`);

const counted = createRegistry([
  {
    ...iotaChain,
    decode: (intent) => {
      count('decode');
      return iotaChain.decode(intent);
    },
    prove: (view, evidence) => {
      count('prove');
      return iotaChain.prove(view, evidence);
    },
  },
]);

serveParent(new Signer(nodeEffects, counted));

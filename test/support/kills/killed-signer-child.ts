import { appendFileSync } from 'node:fs';
import { serveParent } from '../../../electron/signer/child-port.ts';
import { nodeEffects } from '../../../electron/signer/node-effects.ts';
import { Signer } from '../../../electron/signer/serve.ts';
import { borderState, type Mortal } from '../honest-history/borders.ts';

/** A signer's process that kills its parent and itself (SIGKILL) at a border of its sealed state, while it signs. */
const [border = ''] = process.argv.slice(2);
let signing = false;

const mortal: Mortal = {
  isDead: false,
  at: (come, torn) => {
    if (!signing || come !== border) return false;
    torn?.('');
    process.kill(process.ppid, 'SIGKILL');
    process.kill(process.pid, 'SIGKILL');
    return false;
  },
};
const signer = new Signer({
  ...nodeEffects,
  stateFileOf: (file) =>
    borderState(nodeEffects.stateFileOf(file), mortal, (_, half) => appendFileSync(`${file}.state`, half)),
});
serveParent({
  answer: (message: unknown) => {
    if ((message as { readonly verb?: unknown }).verb === 'sign') signing = true;
    return signer.answer(message);
  },
});

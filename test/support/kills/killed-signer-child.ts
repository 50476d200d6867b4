import { serveParent } from '../../../electron/signer/child-port.ts';
import { signerThatDiesAt } from './die-at.ts';

const signer = signerThatDiesAt(process.argv[2] ?? '');
serveParent({
  answer: (message: unknown) => {
    if ((message as { readonly verb?: unknown }).verb === 'sign') signer.signs();
    return signer.answer(message);
  },
});

import { changeNode, testNode } from '../../console/ledger/change-node.ts';
import type { nodeVerbs } from '../../contract/node.ts';
import type { Handlers } from '../../contract/serve.ts';
import type { OnDesk } from './on-desk.ts';

/** The node that the treasury's desk follows. */
export const nodeHandlers = ({ run, see, change }: OnDesk): Pick<Handlers, keyof typeof nodeVerbs> => ({
  'node.try-now': run(async (desk) => {
    await desk.line.tryNow();
    return { ok: true, value: undefined };
  }),
  'node.test': see((desk, { url }: { readonly url: string }) => testNode(desk, url)),
  'node.change': change((desk, actor, { url }: { readonly url: string | null }) =>
    changeNode(desk, actor, { url }),
  ),
});

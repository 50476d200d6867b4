import { changeNode, testNodeAs } from '../../console/ledger/change-node.ts';
import type { nodeVerbs } from '../../contract/node.ts';
import type { Handlers } from '../../contract/serve.ts';
import type { OnDesk } from './on-desk.ts';

/** The node that the treasury's desk follows. */
export const nodeHandlers = ({ run, act, change }: OnDesk): Pick<Handlers, keyof typeof nodeVerbs> => ({
  'node.try-now': run(async (desk) => {
    await desk.line.tryNow();
    return { ok: true, value: undefined };
  }),
  'node.test': act((desk, actor, input: { readonly url: string }) => testNodeAs(desk, actor, input)),
  'node.change': change((desk, actor, { url }: { readonly url: string | null }) =>
    changeNode(desk, actor, { url }),
  ),
});

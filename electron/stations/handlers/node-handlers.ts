import {
  changeEndpoints,
  changeHistory,
  goBackToOwnNode,
  testNodeAs,
} from '../../console/ledger/change-node.ts';
import {
  changeCertificates,
  changeProxy,
  lookAtCertificates,
  type TypedProxy,
} from '../../console/ledger/change-way.ts';
import { readNetwork } from '../../console/ledger/read-network.ts';
import { planSkip, skipTime } from '../../console/ledger/skip-time.ts';
import type { networkVerbs } from '../../contract/network.ts';
import type { nodeVerbs } from '../../contract/node.ts';
import type { Handlers, ParsedInput } from '../../contract/serve.ts';
import type { OnDesk } from './on-desk.ts';

type Skips = ParsedInput<'node.skip-time'>;
type Answered = keyof typeof networkVerbs | keyof typeof nodeVerbs;

/** The network, and the node that the treasury's desk follows. */
export const nodeHandlers = ({
  on,
  run,
  act,
  change,
  online,
  secondOf,
}: OnDesk): Pick<Handlers, Answered> => ({
  'network.read': on(online((desk) => readNetwork(desk))),
  'node.try-now': run(
    online(async (desk) => {
      await desk.line.tryNow();
      return { ok: true, value: undefined };
    }),
  ),
  'node.test': act(online((desk, actor, input: { readonly url: string }) => testNodeAs(desk, actor, input))),
  'node.own': change(online((desk, actor) => goBackToOwnNode(desk, actor))),
  'node.endpoints': change(
    online((desk, actor, { urls }: { readonly urls: readonly string[] }) =>
      changeEndpoints(desk, actor, { urls }),
    ),
  ),
  'node.history': change(
    online((desk, actor, { url }: { readonly url: string | null }) => changeHistory(desk, actor, { url })),
  ),
  'node.skip-plan': on(
    online((desk, { from, to }: ParsedInput<'node.skip-plan'>) =>
      planSkip(desk, { from: BigInt(from), to: BigInt(to) }),
    ),
  ),
  'node.read-certificates': act(
    online(async (desk, actor, input: { readonly pem: string }) => lookAtCertificates(desk, actor, input)),
  ),
  'node.certificates': change(
    online((desk, actor, { pem }: { readonly pem: string | null }) =>
      changeCertificates(desk, actor, { pem }),
    ),
  ),
  'node.proxy': change(
    online((desk, actor, { url, name, password }: TypedProxy) =>
      changeProxy(desk, actor, { url, name, password }),
    ),
  ),
  'node.skip-time': change(
    online(async (desk, actor, { confirmedBy, from, to, seen }: Skips, context) => {
      const second = secondOf(desk, confirmedBy, context);
      if (!second.ok) return second;
      const span = { from: BigInt(from), to: BigInt(to), seen };
      const skipped = await skipTime(desk, actor, { second: second.value, ...span });
      // The follower goes on behind it by itself; nobody waits for all that it has to read then.
      if (skipped.ok) desk.line.follow().catch(() => {});
      return skipped;
    }),
  ),
});

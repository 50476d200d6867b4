import { Button } from '@mantine/core';
import type { EndpointView, NetworkView } from '../../../electron/contract/network.ts';
import { problemText } from '../../components/error-notice.tsx';
import { useNavigation } from '../../state/navigation.ts';
import { grouped } from '../../texts/grouped.ts';
import { networkTexts as text } from '../../texts/network-texts.ts';
import { EndpointBadge } from './endpoint-badge.tsx';

/** Each endpoint: what it can prove, and what it is worth now. */
export function Endpoints({ endpoints, history }: Pick<NetworkView, 'endpoints' | 'history'>) {
  const go = useNavigation((navigation) => navigation.go);
  return (
    <section className="card span-6" aria-label={text.endpoints}>
      <h2 className="card-title">
        {text.endpoints}
        <Button size="compact-xs" variant="default" onClick={() => go({ screen: 'settings' })}>
          {text.toNode}
        </Button>
      </h2>
      <ul className="endpoints">
        {endpoints.map((endpoint) => (
          <li key={endpoint.url}>
            <Endpoint endpoint={endpoint} />
          </li>
        ))}
      </ul>
      {history !== null && (
        <p className="card-pad dim small">
          {text.history} <span className="mono selectable breaks">{history}</span>
        </p>
      )}
    </section>
  );
}

function Endpoint({ endpoint }: { readonly endpoint: EndpointView }) {
  const { url, kind, protocol, followed, state, code, newest, lowest } = endpoint;
  const said = code === null ? null : problemText({ code, message: '' });
  return (
    <>
      <div className="spread">
        <span className="mono selectable breaks">{url}</span>
        <EndpointBadge state={state} />
      </div>
      <p>{text.gives[protocol]}</p>
      {said !== null && (
        <p className="endpoint-problem">
          {said.what} {said.next}
        </p>
      )}
      <p className="dim small">
        {[
          followed ? text.followed : null,
          kind === 'own' ? text.own : null,
          newest === null ? null : text.newest(grouped(Number(newest))),
          servesFrom(lowest, newest),
        ]
          .filter((each) => each !== null)
          .join(' · ')}
      </p>
    </>
  );
}

/** What it no longer gives, no endpoint in its place can be asked of it: so this is told before it is needed. */
function servesFrom(lowest: string | null, newest: string | null): string | null {
  if (lowest === null) return newest === null ? null : text.fromUnknown;
  const kept = newest === null ? null : grouped(Number(BigInt(newest) - BigInt(lowest) + 1n));
  return text.from(grouped(Number(lowest)), kept);
}

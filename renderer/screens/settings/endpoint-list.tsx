import { ActionIcon, Tooltip } from '@mantine/core';
import { IconArrowUp, IconX } from '@tabler/icons-react';
import type { EndpointView } from '../../../electron/contract/node.ts';
import { allOfOneOperator } from '../../../electron/core/independent-nodes.ts';
import { isGrpc, withoutGrpc } from '../../../electron/core/node-url.ts';
import { problemText } from '../../components/error-notice.tsx';
import { nodeTexts } from '../../texts/node-texts.ts';

interface Changes {
  readonly busy: boolean;
  /** Goes on with these addresses, in this order. */
  readonly onChange: (urls: readonly string[]) => void;
}

/**
 * The endpoints in the order in which they are tried.
 * @param changes left out for those who may change nothing
 */
export function EndpointList(props: {
  readonly endpoints: readonly EndpointView[];
  readonly changes?: Changes;
}) {
  const urls = props.endpoints.map(({ url }) => url);
  return (
    <>
      <ol className="endpoint-order" aria-label={nodeTexts.endpoints}>
        {props.endpoints.map((endpoint, place) => (
          <li key={endpoint.url}>
            <div>
              <span className="mono selectable breaks">{withoutGrpc(endpoint.url)}</span>
              <p className="dim small">
                {nodeTexts.endpointState[endpoint.state]} ·{' '}
                {endpoint.proves ? nodeTexts.endpointProves : nodeTexts.endpointWord}
                {endpoint.problem && ` · ${problemText(endpoint.problem).what}`}
              </p>
            </div>
            {props.changes && <Moves urls={urls} place={place} {...props.changes} />}
          </li>
        ))}
      </ol>
      {urls.length > 1 && !urls.some(isGrpc) && allOfOneOperator(urls) && (
        <p role="note">{nodeTexts.oneOperator}</p>
      )}
    </>
  );
}

/** Up by one, and out of the list; the last one stays. */
function Moves({
  urls,
  place,
  busy,
  onChange,
}: Changes & { readonly urls: readonly string[]; readonly place: number }) {
  const url = urls[place] ?? '';
  const shown = withoutGrpc(url);
  const up = urls.with(place, urls[place - 1] ?? url).with(Math.max(place - 1, 0), url);
  return (
    <div className="row">
      {place > 0 && (
        <Tooltip label={nodeTexts.moveUp}>
          <ActionIcon
            variant="default"
            aria-label={nodeTexts.moveUpOf(shown)}
            loading={busy}
            onClick={() => onChange(up)}
          >
            <IconArrowUp size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
      {urls.length > 1 && (
        <Tooltip label={nodeTexts.remove}>
          <ActionIcon
            variant="default"
            aria-label={nodeTexts.removeOf(shown)}
            loading={busy}
            onClick={() => onChange(urls.filter((each) => each !== url))}
          >
            <IconX size={16} aria-hidden />
          </ActionIcon>
        </Tooltip>
      )}
    </div>
  );
}

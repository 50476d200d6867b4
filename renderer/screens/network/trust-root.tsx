import type { NetworkView } from '../../../electron/contract/network.ts';
import { Facts } from '../../components/panel.tsx';
import { networkText } from '../../texts/chains.ts';
import { networkTexts as text } from '../../texts/network-texts.ts';

const digestOf = (digest: string) => (
  <span key={digest} className="mono breaks">
    {digest}
  </span>
);

/** What the policy pins, digest by digest, so that two people can compare it whole. */
export function TrustRoot({ view }: { readonly view: NetworkView }) {
  const { network, genesis, trustRoot } = view;
  const { name, stake } = networkText(network);
  const [kind = '', whole = '', digest = ''] = trustRoot?.split(':') ?? [];
  return (
    <section className="card span-12" aria-label={text.root}>
      <h2 className="card-title">{text.root}</h2>
      <div className="card-pad">
        <Facts
          of={[
            [text.networkName, `${name} (${network}), ${stake}`],
            [text.genesis, digestOf(genesis)],
            ...(trustRoot === null
              ? []
              : ([
                  [text.wholeGenesis, digestOf(whole)],
                  [text.rootKind[kind] ?? kind, digestOf(digest)],
                ] as const)),
          ]}
        />
        <p className="dim">{trustRoot === null ? text.noRoot : text.signedByOfficers}</p>
      </div>
    </section>
  );
}

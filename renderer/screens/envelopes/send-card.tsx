import type { EnvelopeList } from '../../../electron/contract/envelopes.ts';
import { envelopeTexts as text } from '../../texts/envelope-texts.ts';
import { SendEnvelope } from './send-envelope.tsx';

/** What this station can send: an officer's desk its answers and its card, a desk the treasury. */
export function SendCard({ list }: { readonly list: EnvelopeList }) {
  const isOfficers = list.officerName !== null;
  return (
    <section className="card span-6" aria-label={text.make}>
      <h2 className="card-title">{text.make}</h2>
      <div className="card-pad">
        {isOfficers ? (
          <>
            <h3>{text.makeReplies(list.unsent)}</h3>
            <p className="dim small">{text.makeRepliesHint}</p>
            <SendEnvelope contents="replies" disabled={list.unsent === 0} />
            <h3>{text.makeCard}</h3>
            <p className="dim small">{text.makeCardHint}</p>
            <SendEnvelope contents="officer-card" />
          </>
        ) : (
          <>
            <h3>{text.makeTreasury}</h3>
            <p className="dim small">{text.makeTreasuryHint}</p>
            <SendEnvelope contents="treasury" />
            <h3>{text.makeStatus}</h3>
            <p className="dim small">{text.makeStatusHint}</p>
            <SendEnvelope contents="status" />
          </>
        )}
      </div>
    </section>
  );
}

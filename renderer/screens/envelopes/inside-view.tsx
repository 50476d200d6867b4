import type { EnvelopeView } from '../../../electron/contract/envelopes.ts';
import { AddressLine } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { MovementBadge } from '../../components/badge.tsx';
import { problemText } from '../../components/error-notice.tsx';
import { FullMoment, Moment } from '../../components/moment.tsx';
import { numbered } from '../../components/numbered.ts';
import { Facts } from '../../components/panel.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { envelopeTexts as text } from '../../texts/envelope-texts.ts';
import { mandateTexts } from '../../texts/mandate-texts.ts';
import { WholeText } from '../messages/whole-text.tsx';

type Inside = EnvelopeView['inside'];
type Proposal = Extract<Inside, { kind: 'proposals' }>['proposals'][number];
type Mandate = Extract<Inside, { kind: 'proposals' }>['mandates'][number];
type Reply = Extract<Inside, { kind: 'replies' }>['replies'][number];

/** What is in an envelope, by what its bytes and signatures say. */
export function InsideView({ inside }: { readonly inside: Inside }) {
  switch (inside.kind) {
    case 'treasury':
      return (
        <Facts
          of={[
            [text.kinds.treasury, `${inside.name}, ${text.policyVersion(inside.policyVersion)}`],
            [text.people, inside.officers.join(', ')],
            [text.vaults, inside.vaults.join(', ')],
            [text.ledger, text.validatorsOf(inside.epochs)],
          ]}
        />
      );
    case 'officer-card':
      return (
        <>
          <p>{text.cardOf(inside.officerName)}</p>
          <Facts of={[[text.key, <Key key="key">{inside.publicKey}</Key>]]} />
        </>
      );
    case 'proposals':
      return (
        <Lines label={text.kinds.proposals}>
          {numbered(inside.mandates).map(({ place, item }) => (
            <MandateLine key={`mandate-${place}`} mandate={item} />
          ))}
          {numbered(inside.proposals).map(({ place, item }) => (
            <ProposalLine key={place} proposal={item} />
          ))}
        </Lines>
      );
    case 'address-list':
      return (
        <>
          <p>{text.addressesOf(inside.total)}</p>
          <Lines label={text.kinds['address-list']}>
            {inside.addresses.map(({ vaultName, path, address }) => (
              <li key={`${vaultName} ${address}`}>
                <AddressLine address={address} />
                <p className="dim small">
                  {vaultName} · {path}
                </p>
              </li>
            ))}
          </Lines>
        </>
      );
    case 'message':
      return (
        <>
          <WholeText of={inside.text} />
          <AddressLine address={inside.address} />
          <p className="dim small">
            {inside.vaultName} · {text.askedBy(inside.makerName)} ·{' '}
            {inside.approvedBy.length === 0
              ? text.approvedByNobody
              : text.approvedBy(inside.approvedBy.join(', '))}
          </p>
          {inside.problem && <Late problem={inside.problem} />}
        </>
      );
    case 'status':
      return <StatusFacts status={inside} />;
    case 'replies':
      return (
        <Lines label={text.kinds.replies}>
          {numbered(inside.replies).map(({ place, item }) => (
            <ReplyLine key={place} reply={item} />
          ))}
        </Lines>
      );
  }
}

export const Key = ({ children }: { readonly children: string }) => (
  <span className="mono selectable breaks">{children}</span>
);

const Lines = (props: { readonly label: string; readonly children: React.ReactNode }) => (
  <ScrollRegion className="envelope-lines" label={props.label}>
    <ul>{props.children}</ul>
  </ScrollRegion>
);

/** How things stand at another station, by its word. */
function StatusFacts({ status }: { readonly status: Extract<Inside, { kind: 'status' }> }) {
  const { policyVersion, ledger, frozen, rejections, ended } = status;
  return (
    <>
      <Facts
        of={[
          [text.rules, text.policyVersion(policyVersion)],
          ...(ledger === null
            ? []
            : ([[text.ledgerAt, <FullMoment key="ledger" at={ledger.at} />]] as const)),
          ...(ledger !== null && ledger.epoch !== null ? ([[text.epoch, ledger.epoch]] as const) : []),
          [text.frozen, frozen.length === 0 ? text.frozenNothing : frozen.map(({ code }) => code).join(', ')],
        ]}
      />
      {rejections.length + ended.length > 0 && (
        <Lines label={text.kinds.status}>
          {numbered(rejections).map(({ place, item }) => (
            <li key={`no-${place}`}>
              <strong>{item.officerName ?? text.somebody}</strong> {text.answers.rejection}
              {item.reason !== '' && `: ${item.reason}`}
            </li>
          ))}
          {ended.map(({ movementId, state, at, here }) => (
            <li key={movementId} className="spread">
              <span>
                <MovementBadge state={state} /> {here === null ? text.neverCame : <Key>{movementId}</Key>}
              </span>
              <Moment at={at} />
            </li>
          ))}
        </Lines>
      )}
    </>
  );
}

function ProposalLine({ proposal }: { readonly proposal: Proposal }) {
  const { movement, payments, cancels, inputs, proven, unknown, makerName, approvedBy, problem } = proposal;
  const isCancellation = movement === 'cancellation';
  return (
    <li>
      <div className="spread">
        <strong>{isCancellation ? text.cancels : text.pays}</strong>
        <span className="dim small">{text.askedBy(makerName)}</span>
      </div>
      {numbered(isCancellation ? (cancels ? [cancels] : []) : payments).map(({ place, item }) => (
        <div key={place}>
          <p>
            <Amount units={item.amount} />
          </p>
          <AddressLine address={item.recipient} />
        </div>
      ))}
      <p className="dim small">
        {approvedBy.length === 0 ? text.approvedByNobody : text.approvedBy(approvedBy.join(', '))}
      </p>
      <p className="dim small">{text.inputsProven(proven, inputs)}</p>
      {unknown && <Late problem={unknown} />}
      {problem && <Late problem={problem} />}
    </li>
  );
}

function MandateLine({ mandate }: { readonly mandate: Mandate }) {
  const { movement, sources, amount, feeAtMost, recipient, makerName, approvedBy } = mandate;
  const { inputs, proven, unknown, problem } = mandate;
  return (
    <li>
      <div className="spread">
        <strong>{mandateTexts.title(movement, sources)}</strong>
        <span className="dim small">{text.askedBy(makerName)}</span>
      </div>
      <p>
        <Amount units={amount} />
      </p>
      <AddressLine address={recipient} />
      <p className="dim small">
        {mandateTexts.feeAtMost} <Amount units={feeAtMost} />
      </p>
      <p className="dim small">
        {approvedBy.length === 0 ? text.approvedByNobody : text.approvedBy(approvedBy.join(', '))}
      </p>
      <p className="dim small">{text.inputsProven(proven, inputs)}</p>
      {unknown && <Late problem={unknown} />}
      {problem && <Late problem={problem} />}
    </li>
  );
}

function ReplyLine({ reply }: { readonly reply: Reply }) {
  const { officerName, answer, reason, problem } = reply;
  return (
    <li>
      <p>
        <strong>{officerName ?? text.somebody}</strong> {text.answers[answer]}
        {reason !== null && reason !== '' && `: ${reason}`}
      </p>
      {problem && <Late problem={problem} />}
    </li>
  );
}

const Late = ({ problem }: { readonly problem: NonNullable<Proposal['problem']> }) => (
  <p className="endpoint-problem small">{problemText(problem).what}</p>
);

import { Button } from '@mantine/core';
import { IconMailOff } from '@tabler/icons-react';
import type { EnvelopeList } from '../../../electron/contract/envelopes.ts';
import { AddressLine } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { MovementBadge } from '../../components/badge.tsx';
import { EmptyNote } from '../../components/empty-note.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Moment } from '../../components/moment.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { Starting } from '../../components/starting.tsx';
import { useActing } from '../../state/acting.ts';
import { type Place, placeOfMovement, useNavigation } from '../../state/navigation.ts';
import { useReading } from '../../state/use-reading.ts';
import { envelopeTexts as text } from '../../texts/envelope-texts.ts';
import { MessageBadge } from '../messages/message-badge.tsx';
import { DropCard } from './drop-card.tsx';
import { OpenEnvelope } from './open-envelope.tsx';
import { PassedList } from './passed-list.tsx';
import { SendCard } from './send-card.tsx';

/** What goes to other stations and comes back from them. */
export function EnvelopesScreen() {
  const as = useActing();
  const { value, problem, retry } = useReading('envelope.list', { as }, ['app', 'movements']);
  return (
    <ScreenFrame
      title={text.title}
      lead={value !== null && value.officerName !== null ? text.leadOfficer : text.lead}
      scroll
    >
      {problem !== null && <ErrorNotice problem={problem} onRetry={retry} />}
      {value === null ? problem === null && <Starting /> : <Cards list={value} />}
    </ScreenFrame>
  );
}

function Cards({ list }: { readonly list: EnvelopeList }) {
  return (
    <div className="dash envelopes">
      <OpenEnvelope drop={list.drop} />
      <SendCard list={list} />
      {list.officerName === null && <Out out={list.out} />}
      <DropCard drop={list.drop} />
      <Stations stations={list.stations} />
      <PassedList title={text.madeList} rows={list.made} />
      <PassedList title={text.takenList} rows={list.taken} />
    </div>
  );
}

type Given = EnvelopeList['out'][number];

/** What is out, since when, and what came back of it. */
function Out({ out }: Pick<EnvelopeList, 'out'>) {
  return (
    <section className="card span-12" aria-label={text.out}>
      <h2 className="card-title">{text.out}</h2>
      {out.length === 0 ? (
        <EmptyNote icon={IconMailOff} title={text.outNone} hint={text.outNoneHint} />
      ) : (
        <ScrollRegion className="envelope-lines">
          <ul>
            {out.map((given) => (
              <GivenLine key={given.about === 'movement' ? given.movementId : given.digest} given={given} />
            ))}
          </ul>
        </ScrollRegion>
      )}
    </section>
  );
}

function GivenLine({ given }: { readonly given: Given }) {
  const go = useNavigation((navigation) => navigation.go);
  const { since, approvedBy, approvalsNeeded } = given;
  return (
    <li>
      <div className="spread">
        <WhatIsOut given={given} />
      </div>
      <AddressLine address={given.about === 'movement' ? given.recipient : given.address} />
      <div className="spread">
        <span className="dim small">
          {text.since} <Moment at={since} /> · {text.of(approvedBy.length, approvalsNeeded)}
          {approvedBy.length > 0 && `: ${approvedBy.join(', ')}`}
        </span>
        <Button size="compact-xs" variant="default" onClick={() => go(placeOf(given))}>
          {text.show}
        </Button>
      </div>
    </li>
  );
}

function WhatIsOut({ given }: { readonly given: Given }) {
  if (given.about === 'message') {
    return (
      <>
        <span>{text.proofOf(given.vaultName)}</span>
        <MessageBadge state={given.state} />
      </>
    );
  }
  return (
    <>
      <span>
        <Amount units={given.amount} />
        {given.movements > 1 && <span className="dim small"> {text.about(given.movements)}</span>}
      </span>
      <MovementBadge state={given.state} />
    </>
  );
}

const placeOf = (given: Given): Place =>
  given.about === 'message'
    ? { screen: 'messages', digest: given.digest }
    : placeOfMovement(given.kind, given.movementId);

function Stations({ stations }: Pick<EnvelopeList, 'stations'>) {
  return (
    <section className="card span-12" aria-label={text.stations}>
      <h2 className="card-title">{text.stations}</h2>
      {stations.length === 0 ? (
        <p className="card-pad dim">{text.stationsNone}</p>
      ) : (
        <ul className="envelope-lines">
          {stations.map(({ stationId, officerName, lastAt }) => (
            <li key={stationId} className="spread">
              <strong>{officerName === null ? text.aDesk : text.theDeskOf(officerName)}</strong>
              <span className="dim small">
                {text.lastSeen} {lastAt === null ? text.never : <Moment at={lastAt} />}
              </span>
            </li>
          ))}
        </ul>
      )}
    </section>
  );
}

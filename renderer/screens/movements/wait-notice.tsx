import { Button } from '@mantine/core';
import { IconClockPause } from '@tabler/icons-react';
import type { MovementDetail, MovementRow } from '../../../electron/contract/movements.ts';
import { Amount } from '../../components/amount.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { mandateTexts } from '../../texts/mandate-texts.ts';
import { movementStateText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { GatherOffer } from '../mandates/gather-offer.tsx';

const text = texts.movements;
const known: Readonly<Record<string, string>> = text.queuedFor;
const knownSigned: Readonly<Record<string, string>> = text.signedFor;

/** What a movement waits for, in a few words; null for one that waits for nothing, or that has an alarm. */
export function waitingWords({ state, problem }: Pick<MovementRow, 'state' | 'problem'>): string | null {
  if (problem === null) return null;
  if (state === 'signed' || state === 'sent') return knownSigned[problem.code] ?? null;
  if (state !== 'queued') return null;
  return known[problem.code] ?? (problem.code.startsWith('node-') ? text.queuedForNode : null);
}

/** Why a movement does not go on: what it waits for to be built, or what is wrong with it. */
export function WaitNotice({
  detail: { row, waitsFor },
  onShow,
}: {
  readonly detail: MovementDetail;
  readonly onShow: (id: string) => void;
}) {
  const words = waitingWords(row);
  if (row.problem === null) return null;
  if (words === null || row.state !== 'queued') return <ErrorNotice problem={row.problem} />;
  return (
    <div className="notice" data-tone="plain" role="status">
      <IconClockPause size={18} aria-hidden />
      <div className="grow">
        <strong>{words}</strong>
        <p className="selectable">{row.problem.message}</p>
        {waitsFor.length > 0 && (
          <ul className="wait-list" aria-label={words}>
            {waitsFor.map((each) => (
              <li key={each.id}>
                <Button variant="light" size="compact-xs" onClick={() => onShow(each.id)}>
                  {each.reference === '' ? text.kinds[each.kind] : each.reference}
                </Button>
                <span>
                  <Amount units={each.inputs === 0 ? each.amount : each.held} />{' '}
                  <span className="dim">
                    {each.inputs === 0
                      ? text.waitsForFirst(movementStateText[each.state].word)
                      : text.waitsForHeld(each.inputs, movementStateText[each.state].word)}
                  </span>
                </span>
              </li>
            ))}
          </ul>
        )}
        {row.problem.code === 'funds-spread' && row.kind === 'withdrawal' ? (
          <>
            <p className="dim">{mandateTexts.waitsForGather}</p>
            <GatherOffer vaultId={row.vaultId} />
          </>
        ) : (
          <p className="dim">{text.queuedItself}</p>
        )}
      </div>
    </div>
  );
}

import { Button } from '@mantine/core';
import { useState } from 'react';
import type { MandateView } from '../../../electron/contract/mandates.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { FullMoment } from '../../components/moment.tsx';
import { Facts } from '../../components/panel.tsx';
import { WordCode } from '../../components/word-code.tsx';
import { actOnMovement } from '../../state/act-on-movement.ts';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { mandateTexts as text } from '../../texts/mandate-texts.ts';
import { texts } from '../../texts/texts.ts';
import { MandateSources } from './mandate-sources.tsx';

/**
 * The last look before an officer's key signs a mandate: what is shown is read from the signed mandate itself, as it was when
 * the dialog opened. Another one would have other digests, and the approval is refused.
 */
export function ApproveMandate(props: {
  readonly id: string;
  readonly mandate: MandateView;
  readonly makerName: string;
  readonly onClose: () => void;
}) {
  const { onClose } = props;
  const [mandate] = useState(props.mandate);
  const caution = useTreasury().node?.caution ?? null;
  const task = useTask();
  const isForeign = mandate.sources.some(({ foreign }) => foreign);
  const { digest, viewDigest } = mandate;
  const approve = () =>
    task.run(
      () => actOnMovement('movement.approve', { as: actingOfficer(), id: props.id, digest, viewDigest }),
      () => {
        noteGood(text.approved, mandate.wordCode.join(' '));
        onClose();
      },
    );
  return (
    <Dialog size={560} title={text.approveTitle} busy={task.busy} onClose={onClose}>
      <div className="stack">
        <p className="dim">{text.approveIntro(mandate.sources.length)}</p>
        <div className="code-box">
          <WordCode code={mandate.wordCode} />
        </div>
        <div className="block">
          <div>
            <div className="block-label">
              {text.destination(mandate.destinationVaultName)}
              <Amount units={mandate.total} />
            </div>
            <AddressBlocks address={mandate.destination} label={texts.movements.pays} />
            {mandate.destinationForms.map((form) => (
              <div key={form.name} className="mono legacy">
                {form.text}
              </div>
            ))}
          </div>
          <div className="block-label">
            <span>{text.feeAtMost}</span>
            <Amount units={mandate.feeAtMost} />
          </div>
        </div>
        <Facts
          of={[
            [texts.movements.maker, props.makerName],
            [text.kinds[mandate.kind], text.from(mandate.sources.length)],
            [text.expires, <FullMoment key="until" at={mandate.expiresAt} />],
          ]}
        />
        <MandateSources mandate={mandate} shown={null} />
        {caution && <ErrorNotice problem={caution} />}
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="row row-end">
          <Button variant="default" disabled={task.busy} onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button disabled={isForeign} loading={task.busy} onClick={() => void approve()}>
            {texts.movements.approveDo}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

import { Button, Checkbox } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import type { DecodedView, MovementDetail } from '../../../electron/contract/movements.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { InBook } from '../../components/in-book.tsx';
import { numbered } from '../../components/numbered.ts';
import { Facts } from '../../components/panel.tsx';
import { Repeated } from '../../components/repeated.tsx';
import { StrangeAddress } from '../../components/strange-address.tsx';
import { WordCode } from '../../components/word-code.tsx';
import { actOnMovement } from '../../state/act-on-movement.ts';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { placeOfMovement, useNavigation } from '../../state/navigation.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { repeatTexts } from '../../texts/repeat-texts.ts';
import { texts } from '../../texts/texts.ts';
import { BehindInputs, ValidUntil } from './decoded-transaction.tsx';

/**
 * The last look before an officer's key signs. The decoded view is the one that was on the screen when the dialog
 * opened: if the bytes change meanwhile, its digests no longer fit and the approval is refused.
 */
export function ApproveDialog(props: {
  readonly id: string;
  readonly decoded: DecodedView;
  readonly requested: MovementDetail['requested'];
  readonly repeats: MovementDetail['repeats'];
  readonly onClose: () => void;
}) {
  const { onClose } = props;
  const go = useNavigation((navigation) => navigation.go);
  const [decoded] = useState(props.decoded);
  const [requested] = useState(props.requested);
  const [repeats] = useState(props.repeats);
  const [seen, setSeen] = useState(false);
  const [newest] = repeats.earlier;
  const mayApprove = requested.signed && (newest === undefined || (repeats.meant && seen));
  const caution = useTreasury().node?.caution ?? null;
  const task = useTask();
  const approve = () =>
    task.run(
      () =>
        actOnMovement('movement.approve', {
          as: actingOfficer(),
          id: props.id,
          digest: decoded.digest,
          viewDigest: decoded.viewDigest,
          ...(newest === undefined ? {} : { repeats: newest.id }),
        }),
      () => {
        noteGood(texts.movements.done.approve, decoded.wordCode.join(' '));
        onClose();
      },
    );
  return (
    <Dialog size={540} title={texts.movements.approveTitle} busy={task.busy} onClose={onClose}>
      <div className="stack">
        <p className="dim">{texts.movements.approveIntro}</p>
        <div className="code-box">
          <WordCode code={decoded.wordCode} />
        </div>
        {!requested.signed && (
          <div className="notice" data-tone="bad" role="alert">
            <IconAlertTriangle size={18} aria-hidden />
            <span>{texts.movements.requestForged}</span>
          </div>
        )}
        <Repeated
          earlier={repeats.earlier}
          onShow={(id) => {
            onClose();
            go(placeOfMovement('withdrawal', id));
          }}
        >
          {repeats.meant ? (
            <>
              <span>{repeatTexts.said(requested.makerName)}</span>
              <Checkbox
                label={repeatTexts.seen}
                checked={seen}
                onChange={(event) => setSeen(event.currentTarget.checked)}
              />
            </>
          ) : (
            <span>{repeatTexts.unsaid(requested.makerName)}</span>
          )}
        </Repeated>
        <Facts
          of={[
            [
              texts.movements.reference,
              requested.reference === '' ? texts.movements.noReference : requested.reference,
            ],
            [texts.movements.maker, requested.makerName],
            ...(decoded.payers.every(({ problem }) => problem === null)
              ? ([[texts.movements.paidFrom, decoded.vaultName]] as const)
              : []),
          ]}
        />
        <div className="block">
          {decoded.payments.length === 0 && <div className="block-label">{texts.movements.paysNobody}</div>}
          {numbered(decoded.payments).map(({ place, item: payment }) => (
            <div key={place}>
              <div className="block-label">
                {payment.ownVaultName === null
                  ? texts.movements.paysOutsider
                  : texts.movements.paysOwn(payment.ownVaultName)}
                <Amount units={payment.amount} />
              </div>
              <AddressBlocks address={payment.recipient} label={texts.movements.pays} />
              <StrangeAddress strange={payment.strange} />
              <InBook inBook={payment.inBook} alike={payment.alike} />
            </div>
          ))}
          <div className="block-label">
            <span>
              {texts.movements.fee}, {texts.movements.feeHint}
            </span>
            <Amount units={decoded.feeAtMost} />
          </div>
          {decoded.changeTo !== null && (
            <div className="block-label">
              <span>
                {texts.movements.change}, {texts.movements.changeHint}
              </span>
              <Amount units={decoded.changeAtLeast} />
            </div>
          )}
          <ValidUntil decoded={decoded} />
          {decoded.grade !== 'proven' && <BehindInputs decoded={decoded} />}
        </div>
        {caution && <ErrorNotice problem={caution} />}
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="row row-end">
          <Button variant="default" disabled={task.busy} onClick={onClose}>
            {texts.common.cancel}
          </Button>
          <Button disabled={!mayApprove} loading={task.busy} onClick={() => void approve()}>
            {texts.movements.approveDo}
          </Button>
        </div>
      </div>
    </Dialog>
  );
}

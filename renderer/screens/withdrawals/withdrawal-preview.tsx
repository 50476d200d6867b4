import { IconHourglass } from '@tabler/icons-react';
import type { WithdrawalPreview as Preview } from '../../../electron/contract/movements.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { Amount } from '../../components/amount.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Holders } from '../../components/holders.tsx';
import { InBook } from '../../components/in-book.tsx';
import { NodeWord } from '../../components/node-word.tsx';
import { Facts, Section } from '../../components/panel.tsx';
import { StrangeAddress } from '../../components/strange-address.tsx';
import type { Problem } from '../../state/call.ts';
import { mandateTexts } from '../../texts/mandate-texts.ts';
import { texts } from '../../texts/texts.ts';
import { GatherOffer } from '../mandates/gather-offer.tsx';

const text = texts.withdrawals;

/** What the main process understood of the form, and what the policy would ask for. */
export function WithdrawalPreview(props: {
  readonly preview: Preview | null;
  readonly problem: Problem | null;
  readonly vaultId: string;
  readonly onRetry: () => void;
}) {
  const { preview, problem } = props;
  return (
    <Section title={text.preview}>
      <div aria-live="polite">
        {problem ? (
          <ErrorNotice problem={problem} onRetry={props.onRetry} />
        ) : preview === null ? (
          <p className="dim">{text.previewEmpty}</p>
        ) : (
          <div className="block">
            <div>
              <div className="block-label">
                {texts.movements.pays}
                <Amount units={preview.amount} />
              </div>
              <AddressBlocks address={preview.recipient} label={texts.movements.pays} />
              {preview.otherForms.map((form) => (
                <div key={form.name} className="mono legacy">
                  {form.text}
                </div>
              ))}
              <StrangeAddress strange={preview.strange} />
              <InBook inBook={preview.inBook} alike={preview.alike} />
            </div>
            <Facts
              of={[
                [text.rule, preview.ruleTitle],
                [text.approvals, <strong key="approvals">{preview.approvals}</strong>],
                [text.fee, <Amount key="fee" units={preview.feeAtMost} />],
                [text.free, <Amount key="free" units={preview.free} />],
              ]}
            />
            <NodeWord />
            {preview.scattered && (
              <div className="notice" data-tone="warn">
                <IconHourglass size={18} aria-hidden />
                <div className="stack-tight">
                  <strong>{mandateTexts.gatherFirst}</strong>
                  <span className="dim">{mandateTexts.gatherFirstHint}</span>
                  <div>
                    <GatherOffer vaultId={props.vaultId} />
                  </div>
                </div>
              </div>
            )}
            {!preview.covered && (
              <div className="notice" data-tone="warn">
                <IconHourglass size={18} aria-hidden />
                <div className="stack-tight">
                  <span>{text.notCovered}</span>
                  <Holders vaultId={props.vaultId} />
                </div>
              </div>
            )}
          </div>
        )}
      </div>
    </Section>
  );
}

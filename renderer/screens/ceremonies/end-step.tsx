import { Button } from '@mantine/core';
import { IconBraces, IconCircleCheck, IconFileTypePdf } from '@tabler/icons-react';
import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { AddressBlocks } from '../../components/address.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Facts, Section } from '../../components/panel.tsx';
import { call } from '../../state/call.ts';
import { useStep } from '../../state/use-step.ts';
import { sheetText, stageTexts, vaultTexts } from '../../texts/ceremony-texts.ts';
import { vaultKindText } from '../../texts/states.ts';
import { AnswerNote } from './answer-note.tsx';
import { CameBack } from './came-back.tsx';
import { FileContentsCard } from './file-contents.tsx';
import { FormerWallet } from './former-wallet.tsx';
import { MoveList } from './plain-steps.tsx';
import { FoundAccounts } from './search-step.tsx';
import { Stage } from './stage.tsx';
import { sumOfSteps } from './step-lines.ts';
import { useSaveTranscript } from './use-save-transcript.ts';

const text = stageTexts.end;

/** What came of the ceremony, and its transcript. */
export function EndStep({ view }: { readonly view: CeremonyView }) {
  const saving = useSaveTranscript();
  const leaving = useStep();
  const checked = view.plan.kind === 'check-backup';
  const sum = sumOfSteps(view.steps);
  return (
    <Stage title={checked ? text.belongs : text.completed} intro={text.completedHints[view.plan.kind]}>
      <AnswerNote view={view} />
      <Section title={text.summary}>
        <div className="block summary">
          <Facts
            of={[
              ...(view.vault === null
                ? []
                : ([[stageTexts.vault, `${view.vault.name} (${vaultKindText[view.vault.kind]})`]] as const)),
              ...(view.replacesName === null ? [] : ([[stageTexts.replaces, view.replacesName]] as const)),
              ...(view.fingerprint === null
                ? []
                : ([
                    [
                      stageTexts.fingerprint,
                      <strong key="fingerprint" className="mono">
                        {view.fingerprint}
                      </strong>,
                    ],
                  ] as const)),
              ...(view.firstAddress === null
                ? []
                : ([
                    [vaultTexts.firstAddress, <AddressBlocks key="address" address={view.firstAddress} />],
                  ] as const)),
              [
                stageTexts.officers,
                view.officers
                  .map(({ name, signed }) => (signed ? `${name} (${stageTexts.signed})` : name))
                  .join(', '),
              ],
              [text.steps, text.stepsDone(sum.done, sum.failed, sum.passedOver)],
              [
                stageTexts.deviations,
                view.deviations.length === 0 ? stageTexts.noDeviations : view.deviations.length,
              ],
              ...view.sheets.map(
                (sheet) =>
                  [
                    sheetText(sheet.content),
                    <span key={sheet.serial}>
                      <span className="mono">{sheet.serial}</span>
                      {sheet.origin !== undefined && (
                        <span className="dim"> {text.sheetOrigins[sheet.origin]}</span>
                      )}
                    </span>,
                  ] as const,
              ),
            ]}
          />
        </div>
      </Section>
      {view.contents !== null && <FileContentsCard contents={view.contents} />}
      {view.cameBack !== null && (
        <div className="block came-back">
          <CameBack back={view.cameBack} />
        </div>
      )}
      {view.found !== null && <FoundAccounts found={view.found} />}
      {view.former !== null && <FormerWallet former={view.former} done />}
      {view.moves !== null && <MoveList moves={view.moves} />}
      <p className="stage-note">
        <IconCircleCheck size={16} aria-hidden />
        {text.jsonHint}
      </p>
      <div className="row row-wrap">
        <Button
          size="sm"
          variant="default"
          leftSection={<IconBraces size={16} />}
          disabled={saving.busy}
          onClick={() => saving.save(view.id, 'json')}
        >
          {text.json}
        </Button>
        <Button
          size="sm"
          variant="default"
          leftSection={<IconFileTypePdf size={16} />}
          disabled={saving.busy}
          onClick={() => saving.save(view.id, 'pdf')}
        >
          {text.pdf}
        </Button>
      </div>
      {saving.problem && <ErrorNotice problem={saving.problem} />}
      {leaving.problem && <ErrorNotice problem={leaving.problem} />}
      <div className="stage-foot">
        <Button
          size="md"
          loading={leaving.busy}
          onClick={() =>
            void leaving.run(
              () => call('ceremony.dismiss', {}),
              () => {},
            )
          }
        >
          {text.leave}
        </Button>
      </div>
    </Stage>
  );
}

import { Button } from '@mantine/core';
import { IconCircleCheck, IconDoorExit, IconNotes, IconUser } from '@tabler/icons-react';
import { useState } from 'react';
import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { Moment } from '../../components/moment.tsx';
import { numbered } from '../../components/numbered.ts';
import { Section } from '../../components/panel.tsx';
import { sheetText, stageTexts } from '../../texts/ceremony-texts.ts';
import { vaultKindText } from '../../texts/states.ts';
import { AbandonDialog } from './abandon-dialog.tsx';
import { DeviationDialog } from './deviation-dialog.tsx';
import { stepNow } from './step-lines.ts';

const text = stageTexts;

/** What the ceremony knows and may show at any time; nothing in it is secret. */
export function KnownPanel({ view }: { readonly view: CeremonyView }) {
  const [dialog, setDialog] = useState<'note' | 'abandon' | null>(null);
  const close = () => setDialog(null);
  // They are being typed from the paper.
  const hidesLabels = stepNow(view)?.step === 'sheets-labelled';
  return (
    <aside className="known" aria-label={text.known}>
      <div className="known-body">
        <Section title={text.vault}>
          {view.vault === null ? (
            <p className="dim">{text.noVault}</p>
          ) : (
            <p>
              <strong>{view.vault.name}</strong> <span className="dim">{vaultKindText[view.vault.kind]}</span>
            </p>
          )}
          {view.replacesName !== null && (
            <p className="dim">
              {text.replaces} {view.replacesName}
            </p>
          )}
        </Section>
        <Section title={text.fingerprint}>
          {view.fingerprint === null || hidesLabels ? (
            <p className="dim">{hidesLabels ? text.onSheets : text.noFingerprint}</p>
          ) : (
            <p className="fingerprint">{view.fingerprint}</p>
          )}
        </Section>
        {view.rolledBits > 0 && (
          <Section title={text.rolled}>
            <p>{text.rolledBits(view.rolledBits)}</p>
          </Section>
        )}
        {view.plan.kind !== 'restore' && view.plan.kind !== 'check-backup' && (
          <Section title={text.sheets}>
            {view.sheets.length === 0 ? (
              <p className="dim">{text.sheetsLater}</p>
            ) : (
              <ul className="known-sheets">
                {view.sheets.map((sheet) => (
                  <li key={sheet.serial}>
                    <span>{sheetText(sheet.content)}</span>
                    {!hidesLabels && <span className="mono">{sheet.serial}</span>}
                  </li>
                ))}
              </ul>
            )}
          </Section>
        )}
        <Section title={text.officers}>
          <ul className="people">
            {view.officers.map((officer) => (
              <li key={officer.id}>
                {officer.signed ? (
                  <IconCircleCheck size={16} aria-hidden />
                ) : (
                  <IconUser size={16} color="var(--sp-dim)" aria-hidden />
                )}
                {officer.name}
                {officer.signed && <span className="dim">{text.signed}</span>}
              </li>
            ))}
          </ul>
        </Section>
        <Section title={text.deviations}>
          {view.deviations.length === 0 ? (
            <p className="dim">{text.noDeviations}</p>
          ) : (
            <ul className="deviations">
              {numbered(view.deviations).map(({ place, item }) => (
                <li key={place}>
                  <p className="breaks">{item.text}</p>
                  <p className="dim small">
                    {item.officerName}, <Moment at={item.at} />
                  </p>
                </li>
              ))}
            </ul>
          )}
        </Section>
      </div>
      {view.status !== 'ended' && (
        <div className="known-foot">
          {view.status === 'running' && (
            <Button variant="default" leftSection={<IconNotes size={15} />} onClick={() => setDialog('note')}>
              {text.note}
            </Button>
          )}
          <Button
            variant="subtle"
            color="red"
            leftSection={<IconDoorExit size={15} />}
            onClick={() => setDialog('abandon')}
          >
            {text.abandon}
          </Button>
        </div>
      )}
      {dialog === 'note' && <DeviationDialog officers={view.officers} onClose={close} />}
      {dialog === 'abandon' && <AbandonDialog kind={view.plan.kind} onClose={close} />}
    </aside>
  );
}

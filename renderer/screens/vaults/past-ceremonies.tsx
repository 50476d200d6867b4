import { Button, Skeleton } from '@mantine/core';
import {
  type Icon,
  IconBraces,
  IconCircleCheck,
  IconFileTypePdf,
  IconHelpCircle,
  IconHistory,
} from '@tabler/icons-react';
import { useState } from 'react';
import type { PastCeremony } from '../../../electron/contract/ceremony.ts';
import { Badge, type Tone } from '../../components/badge.tsx';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { Moment } from '../../components/moment.tsx';
import { useActing } from '../../state/acting.ts';
import { useReading } from '../../state/use-reading.ts';
import { ceremonyResultText, ceremonyText, vaultTexts } from '../../texts/ceremony-texts.ts';
import { walletFolderTexts as folderTexts } from '../../texts/wallet-folder-texts.ts';
import { fullWhen } from '../../texts/when.ts';
import { useSaveTranscript } from '../ceremonies/use-save-transcript.ts';
import { EarlierPayments } from './earlier-payments.tsx';

const text = vaultTexts;
const looks: Record<PastCeremony['result'], { readonly icon: Icon; readonly tone: Tone }> = {
  completed: { icon: IconCircleCheck, tone: 'good' },
  belongs: { icon: IconCircleCheck, tone: 'good' },
  'belongs-to-none': { icon: IconHelpCircle, tone: 'warn' },
};

/** The ceremonies of this treasury, latest first, with their transcripts. */
export function PastCeremonies() {
  const past = useReading('ceremony.list', { as: useActing() }, ['ceremony', 'journal']);
  const saving = useSaveTranscript();
  return (
    <section className="card past" aria-label={text.past}>
      <h2 className="card-title">{text.past}</h2>
      {past.problem && past.value === null && <ErrorNotice problem={past.problem} onRetry={past.retry} />}
      {saving.problem && <ErrorNotice problem={saving.problem} />}
      {past.value === null ? (
        past.problem === null && <Skeleton height={40} />
      ) : past.value.length === 0 ? (
        <div className="card-pad">
          <p>{text.pastNone}</p>
          <p className="dim">{text.pastHint}</p>
        </div>
      ) : (
        <table className="past-table">
          <thead>
            <tr>
              <th scope="col">{text.pastColumns.when}</th>
              <th scope="col">{text.pastColumns.what}</th>
              <th scope="col">{text.pastColumns.vault}</th>
              <th scope="col">{text.pastColumns.officers}</th>
              <th scope="col">{text.pastColumns.save}</th>
            </tr>
          </thead>
          <tbody>
            {past.value.map((ceremony) => (
              <CeremonyRow key={ceremony.id} ceremony={ceremony} busy={saving.busy} onSave={saving.save} />
            ))}
          </tbody>
        </table>
      )}
    </section>
  );
}

function CeremonyRow(props: {
  readonly ceremony: PastCeremony;
  readonly busy: boolean;
  readonly onSave: (id: string, format: 'pdf' | 'json') => void;
}) {
  const { ceremony, busy, onSave } = props;
  const what = ceremonyText[ceremony.kind].name;
  const when = fullWhen(ceremony.endedAt);
  const [shown, setShown] = useState(false);
  return (
    <tr>
      <td>
        <Moment at={ceremony.endedAt} />
      </td>
      <td>
        <strong>{what}</strong>{' '}
        <Badge {...looks[ceremony.result]}>{ceremonyResultText[ceremony.result]}</Badge>
        {ceremony.imported && (
          <p className="dim small">
            {folderTexts.imported(ceremony.imported.accounts, ceremony.imported.payments)}
          </p>
        )}
      </td>
      <td>
        {ceremony.vaultName ?? <span className="dim">{text.noVault}</span>}
        {ceremony.sheets > 0 && <span className="dim"> {text.sheets(ceremony.sheets)}</span>}
      </td>
      <td className="dim">{ceremony.officers.join(', ')}</td>
      <td>
        <div className="row">
          {ceremony.imported && ceremony.imported.payments > 0 && (
            <Button
              variant="default"
              size="compact-xs"
              leftSection={<IconHistory size={14} />}
              aria-label={folderTexts.earlierOf(when)}
              onClick={() => setShown(true)}
            >
              {folderTexts.earlier}
            </Button>
          )}
          {shown && <EarlierPayments ceremonyId={ceremony.id} onClose={() => setShown(false)} />}
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconFileTypePdf size={14} />}
            aria-label={text.savePdf(what, when)}
            disabled={busy}
            onClick={() => onSave(ceremony.id, 'pdf')}
          >
            {text.pdf}
          </Button>
          <Button
            variant="default"
            size="compact-xs"
            leftSection={<IconBraces size={14} />}
            aria-label={text.saveJson(what, when)}
            disabled={busy}
            onClick={() => onSave(ceremony.id, 'json')}
          >
            {text.json}
          </Button>
        </div>
      </td>
    </tr>
  );
}

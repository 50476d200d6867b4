import { NativeSelect, SegmentedControl } from '@mantine/core';
import { useState } from 'react';
import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { restoreWordCounts } from '../../../electron/core/ceremony/mnemonic.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { withSecrets } from '../../state/secrets.ts';
import { useStep } from '../../state/use-step.ts';
import { sourceText, stageTexts } from '../../texts/ceremony-texts.ts';
import { SharesForm } from './shares-form.tsx';
import { Stage } from './stage.tsx';
import { WordPages } from './word-pages.tsx';

const text = stageTexts.backup;

/** Shares with the passphrase that was typed; none at all where its field is empty, as shares of our own have. */
const enterShares = (shares: Uint16Array[], field: HTMLInputElement | null) =>
  withSecrets(field === null ? [] : [field], ([passphrase]) =>
    call('ceremony.enter', {
      kind: 'shares',
      shares,
      ...(passphrase === undefined || passphrase.length === 0 ? {} : { passphrase }),
    }),
  );

/** An existing backup is typed in: to restore it, to check it, or to split it again. */
export function BackupStep({ view }: { readonly view: CeremonyView }) {
  const planned = 'from' in view.plan ? view.plan.from : null;
  const [chosen, setChosen] = useState<'words' | 'shares'>('words');
  const [total, setTotal] = useState(24);
  const task = useStep();
  const kind = planned === null ? chosen : planned === 'shares' ? 'shares' : 'words';
  const ofVault = view.plan.kind === 'shares' && view.vault !== null;
  return (
    <Stage title={text.title} intro={ofVault ? text.introVault(view.vault?.name ?? '') : text.intro} secret>
      <div className="row" hidden={planned === 'shares'}>
        {planned === null && (
          <SegmentedControl
            aria-label={text.kind}
            value={kind}
            onChange={(value) => setChosen(value === 'shares' ? 'shares' : 'words')}
            data={(['words', 'shares'] as const).map((value) => ({ value, label: sourceText[value].name }))}
          />
        )}
        {kind === 'words' && (
          <NativeSelect
            aria-label={text.howMany}
            value={total}
            onChange={(event) => setTotal(Number(event.currentTarget.value))}
            data={restoreWordCounts.toReversed().map((n) => ({ value: `${n}`, label: text.nWords(n) }))}
          />
        )}
      </div>
      {kind === 'words' ? (
        <WordPages
          key={total}
          list="seed"
          total={total}
          busy={task.busy}
          submit={text.do}
          onAll={(words) =>
            void task.run(
              () => call('ceremony.enter', { kind, words }),
              () => {},
            )
          }
        />
      ) : (
        <SharesForm
          busy={task.busy}
          submit={text.do}
          foreign
          onAll={(shares, field) =>
            void task.run(
              () => enterShares(shares, field),
              () => {},
            )
          }
        />
      )}
      <p className="dim" role="status">
        {task.busy ? text.working : ''}
      </p>
      {task.problem && <ErrorNotice problem={task.problem} />}
    </Stage>
  );
}

import { Button } from '@mantine/core';
import { IconHistoryOff } from '@tabler/icons-react';
import { useState } from 'react';
import type { NetworkView } from '../../../electron/contract/network.ts';
import { useActingOfficer } from '../../state/app-context.ts';
import { useNavigation } from '../../state/navigation.ts';
import { grouped } from '../../texts/grouped.ts';
import { historyTexts as text } from '../../texts/history-texts.ts';
import { fullWhen } from '../../texts/when.ts';
import { SkipTimeDialog } from './skip-time-dialog.tsx';

/** The ways out where no endpoint gives the next checkpoint any more. Nothing where that is not so. */
export function HistoryMissing({ view }: { readonly view: NetworkView }) {
  const go = useNavigation((navigation) => navigation.go);
  const [open, setOpen] = useState(false);
  const maySkip = useActingOfficer()?.roles.includes('policy-admin') ?? false;
  const { skippable } = view;
  if (skippable === null) return null;
  const { from, to, since } = skippable;
  return (
    <section className="card span-12" aria-label={text.missing}>
      <div className="card-pad stack">
        <div className="notice" data-tone="bad">
          <IconHistoryOff size={18} aria-hidden />
          <div className="stack-tight">
            <strong>{text.missing}</strong>
            <span className="dim">
              {text.missingWhat(grouped(Number(from)), since === null ? null : fullWhen(since))}
            </span>
          </div>
        </div>
        <ol style={{ listStyle: 'decimal', paddingLeft: 20 }}>
          <li>{text.wayNode}</li>
          <li>{text.wayStore}</li>
          <li>{text.waySkip(grouped(Number(to)))}</li>
        </ol>
        <div className="row">
          <Button onClick={() => go({ screen: 'settings' })}>{text.toSettings}</Button>
          {maySkip && (
            <Button variant="default" onClick={() => setOpen(true)}>
              {text.skip}
            </Button>
          )}
        </div>
        {!maySkip && <p className="dim small">{text.whoMay}</p>}
      </div>
      {open && <SkipTimeDialog span={skippable} onClose={() => setOpen(false)} />}
    </section>
  );
}

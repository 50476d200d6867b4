import { Button, FileButton } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { ImportView } from '../../../electron/contract/address-book.ts';
import { Dialog } from '../../components/dialog.tsx';
import { DialogFoot } from '../../components/dialog-foot.tsx';
import { ErrorNotice, problemText } from '../../components/error-notice.tsx';
import { Alike } from '../../components/in-book.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { noteGood } from '../../state/notices.ts';
import { useTask } from '../../state/use-task.ts';
import { addressBookTexts as text } from '../../texts/address-book-texts.ts';
import { actOnBook } from './act-on-book.ts';

interface Looked {
  readonly name: string;
  readonly text: string;
  readonly rows: ImportView['rows'];
}

/** A file of recipients: first what would be entered of it, and only then the entering. */
export function ImportDialog({ onClose }: { readonly onClose: () => void }) {
  const [looked, setLooked] = useState<Looked | null>(null);
  const look = useTask();
  const task = useTask();
  const good = looked?.rows.filter(({ problem }) => problem === null).length ?? 0;
  const read = (file: File | null) => {
    if (file === null) return;
    setLooked(null);
    void look.run(async () => {
      const content = await file.text();
      const answer = await call('book.check-import', { as: actingOfficer(), text: content });
      return answer.ok
        ? { ok: true as const, value: { name: file.name, text: content, rows: answer.value.rows } }
        : answer;
    }, setLooked);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (looked === null || good === 0) return;
    void task.run(
      () => actOnBook('book.import', { as: actingOfficer(), text: looked.text }),
      ({ entered }) => {
        noteGood(text.imported(entered), looked.name);
        onClose();
      },
    );
  };
  return (
    <Dialog size={720} title={text.importTitle} busy={task.busy} onClose={onClose}>
      <form className="stack" onSubmit={submit}>
        <p className="dim">{text.importHint}</p>
        <div className="row">
          <FileButton onChange={read} accept=".csv,text/csv">
            {(button) => (
              <Button {...button} variant="default" loading={look.busy}>
                {text.choose}
              </Button>
            )}
          </FileButton>
          {looked && <span className="dim breaks">{text.chosen(looked.name)}</span>}
        </div>
        {look.problem && <ErrorNotice problem={look.problem} />}
        {looked && (
          <>
            <strong>{text.wouldEnter(good, looked.rows.length - good)}</strong>
            <ScrollRegion className="import-rows">
              <ul className="stack" aria-label={text.importRows}>
                {looked.rows.map((row) => (
                  <li key={row.row} className="block">
                    <div className="block-label">
                      <strong className="breaks">{row.name}</strong>
                      <span className="dim">{text.rowOf(row.row)}</span>
                    </div>
                    <span className="mono breaks">{row.address}</span>
                    {row.problem === null ? (
                      <span className="dim">{text.rowGood}</span>
                    ) : (
                      <span>{problemText(row.problem).what}</span>
                    )}
                    <Alike names={row.alike} />
                  </li>
                ))}
              </ul>
            </ScrollRegion>
          </>
        )}
        <DialogFoot task={task} onClose={onClose} submit={text.importDo(good)} disabled={good === 0} />
      </form>
    </Dialog>
  );
}

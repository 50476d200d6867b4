import type { CeremonyView } from '../../../electron/contract/ceremony.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call } from '../../state/call.ts';
import { useTask } from '../../state/use-task.ts';
import { sheetText, stageTexts } from '../../texts/ceremony-texts.ts';
import { OneActionStep } from './one-action-step.tsx';
import { SaveSheet } from './save-sheet.tsx';

const text = stageTexts.label;

/** What is to be written on each sheet, so that it can be told from all others. */
export function LabelStep({ view }: { readonly view: CeremonyView }) {
  const task = useTask();
  return (
    <OneActionStep
      title={text.title}
      intro={text.intro}
      action={text.done}
      work={() => call('ceremony.sheets-labelled', {})}
    >
      <table className="sheet-table">
        <thead>
          <tr>
            <th scope="col">{text.sheet}</th>
            <th scope="col">{text.serial}</th>
            <th scope="col">{text.fingerprint}</th>
            <th scope="col">{text.blank}</th>
          </tr>
        </thead>
        <tbody>
          {view.sheets.map((sheet, i) => (
            <tr key={sheet.serial}>
              <td>{sheetText(sheet.content)}</td>
              <td className="mono sheet-mark">{sheet.serial}</td>
              <td className="mono sheet-mark">{sheet.fingerprint}</td>
              <td>
                <SaveSheet index={i} serial={sheet.serial} task={task}>
                  PDF
                </SaveSheet>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <p className="dim">{text.blankHint}</p>
      {task.problem && <ErrorNotice problem={task.problem} />}
    </OneActionStep>
  );
}

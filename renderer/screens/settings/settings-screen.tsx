import { Button, SegmentedControl, Switch } from '@mantine/core';
import type { Settings } from '../../../electron/contract/app.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { OtherSettings } from '../../components/other-settings.tsx';
import { Facts } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { useApp, useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { markChanged } from '../../state/changes.ts';
import { useTask } from '../../state/use-task.ts';
import { backupTexts } from '../../texts/backup-texts.ts';
import { diagnosticsTexts } from '../../texts/diagnostics-texts.ts';
import { firstStepsTexts } from '../../texts/first-steps-texts.ts';
import { nodeTexts } from '../../texts/node-texts.ts';
import { notificationTexts } from '../../texts/notification-texts.ts';
import { officialTexts } from '../../texts/official-texts.ts';
import { roleText } from '../../texts/states.ts';
import { texts } from '../../texts/texts.ts';
import { Backup } from './backup.tsx';
import { Books } from './books.tsx';
import { Diagnostics } from './diagnostics.tsx';
import { IdleLock } from './idle-lock.tsx';
import { NodeSettings } from './node.tsx';
import { NotificationSettings } from './notifications.tsx';
import { OfficialLibrary } from './official-library.tsx';

const text = texts.settings;

/** How this computer shows and guards the console. */
export function SettingsScreen() {
  const { settings, runtime, version, build } = useApp();
  const treasury = useTreasury();
  const task = useTask();
  const closing = useTask();
  const write = (next: Partial<Pick<Settings, 'theme' | 'firstSteps'>>) =>
    void task.run(
      () => call('settings.write', next),
      () => markChanged(['app']),
    );
  return (
    <ScreenFrame title={text.title} lead={text.lead} scroll>
      <div className="settings">
        <OtherSettings />
        {task.problem && <ErrorNotice problem={task.problem} />}
        {closing.problem && <ErrorNotice problem={closing.problem} />}
        <section className="card" aria-label={text.look}>
          <h2 className="card-title">{text.look}</h2>
          <div className="card-pad">
            <SegmentedControl
              aria-label={text.theme}
              value={settings.theme}
              onChange={(value) => write({ theme: value as Settings['theme'] })}
              data={[
                { value: 'light', label: text.light },
                { value: 'dark', label: text.dark },
                { value: 'system', label: text.system },
              ]}
            />
            <Switch
              label={firstStepsTexts.show}
              checked={settings.firstSteps !== 'put-away'}
              onChange={(event) => write({ firstSteps: event.currentTarget.checked ? 'shown' : 'put-away' })}
            />
          </div>
        </section>
        <section className="card" aria-label={text.lock}>
          <h2 className="card-title">{text.lock}</h2>
          <div className="card-pad">
            <IdleLock />
          </div>
        </section>
        <section className="card" aria-label={notificationTexts.title}>
          <h2 className="card-title">{notificationTexts.title}</h2>
          <div className="card-pad">
            <NotificationSettings />
          </div>
        </section>
        {treasury.node !== null && (
          <section className="card" aria-label={nodeTexts.title}>
            <h2 className="card-title">{nodeTexts.title}</h2>
            <div className="card-pad">
              <NodeSettings node={treasury.node} />
            </div>
          </section>
        )}
        <section className="card" aria-label={text.keys}>
          <h2 className="card-title">{text.keys}</h2>
          <div className="card-pad">
            <Facts
              of={text.keyList.map(([key, means]) => [
                means,
                <span key={key} className="kbd">
                  {key}
                </span>,
              ])}
            />
          </div>
        </section>
        <section className="card" aria-label={backupTexts.title}>
          <h2 className="card-title">{backupTexts.title}</h2>
          <div className="card-pad">
            <Backup />
          </div>
        </section>
        <section className="card" aria-label={text.treasury}>
          <h2 className="card-title">{text.treasury}</h2>
          <div className="card-pad">
            <Facts
              of={[
                [text.treasury, <strong key="name">{treasury.name}</strong>],
                [text.folder, treasury.folder],
                [text.stationKey, text.stationKeyIn[treasury.stationKey]],
                ...(treasury.practicePassword === null
                  ? []
                  : ([[text.practicePassword, treasury.practicePassword]] as const)),
                [
                  text.officers,
                  <ul key="officers">
                    {treasury.officers.map((officer) => (
                      <li key={officer.id}>
                        {officer.name}{' '}
                        <span className="dim">{officer.roles.map((role) => roleText[role]).join(', ')}</span>
                      </li>
                    ))}
                  </ul>,
                ],
              ]}
            />
            <div className="row choice-foot">
              <Button
                variant="default"
                loading={closing.busy}
                onClick={() =>
                  void closing.run(
                    () => call('treasury.close', {}),
                    () => {},
                  )
                }
              >
                {text.closeTreasury}
              </Button>
              <span className="dim small">{text.closeHint}</span>
            </div>
          </div>
        </section>
        <section className="card" aria-label={text.books}>
          <h2 className="card-title">{text.books}</h2>
          <div className="card-pad">
            <Books />
          </div>
        </section>
        <section className="card" aria-label={officialTexts.title}>
          <h2 className="card-title">{officialTexts.title}</h2>
          <div className="card-pad">
            <OfficialLibrary />
          </div>
        </section>
        <section className="card" aria-label={diagnosticsTexts.title}>
          <h2 className="card-title">{diagnosticsTexts.title}</h2>
          <div className="card-pad">
            <Diagnostics />
          </div>
        </section>
        <section className="card" aria-label={text.about}>
          <h2 className="card-title">{text.about}</h2>
          <div className="card-pad">
            <Facts
              of={[
                [text.version, version],
                [
                  text.build,
                  <span key="build" className="mono selectable breaks">
                    {build ?? text.noBuild}
                  </span>,
                ],
                [text.electron, runtime.electron],
                [text.runtime, runtime.kind === 'evaluation' ? text.evaluation : text.official],
              ]}
            />
          </div>
        </section>
      </div>
    </ScreenFrame>
  );
}

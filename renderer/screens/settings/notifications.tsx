import { Switch } from '@mantine/core';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { useApp } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { markChanged } from '../../state/changes.ts';
import { useTask } from '../../state/use-task.ts';
import { notificationTexts as text } from '../../texts/notification-texts.ts';

const switches = [
  ['waits', text.waits, text.waitsHint],
  ['alarms', text.alarms, text.alarmsHint],
  ['node', text.node, text.nodeHint],
  ['amounts', text.amounts, text.amountsHint],
] as const;

/** Which of the system's notifications this person wants on this machine. */
export function NotificationSettings() {
  const { notifications } = useApp().settings;
  const task = useTask();
  const write = (next: typeof notifications) =>
    void task.run(
      () => call('settings.write', { notifications: next }),
      () => markChanged(['app']),
    );
  return (
    <div className="stack">
      <p className="dim">{text.lead}</p>
      {task.problem && <ErrorNotice problem={task.problem} />}
      {switches.map(([name, label, hint]) => (
        <Switch
          key={name}
          label={label}
          description={hint}
          checked={notifications[name]}
          onChange={(event) => write({ ...notifications, [name]: event.currentTarget.checked })}
        />
      ))}
    </div>
  );
}

import { Button, Tooltip } from '@mantine/core';
import type { NetworkView } from '../../../electron/contract/network.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { ScrollRegion } from '../../components/scroll-region.tsx';
import { actingOfficer, useActing } from '../../state/acting.ts';
import { call } from '../../state/call.ts';
import { markChanged } from '../../state/changes.ts';
import { type Task, useTask } from '../../state/use-task.ts';
import { grouped } from '../../texts/grouped.ts';
import { networkTexts as text } from '../../texts/network-texts.ts';

/** Who certifies the next checkpoint, and how much each of them counts. Nothing where nothing was proven. */
export function Committee({ view }: { readonly view: NetworkView }) {
  const { light } = view;
  const ending = useTask();
  if (light === null) return null;
  const { epoch, members, total } = light;
  return (
    <section className="card span-12" aria-label={text.committee}>
      <h2 className="card-title">
        <span>
          {text.committee}{' '}
          <span className="dim">{text.committeeOf(grouped(Number(epoch)), members.length)}</span>
        </span>
        {view.canEndEpoch && <EndEpoch task={ending} />}
      </h2>
      {ending.problem && <ErrorNotice problem={ending.problem} />}
      <ScrollRegion className="committee" label={text.committee}>
        <table>
          <thead>
            <tr>
              <th scope="col">{text.member}</th>
              <th scope="col">{text.key}</th>
              <th scope="col">{text.votesOf}</th>
              <th scope="col">{text.share}</th>
            </tr>
          </thead>
          <tbody>
            {members.map(({ key, weight }, index) => (
              <tr key={key}>
                <td>{index + 1}</td>
                <td className="mono selectable" title={key}>
                  {key}
                </td>
                <td className="figure">{grouped(Number(weight))}</td>
                <td className="figure">{text.percent(shareOf(weight, total))}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      <p className="dim small committee-hint">{text.committeeHint}</p>
    </section>
  );
}

/** Practice networks only, where one is asked that can: what a day brings comes at once. */
function EndEpoch({ task }: { readonly task: Task }) {
  if (useActing() === null) return null;
  const end = () =>
    void task.run(
      () => call('practice.epoch', { as: actingOfficer() }),
      () => markChanged(['app']),
    );
  return (
    <Tooltip label={text.endEpochHint}>
      <Button size="compact-xs" variant="default" loading={task.busy} onClick={end}>
        {text.endEpoch}
      </Button>
    </Tooltip>
  );
}

/** In percent with two decimals, cut off: nobody is shown with more than they have. */
function shareOf(weight: string, total: string): string {
  const cents = (BigInt(weight) * 10_000n) / BigInt(total);
  return `${cents / 100n}.${(cents % 100n).toString().padStart(2, '0')}`;
}

import { Button, CloseButton, NativeSelect } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { SplitShape } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { numbered } from '../../components/numbered.ts';
import { beginTexts } from '../../texts/ceremony-texts.ts';
import { addGroup, MOST, removeGroup, thresholds, withCount, withGroup } from './split-form.ts';

const text = beginTexts;
const upTo = (n: number) => Array.from({ length: n }, (_, i) => `${i + 1}`);

/** How the secret is split: usually one group, any two of three shares. */
export function SplitEditor(props: {
  readonly split: SplitShape;
  /** Whether a sheet with the words is made beside the shares. */
  readonly words?: boolean;
  readonly onChange: (split: SplitShape) => void;
}) {
  const { split, onChange, words = false } = props;
  const several = split.groups.length > 1;
  return (
    <fieldset className="split-editor">
      <legend>{text.oneGroup}</legend>
      {numbered(split.groups).map(({ place, item: group }) => (
        <div key={place} className="row">
          {several && <span className="split-name">{text.group(place)}</span>}
          <NativeSelect
            size="xs"
            label={place === 1 ? text.threshold : undefined}
            aria-label={several ? text.thresholdOf(place) : text.threshold}
            value={group.threshold}
            data={thresholds(group.count).map(String)}
            onChange={(event) =>
              onChange(
                withGroup(split, place - 1, { ...group, threshold: Number(event.currentTarget.value) }),
              )
            }
          />
          <span className="dim split-of">{text.of}</span>
          <NativeSelect
            size="xs"
            label={place === 1 ? text.count : undefined}
            aria-label={several ? text.countOf(place) : text.count}
            value={group.count}
            data={upTo(MOST)}
            onChange={(event) =>
              onChange(withGroup(split, place - 1, withCount(group, Number(event.currentTarget.value))))
            }
          />
          {several && (
            <CloseButton
              className="split-of"
              aria-label={text.removeGroup(place)}
              onClick={() => onChange(removeGroup(split, place - 1))}
            />
          )}
        </div>
      ))}
      <div className="row">
        {several && (
          <NativeSelect
            size="xs"
            label={text.groupsNeeded}
            value={split.groupThreshold}
            data={upTo(split.groups.length)}
            onChange={(event) => onChange({ ...split, groupThreshold: Number(event.currentTarget.value) })}
          />
        )}
        {split.groups.length < MOST && (
          <Button
            className="split-of"
            variant="subtle"
            leftSection={<IconPlus size={14} />}
            onClick={() => onChange(addGroup(split))}
          >
            {text.addGroup}
          </Button>
        )}
      </div>
      <p className="dim">{text.splitMeans(split, words)}</p>
    </fieldset>
  );
}

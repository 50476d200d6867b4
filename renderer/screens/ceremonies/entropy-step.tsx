import { Button, SegmentedControl, Textarea } from '@mantine/core';
import { IconDice5 } from '@tabler/icons-react';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { bitsOfRolls, type RollKind, readRolls } from '../../../electron/core/ceremony/mix-entropy.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { call, type Problem } from '../../state/call.ts';
import { useStep } from '../../state/use-step.ts';
import { stageTexts } from '../../texts/ceremony-texts.ts';
import { forgetLastMatch } from './guard.ts';
import { Stage } from './stage.tsx';

const text = stageTexts.entropy;
const FULL_BITS = 256;

/** Throws of dice or coins, mixed into the system's own randomness; or none. The throws are in their field only. */
export function EntropyStep() {
  const [kind, setKind] = useState<RollKind>('dice');
  const [rolls, setRolls] = useState(0);
  const [problem, setProblem] = useState<Problem | null>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const task = useStep();
  const bits = bitsOfRolls(rolls, kind);

  useEffect(() => {
    const input = field.current;
    return () => {
      if (input) input.value = '';
    };
  }, []);

  const count = (as: RollKind) => {
    const read = readRolls(field.current?.value ?? '', as);
    forgetLastMatch();
    setProblem(read.ok ? null : { code: read.code, message: read.message });
    if (read.ok) setRolls(read.value.length);
  };
  const draw = (withRolls: boolean) => {
    const input = field.current;
    void task.run(
      () => call('ceremony.draw', { rolls: withRolls && input ? { kind, text: input.value } : null }),
      () => {
        if (input) input.value = '';
      },
    );
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (rolls > 0 && problem === null) draw(true);
  };
  return (
    <Stage title={text.title} intro={text.intro} secret>
      <form className="stack" onSubmit={submit} autoComplete="off">
        <div className="row">
          <SegmentedControl
            aria-label={text.kind}
            value={kind}
            onChange={(value) => {
              const next = value === 'coin' ? 'coin' : 'dice';
              setKind(next);
              count(next);
            }}
            data={[
              { value: 'dice', label: text.dice },
              { value: 'coin', label: text.coin },
            ]}
          />
          <span className="dim">{kind === 'dice' ? text.hintDice : text.hintCoin}</span>
        </div>
        <Textarea
          ref={field}
          label={text.field}
          classNames={{ input: 'rolls' }}
          rows={6}
          autoComplete="off"
          spellCheck={false}
          maxLength={20_000}
          data-autofocus
          onChange={() => count(kind)}
        />
        <div className="meter">
          <IconDice5 size={18} aria-hidden />
          <progress max={FULL_BITS} value={bits} aria-label={text.field} />
          <span className="figure" role="status">
            {text.counted(rolls, bits)}
          </span>
        </div>
        {bits === FULL_BITS && <p className="dim">{text.full}</p>}
        <p className="formula mono">{text.formula}</p>
        {problem && <ErrorNotice problem={problem} />}
        {task.problem && <ErrorNotice problem={task.problem} />}
        <div className="stage-foot">
          <Button size="md" variant="default" disabled={task.busy} onClick={() => draw(false)}>
            {text.skip}
          </Button>
          <Button size="md" type="submit" loading={task.busy} disabled={rolls === 0 || problem !== null}>
            {text.mix}
          </Button>
        </div>
      </form>
    </Stage>
  );
}

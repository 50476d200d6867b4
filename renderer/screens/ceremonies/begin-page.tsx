import { Button, Radio, SegmentedControl, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconArrowLeft } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { VaultView } from '../../../electron/contract/vaults.ts';
import type { CeremonyKind } from '../../../electron/core/ceremony/ceremony-plan.ts';
import { ceremonySteps } from '../../../electron/core/ceremony/ceremony-steps.ts';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { KeyProgress } from '../../components/key-progress.tsx';
import { numbered } from '../../components/numbered.ts';
import { Section } from '../../components/panel.tsx';
import { ScreenFrame } from '../../components/screen.tsx';
import { WordsAlone } from '../../components/words-alone.tsx';
import { actingOfficer } from '../../state/acting.ts';
import { useTreasury } from '../../state/app-context.ts';
import { call } from '../../state/call.ts';
import { refill } from '../../state/secret.ts';
import { withSecrets } from '../../state/secrets.ts';
import { useStep } from '../../state/use-step.ts';
import { beginTexts, ceremonyText, sourceText, stageTexts } from '../../texts/ceremony-texts.ts';
import { type BeginChoices, planOf } from './begin-form.ts';
import { makesVault } from './ceremony-kinds.ts';
import { officerNeeds } from './officer-rule.ts';
import { OfficersPresent } from './officers-present.tsx';
import { SplitEditor } from './split-editor.tsx';
import { usualSplit } from './split-form.ts';
import { stepLine } from './step-lines.ts';

const text = beginTexts;
const sources = { restore: ['words', 'shares', 'file'], 'check-backup': ['words', 'shares'] } as const;
/** More steps than this are not read; a split into many shares has hundreds. */
const SHOWN = 18;

/** What kind of ceremony, about which vault, and who is in the room. */
export function BeginPage(props: {
  readonly kind: CeremonyKind;
  /** The vault to split or to replace. */
  readonly vault: VaultView | null;
  readonly onBack: () => void;
}) {
  const { kind, vault } = props;
  const treasury = useTreasury();
  const { officers } = treasury;
  const [choices, setChoices] = useState<BeginChoices>({
    kind,
    backup: 'words',
    split: usualSplit,
    from: 'words',
  });
  const [vaultKind, setVaultKind] = useState<'hot' | 'cold'>(vault?.kind ?? 'cold');
  const [present, setPresent] = useState<ReadonlySet<string>>(new Set());
  const form = useForm({
    initialValues: { name: '' },
    validate: { name: (typed) => (makesVault(kind) && typed.trim() === '' ? text.needsName : null) },
  });
  /** Passwords are no values of the form: they stay in their fields. */
  const fields = useRef(new Map<string, HTMLInputElement>());
  const task = useStep();
  const choose = (change: Partial<BeginChoices>) => setChoices({ ...choices, ...change });
  const plan = planOf(choices);
  const steps = ceremonySteps(plan);
  const enough = officerNeeds(kind, treasury, present).every(({ met }) => met);

  const begin = ({ name }: { readonly name: string }) => {
    const here = officers.flatMap(({ id }) => {
      const field = present.has(id) ? fields.current.get(id) : undefined;
      return field ? [{ id, field }] : [];
    });
    void task
      .run(
        () =>
          withSecrets(
            here.map(({ field }) => field),
            (passwords) =>
              call('ceremony.begin', {
                as: actingOfficer(),
                plan,
                vault: makesVault(kind) ? { name: name.trim(), kind: vaultKind } : null,
                vaultId: vault?.id ?? null,
                officers: here.map(({ id }, i) => ({ officerId: id, password: passwords[i]! })),
              }),
          ),
        () => {},
      )
      .then(() => {
        for (const { field } of here) refill(field);
      });
  };
  const splits = kind === 'shares' || (choices.backup !== 'words' && 'split' in plan);
  return (
    <ScreenFrame
      title={vault === null ? ceremonyText[kind].name : `${ceremonyText[kind].name}: ${vault.name}`}
      lead={ceremonyText[kind].what}
      scroll
      actions={
        <Button
          variant="default"
          leftSection={<IconArrowLeft size={15} />}
          disabled={task.busy}
          onClick={props.onBack}
        >
          {text.back}
        </Button>
      }
    >
      <form
        className="begin"
        onSubmit={form.onSubmit(begin, () => form.getInputNode('name')?.focus())}
        autoComplete="off"
      >
        <div className="begin-main">
          {makesVault(kind) && (
            <Card title={text.vault}>
              <TextInput
                {...form.getInputProps('name')}
                label={text.name}
                description={text.nameHint}
                maxLength={64}
                autoComplete="off"
                spellCheck={false}
              />
              {kind !== 'rotate' && (
                <Radio.Group
                  label={text.kind}
                  value={vaultKind}
                  onChange={(value) => setVaultKind(value === 'hot' ? 'hot' : 'cold')}
                >
                  <div className="officer-choice side-by-side">
                    {(['cold', 'hot'] as const).map((value) => (
                      <Radio
                        key={value}
                        value={value}
                        label={text.kinds[value]}
                        description={text.kindHints[value]}
                      />
                    ))}
                  </div>
                </Radio.Group>
              )}
            </Card>
          )}
          {kind !== 'shares' && (
            <Card title={text.plan}>
              {kind === 'restore' || kind === 'check-backup' ? (
                <Radio.Group
                  label={kind === 'restore' ? text.from : text.checkFrom}
                  value={choices.from}
                  onChange={(value) =>
                    choose({ from: sources[kind].find((source) => source === value) ?? 'words' })
                  }
                >
                  <div className="officer-choice side-by-side">
                    {sources[kind].map((source) => (
                      <Radio
                        key={source}
                        value={source}
                        label={sourceText[source].name}
                        description={sourceText[source].hint}
                      />
                    ))}
                  </div>
                </Radio.Group>
              ) : (
                <>
                  <SegmentedControl
                    aria-label={text.backup}
                    value={choices.backup}
                    onChange={(value) =>
                      choose({ backup: value === 'shares' || value === 'both' ? value : 'words' })
                    }
                    data={(['words', 'shares', 'both'] as const).map((value) => ({
                      value,
                      label: text.backupChoices[value],
                    }))}
                  />
                  <p className="dim">
                    {choices.backup === 'shares'
                      ? text.splitKeeps(choices.split)
                      : text.backupHints[choices.backup]}
                  </p>
                </>
              )}
              {splits && (
                <SplitEditor
                  split={choices.split}
                  words={choices.backup === 'both'}
                  onChange={(split) => choose({ split })}
                />
              )}
            </Card>
          )}
          {kind === 'shares' && (
            <Card title={text.plan}>
              <SplitEditor split={choices.split} onChange={(split) => choose({ split })} />
            </Card>
          )}
          <Card title={text.officers}>
            <p>{text.rules[kind]}</p>
            <OfficersPresent
              kind={kind}
              present={present}
              onChange={setPresent}
              keepField={(id, field) => {
                if (field) fields.current.set(id, field);
                else fields.current.delete(id);
              }}
            />
          </Card>
          {kind === 'restore' && (
            <div className="card">
              <div className="card-pad">
                <WordsAlone />
              </div>
            </div>
          )}
          {task.problem && <ErrorNotice problem={task.problem} />}
          <div className="stage-foot">
            {!task.busy && !enough && (
              <span className="dim" role="status">
                {text.needsOfficers}
              </span>
            )}
            <KeyProgress busy={task.busy} keys={present.size}>
              {text.beginning}
            </KeyProgress>
            <Button size="md" type="submit" loading={task.busy} disabled={!enough}>
              {text.begin}
            </Button>
          </div>
        </div>
        <aside className="card begin-steps">
          <div className="card-pad">
            <Section title={text.steps}>
              <ol>
                {numbered(steps.slice(0, SHOWN)).map(({ place, item }) => (
                  <li key={place}>{stepLine(item, plan)}</li>
                ))}
                {steps.length > SHOWN && <li data-more>{text.moreSteps(steps.length - SHOWN)}</li>}
                <li>{stageTexts.sign.title}</li>
              </ol>
            </Section>
          </div>
        </aside>
      </form>
    </ScreenFrame>
  );
}

function Card(props: { readonly title: string; readonly children: ReactNode }) {
  return (
    <section className="card" aria-label={props.title}>
      <h2 className="card-title">{props.title}</h2>
      <div className="card-pad">{props.children}</div>
    </section>
  );
}

import { Checkbox, Loader } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { OfficialView } from '../../electron/contract/official.ts';
import { type Reading, useReading } from '../state/use-reading.ts';
import { errorTexts } from '../texts/errors.ts';
import { officialTexts } from '../texts/official-texts.ts';
import { ErrorNotice } from './error-notice.tsx';
import { Facts } from './panel.tsx';

const text = officialTexts;

/** Whether the official library works here; asked anew by each screen that shows it. */
export const useOfficialLibrary = (): Reading<OfficialView> => useReading('official.look', {}, []);

/** The library in one line. */
export function officialLine({ name, version, problem }: OfficialView): string {
  if (problem === null) return text.here(name, version);
  return problem.code === 'official-missing' ? text.notHere(name) : text.broken(name);
}

/** Everything that there is to know of the library here. */
export function OfficialFacts({ library }: { readonly library: OfficialView }) {
  const { problem, works, folder } = library;
  return (
    <Facts
      of={[
        [text.library, <strong key="line">{officialLine(library)}</strong>],
        ...(problem === null
          ? []
          : ([
              [text.why, whyOf(problem.code)],
              [
                text.lookedIn,
                <span key="folder" className="mono">
                  {folder}
                </span>,
              ],
              [text.howTo, <HowTo key="how" folder={folder} />],
            ] as const)),
        ...(works === null
          ? []
          : ([
              [text.apart, text.apartIs[works.apart]],
              [
                text.digest,
                <span key="digest" className="mono" title={text.digestHint}>
                  {works.sha256}
                </span>,
              ],
            ] as const)),
      ]}
    />
  );
}

/** What keeps its process apart here, and the consent that it takes where nothing encloses it. */
export function OfficialApart(props: {
  readonly library: OfficialView | null;
  readonly agreed: boolean;
  readonly onAgree: (agreed: boolean) => void;
}) {
  const works = props.library?.works ?? null;
  if (works === null) return null;
  return (
    <>
      <p className="dim">{text.apartSays(text.apartIs[works.apart])}</p>
      {works.apart === 'process' && (
        <div className="notice" data-tone="warn">
          <IconAlertTriangle size={18} aria-hidden />
          <Checkbox
            required
            label={text.unenclosed}
            checked={props.agreed}
            onChange={(event) => props.onAgree(event.currentTarget.checked)}
          />
        </div>
      )}
    </>
  );
}

const whyOf = (code: keyof typeof errorTexts): string =>
  code === 'official-missing' ? text.whyMissing : errorTexts[code].what;

function HowTo({ folder }: { readonly folder: string }) {
  return (
    <span className="how-to">
      {text.how(folder).map((line) => (
        <code key={line}>{line}</code>
      ))}
      <span className="dim small">{text.howHint}</span>
    </span>
  );
}

/** Where it would be used: that it works, or what is missing, in place of the form. */
export function OfficialGate(props: {
  readonly reading: Reading<OfficialView>;
  /** What to do with it, where it works. */
  readonly children: React.ReactNode;
}) {
  const { value, problem } = props.reading;
  if (problem !== null) return <ErrorNotice problem={problem} />;
  if (value === null) {
    return (
      <p className="row dim" role="status">
        <Loader size="xs" />
        {text.looking}
      </p>
    );
  }
  if (value.works !== null) return props.children;
  return (
    <>
      <p className="dim">{text.lead}</p>
      <div className="block">
        <OfficialFacts library={value} />
      </div>
    </>
  );
}

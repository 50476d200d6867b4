import { Button } from '@mantine/core';
import { ErrorNotice } from '../../components/error-notice.tsx';
import { OfficialFacts, useOfficialLibrary } from '../../components/official-library.tsx';
import { officialTexts } from '../../texts/official-texts.ts';

const text = officialTexts;

/** Whether the official library works here, and how to get it where it does not. */
export function OfficialLibrary() {
  const { value, problem, retry } = useOfficialLibrary();
  return (
    <div className="stack">
      <p className="dim">{text.lead}</p>
      {problem && <ErrorNotice problem={problem} />}
      {value === null ? <p className="dim">{text.looking}</p> : <OfficialFacts library={value} />}
      {value?.problem && (
        <div className="row">
          <Button variant="default" onClick={retry}>
            {text.again}
          </Button>
        </div>
      )}
    </div>
  );
}

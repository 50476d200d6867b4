import {
  ceremonyText,
  importLines,
  networkText,
  resultText,
  timeText,
} from '../console/papers/transcript-text.ts';
import type { TranscriptReport } from '../core/ceremony/verify-transcript.ts';
import { type HarmlessChange, tellChanges } from './harmless-changes.ts';
import { shownText } from './shown-text.ts';

/**
 * What was proven of a transcript, for a reader at a terminal.
 * @param stationKey the key that the reader has from elsewhere; null: none
 */
export function tellTranscript(
  report: TranscriptReport,
  {
    stationKey,
    changes,
  }: { readonly stationKey: string | null; readonly changes: ReadonlySet<HarmlessChange> },
): string {
  const { transcript, digest, signedBy, journal } = report;
  const { vault, replaces, treasury, plan, firstAddress, station, imported } = transcript;
  const named = (of: typeof vault) => (of ? `"${shownText(of.name)}" (${of.kind}), ${of.id}` : 'none');
  const facts: readonly (readonly [string, string])[] = [
    ['ceremony', ceremonyText[plan.kind]],
    ['result', resultText[transcript.result]],
    ['treasury', `"${shownText(treasury.name)}" (${networkText(transcript.network)})`],
    ['vault', named(vault)],
    ...(replaces ? ([['replaces', named(replaces)]] as const) : []),
    ['first address', firstAddress ?? 'none'],
    ['took place', `from ${timeText(transcript.startedAt)} to ${timeText(transcript.endedAt)}`],
    ['steps', `${transcript.steps.length}; sheets: ${transcript.sheets.length}`],
    ...(imported
      ? [
          ...importLines(imported).map(
            ([name, value]) => ['import', `${name.toLowerCase()}: ${value}`] as const,
          ),
          ['', `digest of the earlier payments ${imported.history}`] as const,
        ]
      : []),
    ['deviations', String(transcript.deviations.length)],
    ['transcript', transcript.id],
    ['digest', digest],
    ['signed by', `${signedBy.length}, everybody who was present, with these keys`],
    ...signedBy.map(({ name, publicKey }) => ['', `${publicKey}  ${shownText(name)}`] as const),
    ['journal', journal ? `entry ${journal.seq}, ${journal.hash}` : 'no entry: exported before it had one'],
    ['station', `${station.role === 'cold' ? 'cold station' : 'desk'} ${station.id}`],
    ['station key', `${report.stationKey} (${keyText(stationKey, journal !== null)})`],
  ];
  const changed = tellChanges(changes);
  return [
    'The transcript is whole, unaltered and signed.',
    ...facts.map(([name, value]) => `  ${name.padEnd(15)}${value}`),
    journal
      ? 'Compare the keys with those you got by another way. Whether the journal has this entry, the journal shows.'
      : 'Compare the keys with those you got by another way. The station itself has signed nothing here.',
    ...(changed === null ? [] : [changed]),
  ].join('\n');
}

function keyText(given: string | null, signed: boolean): string {
  if (given === null) return 'named by the file itself';
  return signed ? 'as expected' : 'as expected, but nothing here is signed with it';
}

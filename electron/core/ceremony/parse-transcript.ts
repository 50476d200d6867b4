import { ok, type Refusal, type Result, refuse } from '../result.ts';
import { parseWith } from '../schema.ts';
import { type Transcript, transcriptSchema } from './transcript.ts';
import { checkTranscript } from './transcript-rules.ts';

/**
 * Reads a transcript and compares it with the script of its plan. `transcript-malformed` names the member that is
 * wrong, `transcript-steps` a step that is missing, moved or in excess.
 */
export function parseTranscript(input: unknown): Result<Transcript> {
  const parsed = parseWith(transcriptSchema, input);
  if (!parsed.ok) return refuse('transcript-malformed', parsed.message);
  const faulty: Refusal | null = checkTranscript(parsed.value);
  return faulty ?? ok(parsed.value);
}

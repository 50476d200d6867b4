import { readJson } from '../core/json.ts';

/** The JSON of a file or a row, not yet believed; null for what is no JSON. */
export function storedJson(text: string): unknown {
  const json = readJson(text);
  return json.ok ? json.value : null;
}

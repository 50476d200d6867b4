/** The JSON of a file or a row, not yet believed; null for what is no JSON. */
export function storedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

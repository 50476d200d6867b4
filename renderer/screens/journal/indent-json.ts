/** JSON with line breaks for the eye. Text that is not JSON is shown as it is. */
export function indentJson(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2);
  } catch {
    return body;
  }
}

/** The part of an input element that matters here. */
export interface SecretField {
  value: string;
}

/**
 * Takes a password out of its field: the field is empty afterwards, whatever happens next. The text is never kept in
 * the state of a component.
 * @returns its UTF-8 bytes, to be wiped by the caller
 */
export function takeSecret(field: SecretField): Uint8Array {
  const bytes = new TextEncoder().encode(field.value);
  field.value = '';
  return bytes;
}

/** Fills in again what a field began with, which is nothing outside of practice: for forms that fail for another reason. */
export function refill(field: HTMLInputElement): void {
  field.value = field.defaultValue;
}

/** After a try that failed: the field is as it began, and has the keyboard. */
export function tryAgain(field: HTMLInputElement | null): void {
  if (field === null) return;
  refill(field);
  field.focus();
  field.select();
}

/** Gives the bytes to `use` and wipes them, however it ends. */
export async function withSecret<T>(field: SecretField, use: (bytes: Uint8Array) => Promise<T>): Promise<T> {
  const bytes = takeSecret(field);
  try {
    return await use(bytes);
  } finally {
    bytes.fill(0);
  }
}

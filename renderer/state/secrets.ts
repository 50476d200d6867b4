import { type SecretField, takeSecret } from './secret.ts';

/** Takes several passwords out of their fields, gives their bytes to `use` and wipes all, however it ends. */
export async function withSecrets<T>(
  fields: readonly SecretField[],
  use: (bytes: readonly Uint8Array[]) => Promise<T>,
): Promise<T> {
  const all = fields.map(takeSecret);
  try {
    return await use(all);
  } finally {
    for (const bytes of all) bytes.fill(0);
  }
}

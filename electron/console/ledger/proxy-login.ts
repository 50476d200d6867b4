import { readFile, rm } from 'node:fs/promises';
import * as v from 'valibot';
import { ok, type Result } from '../../core/result.ts';
import { base64Schema, parseWith } from '../../core/schema.ts';
import { type ProxyLogin, parseProxyLogin } from '../../core/way.ts';
import { replaceAtomically } from '../../stronghold/atomic-file.ts';
import { stillNotWritten } from '../../stronghold/write-fault.ts';
import { storedJson } from '../stored-json.ts';
import type { Keychain } from '../treasury/station-key.ts';

const FORMAT = 'sallyport/proxy-login/1';

const loginSchema = v.strictObject({ proxy: v.string(), name: v.string(), password: v.string() });

const fileSchema = v.variant('protection', [
  /** Whoever reads the file has it: the system has no keychain. */
  v.strictObject({ format: v.literal(FORMAT), protection: v.literal('none'), login: loginSchema }),
  v.strictObject({ format: v.literal(FORMAT), protection: v.literal('keychain'), wrapped: base64Schema }),
]);

interface Kept {
  /** Absolute. It is in no backup and in no journal. */
  readonly file: string;
  readonly keychain: Keychain | null;
}

/**
 * Keeps the name and the password for a proxy at this station (0600), wrapped where there is a keychain; null: keeps none.
 * @param proxy the one proxy that is ever told them
 * @returns refuses `file-not-written`
 */
export async function keepProxyLogin(
  { file, keychain }: Kept,
  proxy: string,
  login: ProxyLogin | null,
): Promise<Result<void>> {
  if (login === null) {
    await rm(file, { force: true });
    return ok(undefined);
  }
  const whole = { proxy, ...login };
  const wrapped = keychain?.wrap(JSON.stringify(whole));
  const kept = wrapped?.ok
    ? { format: FORMAT, protection: 'keychain', wrapped: Buffer.from(wrapped.value).toString('base64') }
    : { format: FORMAT, protection: 'none', login: whole };
  const bytes = new TextEncoder().encode(`${JSON.stringify(kept)}\n`);
  const written = await replaceAtomically({ file, bytes, verify: () => ok(undefined) });
  return written.ok ? written : stillNotWritten('the login of the proxy cannot be written', written);
}

/** What this proxy is told; null where nothing is kept for it, or the keychain does not give it back: it asks for it then. */
export async function readProxyLogin({ file, keychain }: Kept, proxy: string): Promise<ProxyLogin | null> {
  const kept = parseWith(fileSchema, await readJson(file));
  if (!kept.ok) return null;
  const login = kept.value.protection === 'none' ? kept.value.login : unwrapped(kept.value.wrapped, keychain);
  const parsed = parseWith(loginSchema, login);
  if (!parsed.ok || parsed.value.proxy !== proxy) return null;
  const told = parseProxyLogin(parsed.value.name, parsed.value.password);
  return told.ok ? told.value : null;
}

function unwrapped(wrapped: string, keychain: Keychain | null): unknown {
  const given = keychain?.unwrap(Buffer.from(wrapped, 'base64'));
  return given?.ok ? storedJson(given.value) : null;
}

/** Null for a file that is missing or no JSON. */
async function readJson(file: string): Promise<unknown> {
  try {
    return storedJson(await readFile(file, 'utf8'));
  } catch {
    return null;
  }
}

import type { CertificateView } from '../../contract/node.ts';
import { ok, type Result } from '../../core/result.ts';
import { parseProxyLogin, parseProxyUrl } from '../../core/way.ts';
import { wipeBytes } from '../../core/wipe.ts';
import type { Actor } from '../actor.ts';
import type { Station } from '../station.ts';
import { readAuthorities } from '../treasury/authorities.ts';
import { wayOf } from '../treasury/node-place.ts';
import { checkEvaluation } from '../treasury/opening-checks.ts';
import { treasuryPaths } from '../treasury/treasury-folder.ts';
import { goOnWith, type NodeParts, requirePolicyAdmin } from './go-on-with.ts';
import { keepProxyLogin } from './proxy-login.ts';

/**
 * What certificates a file has, for whoever decides whether they are trusted. Nothing is changed.
 * @returns refuses `officer-not-signed-in`, `role-missing` and `authority-*`
 */
export function lookAtCertificates(
  { effects }: Pick<Station, 'effects'>,
  actor: Actor,
  { pem }: { readonly pem: string },
): Result<{ readonly certificates: CertificateView[] }> {
  const admin = requirePolicyAdmin(actor);
  if (!admin.ok) return admin;
  const read = readAuthorities(pem, effects.now());
  return read.ok ? ok({ certificates: read.value.map(({ view }) => view) }) : read;
}

/**
 * From now on these certificates alone are trusted for this treasury's endpoints; null: the public authorities again.
 * @returns refuses `officer-not-signed-in`, `role-missing`, `authority-*` and `file-not-written`
 */
export async function changeCertificates(
  parts: NodeParts,
  actor: Actor,
  { pem }: { readonly pem: string | null },
): Promise<Result<void>> {
  const admin = requirePolicyAdmin(actor);
  if (!admin.ok) return admin;
  const read = pem === null ? ok([]) : readAuthorities(pem, parts.effects.now());
  if (!read.ok) return read;
  const authorities = read.value.map(({ base64 }) => base64);
  return goOnWith(parts, actor, { way: { ...wayOf(parts.treasury.file()), authorities } });
}

/** A proxy as somebody typed it. */
export interface TypedProxy {
  readonly url: string | null;
  readonly name: string | null;
  /** UTF-8; it is wiped. */
  readonly password: Uint8Array | null;
}

/**
 * Goes through this proxy from now on, wherever an endpoint is not of this computer; null: directly. Name and password stay at
 * this station; the journal says only that there are some.
 * @returns refuses `officer-not-signed-in`, `role-missing`, `proxy-url-malformed`, `proxy-login-malformed`,
 * `runtime-practice-only` for a proxy elsewhere on an evaluation runtime, and `file-not-written`
 */
export async function changeProxy(parts: NodeParts, actor: Actor, typed: TypedProxy): Promise<Result<void>> {
  const password = typed.password && new TextDecoder().decode(typed.password);
  wipeBytes(typed.password);
  const admin = requirePolicyAdmin(actor);
  if (!admin.ok) return admin;
  const { treasury, effects } = parts;
  const proxy = typed.url === null ? ok(null) : parseProxyUrl(typed.url);
  if (!proxy.ok) return proxy;
  const login = proxy.value === null ? ok(null) : parseProxyLogin(typed.name, password);
  if (!login.ok) return login;
  const may =
    effects.practiceOnly && proxy.value !== null
      ? checkEvaluation(treasury.network.id, [proxy.value])
      : ok(undefined);
  if (!may.ok) return may;
  const way = { ...wayOf(treasury.file()), proxy: proxy.value, login: login.value !== null };
  const kept = { file: treasuryPaths(treasury.folder).proxyLogin, keychain: effects.keychain };
  // Another password is written down as a change too, though the journal cannot say of what.
  const isNew = login.value !== null || wayOf(treasury.file()).login;
  const keep = () => keepProxyLogin(kept, proxy.value ?? '', login.value);
  return goOnWith(parts, actor, { way }, isNew ? keep : undefined);
}

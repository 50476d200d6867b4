import { type AppFiles, contentTypeOf, findAppFile } from './app-files.ts';
import { hardeningHeaders, noncePlaceholder } from './content-security-policy.ts';

export interface AppProtocol {
  readonly files: AppFiles;
  readonly readFile: (file: string) => Promise<Uint8Array>;
  /** A fresh nonce for each answer: 22 base64url characters. */
  readonly newNonce: () => string;
}

/** Answers one request of the `app:` scheme: a known file, or 404. No answer goes without the policy. */
export async function answerAppRequest(
  { files, readFile, newNonce }: AppProtocol,
  request: { readonly url: string; readonly method: string },
): Promise<Response> {
  const nonce = newNonce();
  const headers = hardeningHeaders(nonce);
  const found = request.method === 'GET' ? findAppFile(files, request.url) : null;
  const contentType = found === null ? null : contentTypeOf(found.name);
  if (found === null || contentType === null) {
    return new Response('Not found', {
      status: 404,
      headers: { ...headers, 'content-type': 'text/plain; charset=utf-8' },
    });
  }
  const bytes = await readFile(found.file);
  const body = found.name.endsWith('.html')
    ? new TextDecoder().decode(bytes).replaceAll(noncePlaceholder, nonce)
    : Uint8Array.from(bytes);
  return new Response(body, { status: 200, headers: { ...headers, 'content-type': contentType } });
}

import { type AppFiles, contentTypeOf, findAppFile } from './app-files.ts';
import { hardeningHeaders } from './content-security-policy.ts';

export interface AppProtocol {
  readonly files: AppFiles;
  readonly readFile: (file: string) => Promise<Uint8Array>;
}

/** Answers one request of the `app:` scheme: a known file, or 404. No answer goes without the policy. */
export async function answerAppRequest(
  { files, readFile }: AppProtocol,
  request: { readonly url: string; readonly method: string },
): Promise<Response> {
  const found = request.method === 'GET' ? findAppFile(files, request.url) : null;
  const contentType = found === null ? null : contentTypeOf(found.name);
  if (found === null || contentType === null) return answer(404, 'text/plain; charset=utf-8', 'Not found');
  return answer(200, contentType, new Uint8Array(await readFile(found.file)));
}

const answer = (status: number, contentType: string, body: string | Uint8Array<ArrayBuffer>): Response =>
  new Response(body, { status, headers: { ...hardeningHeaders, 'content-type': contentType } });

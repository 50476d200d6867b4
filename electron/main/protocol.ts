import { type AppFiles, contentTypeOf, findAppFile } from './app-files.ts';
import { hardeningHeaders } from './content-security-policy.ts';

export interface AppProtocol {
  readonly files: AppFiles;
  readonly readFile: (file: string) => Promise<Buffer>;
}

/** An answer of the `app:` scheme. No `Response`: loading its classes holds up a start (decision 62). */
export interface AppAnswer {
  readonly statusCode: 200 | 404;
  readonly headers: Record<string, string>;
  readonly data: Buffer;
}

/** Answers one request of the `app:` scheme: a known file, or 404. No answer goes without the policy. */
export async function answerAppRequest(
  { files, readFile }: AppProtocol,
  request: { readonly url: string; readonly method: string },
): Promise<AppAnswer> {
  const found = request.method === 'GET' ? findAppFile(files, request.url) : null;
  const contentType = found === null ? null : contentTypeOf(found.name);
  if (found === null || contentType === null)
    return answer(404, 'text/plain; charset=utf-8', Buffer.from('Not found'));
  return answer(200, contentType, await readFile(found.file));
}

const answer = (statusCode: AppAnswer['statusCode'], contentType: string, data: Buffer): AppAnswer => ({
  statusCode,
  headers: { ...hardeningHeaders, 'content-type': contentType },
  data,
});

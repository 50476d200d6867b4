import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type AppFiles, findAppFile, listAppFiles } from '../../../electron/main/app-files.ts';
import { hardeningHeaders } from '../../../electron/main/content-security-policy.ts';
import { answerAppRequest } from '../../../electron/main/protocol.ts';

let top: string;
let files: AppFiles;
const readFile = async (file: string) => Buffer.from(`content of ${path.basename(file)}`);

beforeAll(() => {
  top = mkdtempSync(path.join(tmpdir(), 'sallyport-files-'));
  const root = path.join(top, 'renderer');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  for (const name of [
    'index.html',
    'icon.svg',
    'assets/index-a1.js',
    'assets/index-a1.css',
    'assets/inter.woff2',
  ])
    writeFileSync(path.join(root, name), name);
  writeFileSync(path.join(root, 'assets', 'index-a1.js.map'), '{}');
  writeFileSync(path.join(top, 'secret.html'), 'outside');
  symlinkSync(path.join(top, 'secret.html'), path.join(root, 'linked.html'));
  symlinkSync(top, path.join(root, 'up'));
  files = listAppFiles(root);
});
afterAll(() => rmSync(top, { recursive: true, force: true }));

describe('what the app scheme serves', () => {
  test('known files of known kinds, no source maps and nothing behind links', () => {
    expect([...files.keys()].sort()).toEqual([
      'assets/index-a1.css',
      'assets/index-a1.js',
      'assets/inter.woff2',
      'icon.svg',
      'index.html',
    ]);
  });

  test.each([
    ['index.html', 'text/html; charset=utf-8'],
    ['assets/index-a1.js', 'text/javascript; charset=utf-8'],
    ['assets/index-a1.css', 'text/css; charset=utf-8'],
    ['assets/inter.woff2', 'font/woff2'],
    ['icon.svg', 'image/svg+xml'],
  ])('%s as %s under the whole policy', async (name, contentType) => {
    const answer = await answerAppRequest(
      { files, readFile },
      { url: `app://sallyport/${name}`, method: 'GET' },
    );
    expect(answer.statusCode).toBe(200);
    expect(answer.headers).toEqual({ ...hardeningHeaders, 'content-type': contentType });
    expect(answer.data.toString()).toBe(`content of ${path.basename(name)}`);
  });
});

describe('what the app scheme answers with 404, under the same policy', () => {
  const attacks = [
    ['a way up', 'app://sallyport/../secret.html'],
    ['a way up and back', 'app://sallyport/assets/../index.html'],
    ['an escaped way up', 'app://sallyport/%2e%2e/secret.html'],
    ['an escaped slash', 'app://sallyport/assets%2findex-a1.js'],
    ['a twice escaped way up', 'app://sallyport/%252e%252e/secret.html'],
    ['an escaped letter', 'app://sallyport/%69ndex.html'],
    ['an absolute path', 'app://sallyport//etc/passwd'],
    ['a drive', 'app://sallyport/C:/Windows/win.ini'],
    ['NUL', 'app://sallyport/index.html\0.png'],
    ['an escaped NUL', 'app://sallyport/index.html%00'],
    ['a backslash', 'app://sallyport/assets\\index-a1.js'],
    ['an escaped backslash', 'app://sallyport/..%5csecret.html'],
    ['an unknown file', 'app://sallyport/other.html'],
    ['a link out of the folder', 'app://sallyport/linked.html'],
    ['a folder behind a link', 'app://sallyport/up/secret.html'],
    ['a source map', 'app://sallyport/assets/index-a1.js.map'],
    ['the folder itself', 'app://sallyport/'],
    ['no path', 'app://sallyport'],
    ['a query', 'app://sallyport/index.html?x=1'],
    ['a hidden file', 'app://sallyport/.env'],
    ['another host', 'app://sallyport.evil/index.html'],
    ['a host inside the user part', 'app://sallyport@evil/index.html'],
    ['a port', 'app://sallyport:1/index.html'],
    ['another scheme', 'file:///etc/passwd'],
    ['an object method', 'app://sallyport/constructor'],
  ] as const;

  test.each(attacks)('%s', async (_name, url) => {
    expect(findAppFile(files, url)).toBeNull();
    const answer = await answerAppRequest({ files, readFile }, { url, method: 'GET' });
    expect(answer.statusCode).toBe(404);
    expect(answer.data.toString()).toBe('Not found');
    expect(answer.headers).toEqual({
      ...hardeningHeaders,
      'content-type': 'text/plain; charset=utf-8',
    });
  });

  test.each(['POST', 'PUT', 'DELETE', 'HEAD', 'OPTIONS'])('the method %s', async (method) => {
    const answer = await answerAppRequest({ files, readFile }, { url: 'app://sallyport/index.html', method });
    expect(answer.statusCode).toBe(404);
  });
});

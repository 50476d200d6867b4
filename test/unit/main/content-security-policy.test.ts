import { expect, test } from 'vitest';
import { contentSecurityPolicy, hardeningHeaders } from '../../../electron/main/content-security-policy.ts';

test('the policy, word by word', () => {
  expect(contentSecurityPolicy.split('; ')).toEqual([
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    "trusted-types 'none'",
  ]);
});

test('nothing in it is unsafe, remote or a wildcard', () => {
  expect(contentSecurityPolicy).not.toMatch(/unsafe|https?:|\*|blob:|nonce|sha\d/);
});

test('the other headers', () => {
  expect(hardeningHeaders).toMatchObject({
    'content-security-policy': contentSecurityPolicy,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-resource-policy': 'same-origin',
    'cache-control': 'no-store',
  });
});

test('no feature of a browser is allowed but the camera, to the console itself', () => {
  const features = (hardeningHeaders['permissions-policy'] ?? '').split(', ');
  expect(features.filter((feature) => !feature.endsWith('=()'))).toEqual(['camera=(self)']);
  expect(features).toContain('microphone=()');
});

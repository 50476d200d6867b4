/** What `renderer/index.html` carries where the nonce of a load belongs; replaced in each answer. */
export const noncePlaceholder = '__SALLYPORT_STYLE_NONCE__';

/** 128 bits in base64url without padding. */
export const noncePattern = /^[A-Za-z0-9_-]{22}$/;

/**
 * The policy of one load. Styles of Mantine need a nonce and trusted types one named policy that passes text without
 * markup; why, and what that leaves closed, is decision 0002.
 *
 * @throws where the nonce is not 22 base64url characters, as it would then be text inside the policy
 */
export function contentSecurityPolicy(nonce: string): string {
  if (!noncePattern.test(nonce)) throw new Error('nonce: expected 22 base64url characters');
  return [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'self' 'nonce-${nonce}'`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'none'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
    "object-src 'none'",
    "require-trusted-types-for 'script'",
    'trusted-types default',
  ].join('; ');
}

/** Every header of every answer but its content type. */
export function hardeningHeaders(nonce: string): Readonly<Record<string, string>> {
  return {
    'content-security-policy': contentSecurityPolicy(nonce),
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cross-origin-embedder-policy': 'require-corp',
    'cross-origin-resource-policy': 'same-origin',
    'permissions-policy':
      'camera=(), microphone=(), geolocation=(), display-capture=(), usb=(), serial=(), hid=(), bluetooth=(), clipboard-read=(), clipboard-write=()',
    'cache-control': 'no-store',
  };
}

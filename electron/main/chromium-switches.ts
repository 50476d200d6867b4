/**
 * Switches for the browser inside. It has nothing to look up and nobody to tell: names resolve to nothing, and no
 * background service starts. Node's own network, which talks to a network's nodes, is not touched by them.
 */
export const chromiumSwitches: readonly (readonly [name: string, value?: string])[] = [
  ['host-resolver-rules', 'MAP * ~NOTFOUND'],
  ['disable-background-networking'],
  ['disable-domain-reliability'],
  ['disable-breakpad'],
  ['no-pings'],
];

const unsafeForPackages = [
  'remote-debugging-port',
  'remote-debugging-pipe',
  'remote-allow-origins',
  'inspect',
  'inspect-brk',
  'js-flags',
  'load-extension',
  'disable-web-security',
  'no-sandbox',
  // A file or a test picture in place of what a camera sees, and nobody asked about it.
  'use-fake-device-for-media-stream',
  'use-file-for-fake-video-capture',
  'use-fake-ui-for-media-stream',
];

/**
 * The switches on the command line that would open a packaged console to whoever wrote them, or have it see what is not
 * there; where there is one, the package does not start. An unpackaged run is a developer's and takes all.
 */
export const unsafeSwitches = (packaged: boolean, hasSwitch: (name: string) => boolean): readonly string[] =>
  packaged ? unsafeForPackages.filter(hasSwitch) : [];

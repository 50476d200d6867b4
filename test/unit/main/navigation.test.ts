import { expect, test } from 'vitest';
import { holdAllInPlace } from '../../../electron/main/navigation.ts';

/** An app that makes one page and keeps what was set on it. */
function onePage() {
  const opened: string[] = [];
  const handlers = new Map<string, (event: { preventDefault(): void }) => void>();
  let openWindow: ((details: { url: string }) => unknown) | null = null;
  const contents = {
    on: (event: string, handler: (event: { preventDefault(): void }) => void) => handlers.set(event, handler),
    setWindowOpenHandler: (handler: (details: { url: string }) => unknown) => {
      openWindow = handler;
    },
  };
  const app = {
    on(event: string, handler: (event: unknown, contents: unknown) => void) {
      expect(event).toBe('web-contents-created');
      handler({}, contents);
    },
  };
  holdAllInPlace(app as unknown as Parameters<typeof holdAllInPlace>[0], (url) => opened.push(url));
  return { handlers, opened, open: (url: string) => openWindow!({ url }) };
}

test.each(['will-navigate', 'will-frame-navigate', 'will-redirect', 'will-attach-webview'])(
  '%s is prevented on every page',
  (event) => {
    const { handlers } = onePage();
    let prevented = 0;
    handlers.get(event)!({ preventDefault: () => (prevented += 1) });
    expect(prevented).toBe(1);
  },
);

test('window.open makes no window and offers its link to the list of outside links', () => {
  const { open, opened } = onePage();
  expect(open('https://docs.iota.org/')).toEqual({ action: 'deny' });
  expect(open('app://sallyport/index.html')).toEqual({ action: 'deny' });
  expect(opened).toEqual(['https://docs.iota.org/', 'app://sallyport/index.html']);
});

import { expect, test } from '@playwright/test';
import { contentSecurityPolicy } from '../../electron/main/content-security-policy.ts';
import { type LaunchedConsole, launchConsole, needElectron } from './support/launch.ts';

needElectron();

let console: LaunchedConsole;
test.beforeAll(async () => {
  console = await launchConsole();
});
test.afterAll(async () => {
  await console?.close();
});

/**
 * Runs code in the page as the page itself would: what a debugger evaluates is exempt from the policy, what a timer
 * calls is not. Answers the name of the error, or `ran`.
 */
const attempt = (
  code: 'eval' | 'function' | 'timer' | 'fetch' | 'socket' | 'beacon' | 'markup' | 'policy' | 'script-url',
) =>
  console.page.evaluate(
    (kind) =>
      new Promise<string>((resolve) => {
        const attempts: Record<string, () => unknown> = {
          eval: () => (Reflect.get(globalThis, 'eval') as (code: string) => unknown)('1'),
          function: () => new Function('return 1')(),
          timer: () => setTimeout('window.ranFromText = true' as unknown as () => void, 0),
          fetch: () => fetch('app://sallyport/index.html'),
          socket: () =>
            new Promise((opened, failed) => {
              const socket = new WebSocket('ws://127.0.0.1:9/');
              socket.onopen = opened;
              socket.onerror = () => failed(new TypeError('refused'));
            }),
          beacon: () => navigator.sendBeacon('https://example.org/', 'x'),
          markup: () => {
            document.createElement('div').innerHTML = '<img src=x>';
          },
          policy: () =>
            (
              window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): unknown } }
            ).trustedTypes.createPolicy('default', { createHTML: (text: string) => text }),
          'script-url': () => {
            document.createElement('script').src = 'https://example.org/x.js';
          },
        };
        setTimeout(() => {
          Promise.resolve()
            .then(attempts[kind])
            .then(
              (value) => resolve(value === false ? 'false' : 'ran'),
              (error: Error) => resolve(error.name),
            );
        }, 0);
      }),
    code,
  );

test('the console starts on its own page without a violation of its policy', async () => {
  expect(console.page.url()).toBe('app://sallyport/index.html');
  expect(await console.page.title()).toBe('Sallyport');
  expect(console.pageErrors).toEqual([]);
});

test('the policy is on the page, on its files and on every 404', async () => {
  const policies = await console.app.evaluate(async ({ session }) => {
    const urls = ['app://sallyport/index.html', 'app://sallyport/icon.png', 'app://sallyport/none'];
    const answers = await Promise.all(urls.map((url) => session.defaultSession.fetch(url)));
    return answers.map((answer) => [answer.status, answer.headers.get('content-security-policy')]);
  });
  expect(policies).toEqual([
    [200, contentSecurityPolicy],
    [200, contentSecurityPolicy],
    [404, contentSecurityPolicy],
  ]);
});

for (const [kind, outcome] of [
  ['eval', 'EvalError'],
  ['function', 'EvalError'],
  ['timer', 'TypeError'],
  ['fetch', 'TypeError'],
  ['socket', 'TypeError'],
  ['markup', 'TypeError'],
  ['policy', 'TypeError'],
  ['script-url', 'TypeError'],
] as const) {
  test(`code of the page that tries ${kind} is refused`, async () => {
    expect(await attempt(kind)).toBe(outcome);
  });
}

test('inline scripts, inline styles and foreign images do nothing', async () => {
  const seen = await console.page.evaluate(async () => {
    const violations: string[] = [];
    const all = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        violations.push(event.effectiveDirective);
        if (['frame-src', 'img-src', 'style-src-elem'].every((one) => violations.includes(one))) resolve();
      });
    });
    const style = document.createElement('style');
    style.textContent = 'body { outline: 7px solid red }';
    document.head.append(style);
    const image = document.createElement('img');
    image.src = 'https://example.org/pixel.png';
    document.body.append(image);
    const frame = document.createElement('iframe');
    frame.src = 'https://example.org/';
    document.body.append(frame);
    const attribute = document.createElement('div');
    try {
      attribute.setAttribute('onclick', 'window.ranInline = true');
    } catch {
      violations.push('trusted-types');
    }
    document.body.append(attribute);
    attribute.click();
    await all;
    const outline = getComputedStyle(document.body).outlineWidth;
    const ran = 'ranInline' in window;
    for (const element of [style, image, frame, attribute]) element.remove();
    return { violations: [...new Set(violations)].sort(), outline, ran };
  });
  expect(seen.ran).toBe(false);
  expect(seen.outline).not.toBe('7px');
  expect(seen.violations).toEqual(expect.arrayContaining(['frame-src', 'img-src', 'style-src-elem']));
});

test('the window holds the bridge and nothing else of ours or of Node', async () => {
  const bare = await console.app.evaluate(async ({ BrowserWindow }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { sandbox: true } });
    await window.loadURL('app://sallyport/none').catch(() => undefined);
    const names: string[] = await window.webContents.executeJavaScript('Object.getOwnPropertyNames(window)');
    window.destroy();
    return names;
  });
  const own = await console.page.evaluate(() => Object.getOwnPropertyNames(window));
  const added = own.filter((name) => !bare.includes(name));
  expect(added.filter((name) => !/^\d+$/.test(name))).toEqual(['sallyport']);
  for (const name of ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'])
    expect(own).not.toContain(name);
});

test('the bridge is frozen', async () => {
  const seen = await console.page.evaluate(() => {
    const bridge = window.sallyport as unknown as Record<string, unknown>;
    const tries = [
      () => Object.assign(bridge, { call: 1 }),
      () => Object.assign(bridge, { more: 1 }),
      () => Object.defineProperty(window, 'sallyport', { value: 1 }),
      () => Object.setPrototypeOf(bridge, { more: 1 }),
    ];
    const outcomes = tries.map((each) => {
      try {
        each();
        return 'did';
      } catch (error) {
        return (error as Error).name;
      }
    });
    return { outcomes, frozen: Object.isFrozen(bridge), keys: Object.keys(bridge).sort() };
  });
  expect(seen).toEqual({
    outcomes: ['TypeError', 'TypeError', 'TypeError', 'TypeError'],
    frozen: true,
    keys: ['call', 'onChange', 'onPlace'],
  });
});

test('the bridge answers the contract and refuses every other name and form', async () => {
  const call = (channel: string, input: unknown) =>
    console.page.evaluate(
      ([name, value]) =>
        (window.sallyport.call as (channel: unknown, input: unknown) => Promise<unknown>)(name, value),
      [channel, input] as const,
    );
  expect(await call('app.read', { as: null })).toMatchObject({ ok: true, value: { version: '0.1.0' } });
  expect(await call('app.read', { as: null, more: 1 })).toMatchObject({ ok: false, code: 'input-malformed' });
  expect(await call('electron-store-get-data', {})).toMatchObject({ ok: false, code: 'input-malformed' });
  expect(await call('__proto__', {})).toMatchObject({ ok: false, code: 'input-malformed' });
});

test('a page of another origin that got hold of the bridge is refused', async () => {
  const answer = await console.app.evaluate(async ({ app, BrowserWindow }) => {
    const preload = `${app.getAppPath()}/out/preload/index.cjs`;
    const window = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await window.loadURL('about:blank');
    const reply: unknown = await window.webContents.executeJavaScript('sallyport.call("station.lock", {})');
    window.destroy();
    return reply;
  });
  expect(answer).toMatchObject({ ok: false, code: 'input-malformed' });
});

const goTo = (target: string) =>
  console.page
    .evaluate((url) => {
      location.href = url;
    }, target)
    .catch(() => undefined);

for (const target of [
  'https://example.org/',
  'file:///etc/hosts',
  'app://sallyport/none',
  'data:text/html,x',
]) {
  test(`the page cannot leave its place for ${target}`, async () => {
    await goTo(target);
    // No event tells that a page stayed: a navigation that were let through gets the time to begin.
    await console.page.waitForTimeout(200);
    expect(console.page.url()).toBe('app://sallyport/index.html');
  });
}

test('a page that went blank, which no event prevents, is brought back', async () => {
  await console.page.evaluate(() => Object.assign(window, { before: true }));
  await goTo('about:blank');
  const look = () =>
    console.page
      .evaluate(() => [location.href, 'before' in window, typeof window.sallyport.call])
      .catch(() => null);
  await expect.poll(look).toEqual(['app://sallyport/index.html', false, 'function']);
});

test('window.open makes no window, and only a listed page reaches the system', async () => {
  await console.app.evaluate(({ shell }) => {
    const opened: string[] = [];
    Object.assign(globalThis, { openedLinks: opened });
    shell.openExternal = async (link) => {
      opened.push(link);
    };
  });
  const results = await console.page.evaluate(() =>
    [
      'https://docs.iota.org/about?balance=1000000',
      'https://docs.iota.org/about',
      'https://example.org/',
      'https://docs.iota.org.example/',
      'file:///etc/passwd',
      'app://sallyport/index.html',
      'https://docs.iota.org/',
    ].map((link) => window.open(link) === null),
  );
  expect(results).toEqual([true, true, true, true, true, true, true]);
  // Links are judged in their order, so that with the last one all have been.
  const opened = () =>
    console.app.evaluate(() => (globalThis as unknown as { openedLinks: string[] }).openedLinks);
  await expect.poll(async () => (await opened()).at(-1)).toBe('https://docs.iota.org/');
  expect(await opened()).toEqual(['https://docs.iota.org/']);
  expect(console.app.windows()).toHaveLength(1);
});

test('no path but those of the bundle is served, and the browser has no network', async () => {
  const outcomes = await console.app.evaluate(async ({ session }) => {
    const urls = [
      'app://sallyport/../main/index.js',
      'app://sallyport/%2e%2e/main/index.js',
      'app://sallyport/..%2fmain%2findex.js',
      'app://sallyport/..%5cmain%5cindex.js',
      'app://sallyport//etc/passwd',
      'app://sallyport/index.html%00',
      'app://sallyport/assets/',
      'app://sallyport/',
      'app://other/index.html',
      'https://example.org/',
      'http://127.0.0.1:9/',
    ];
    const outcome = async (url: string) => {
      try {
        return (await session.defaultSession.fetch(url)).status;
      } catch (error) {
        return (error as Error).message;
      }
    };
    return Promise.all(urls.map(outcome));
  });
  expect(outcomes.slice(0, 8)).toEqual(Array(8).fill(404));
  for (const outcome of outcomes.slice(8)) expect(outcome).toContain('ERR_BLOCKED_BY_CLIENT');
});

test('permissions are denied', async () => {
  const states = await console.page.evaluate(async () => {
    const camera = await navigator.mediaDevices.getUserMedia({ video: true }).then(
      () => 'granted',
      (error: Error) => error.name,
    );
    const clipboard = await navigator.clipboard.readText().then(
      () => 'granted',
      (error: Error) => error.name,
    );
    return { camera, clipboard, notifications: await Notification.requestPermission() };
  });
  expect(states.camera).not.toBe('granted');
  expect(states.clipboard).not.toBe('granted');
  expect(states.notifications).toBe('denied');
});

test('with the scan screen open the way to a camera is free, and to a microphone it is not', async () => {
  const outcome = await console.page.evaluate(async () => {
    const ask = (wanted: MediaStreamConstraints) =>
      navigator.mediaDevices.getUserMedia(wanted).then(
        () => 'granted',
        (error: Error) => error.name,
      );
    await window.sallyport.call('camera.open', {});
    const open = [
      await ask({ video: true }),
      await ask({ audio: true }),
      await ask({ video: true, audio: true }),
    ];
    await window.sallyport.call('camera.close', {});
    return { open, closed: await ask({ video: true }) };
  });
  // No machine of tests has a camera: what is let through does not find one.
  expect(outcome.open[0]).toMatch(/^(?:granted|NotFoundError)$/);
  expect(outcome.open.slice(1)).not.toContain('granted');
  expect(outcome.closed).not.toBe('granted');
});

test('a second start brings the first to the front and ends', async () => {
  await expect(launchConsole({ userData: console.userData })).rejects.toThrow();
  expect(console.app.windows()).toHaveLength(1);
});

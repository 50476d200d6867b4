import type { Page } from '@playwright/test';
import { SEARCH_WAITS_MS } from '../../renderer/state/list-view.ts';
import { listTexts } from '../../renderer/texts/list-texts.ts';
import { texts } from '../../renderer/texts/texts.ts';
import { Desk } from '../e2e/support/desk.ts';
import { writeIdleLock } from '../e2e/support/idle-settings.ts';
import { type LaunchedConsole, launchConsole } from '../e2e/support/launch.ts';
import { signInByCall } from '../e2e/support/sign-in-by-call.ts';
import { type PreparedTreasury, prepareTreasury } from '../e2e/support/treasury.ts';
import { fillLargeBooks } from '../support/large-books.ts';
import { type BenchRow, milliseconds, ms } from './measure.ts';
import type { BenchOptions } from './options.ts';
import { withElectron } from './with-electron.ts';

const ROWS = 100_000;
const MOST_TIMES = 1.5;
/** No two begin alike: no answer is there from the key before. */
const SEARCHES = ['1042', '2424', '3987', '4242', '5001', '6750', '7777', '8123', '9990'];

interface List {
  readonly name: string;
  readonly screen: string;
  readonly search: string;
  /** The filter that is gone through key by key, with so many keys in each of so many orders. */
  readonly filter: string;
  readonly orders: number;
  readonly keys: number;
}

const lists: readonly List[] = [
  {
    name: 'accounts',
    screen: texts.accounts.title,
    search: texts.accounts.search,
    filter: listTexts.when,
    orders: 6,
    keys: 3,
  },
  {
    name: 'deposits',
    screen: texts.deposits.title,
    search: texts.deposits.search,
    filter: listTexts.when,
    orders: 6,
    keys: 3,
  },
  {
    name: 'withdrawals',
    screen: texts.withdrawals.title,
    search: texts.withdrawals.search,
    filter: listTexts.state,
    orders: 3,
    keys: 8,
  },
  {
    name: 'journal',
    screen: texts.journal.title,
    search: texts.journal.search,
    filter: listTexts.kind,
    orders: 1,
    keys: 30,
  },
];

/** How long from a key to the frame that shows its answer, in lists of 100 000 rows and in empty ones. */
export function benchKeyToPaint({ log }: BenchOptions): Promise<BenchRow[]> {
  return withElectron('key-to-paint', async () => {
    const prepared: PreparedTreasury[] = [];
    try {
      const [empty, full] = [await prepareTreasury(), await prepareTreasury()];
      prepared.push(empty, full);
      log('filling the books ...');
      const size = { accounts: ROWS, addresses: ROWS, deposits: ROWS, movements: ROWS };
      await fillLargeBooks(full.folder, { ...size, open: 0, entries: 4 * ROWS });
      return await measureKeys(empty, full);
    } finally {
      for (const each of prepared) await each.remove();
    }
  });
}

type Place = Pick<PreparedTreasury, 'folder' | 'userData'>;

/** Both desks run at once and take turns, list by list: whatever else the machine does burdens both. */
export async function measureKeys(empty: Place, full: Place): Promise<BenchRow[]> {
  const launched: LaunchedConsole[] = [];
  try {
    for (const { folder: treasury, userData } of [empty, full]) {
      writeIdleLock(userData, 3600);
      launched.push(await launchConsole({ treasury, userData }));
    }
    const desks = launched.map(({ page }) => new Desk(page));
    for (const { page } of desks) await signInByCall(page, 'Ben Okafor');
    for (const { page } of desks) await booksChecked(page);
    const rows: BenchRow[] = [];
    for (const list of lists) {
      const took: Took[] = [];
      for (const desk of desks) took.push(await inList(desk, list));
      rows.push(...rowsOf(list.name, took[0]!, took[1]!));
    }
    return rows;
  } finally {
    for (const each of launched) await each.close();
  }
}

/** After an opening the books are checked once, beside the work; what that costs `event-loops` measures. */
const booksChecked = (page: Page): Promise<void> =>
  page.evaluate(async () => {
    const isChecking = async () => {
      const read = await window.sallyport.call('app.read', { as: null });
      return read.ok && read.value.treasury?.books.state === 'checking';
    };
    await new Promise<void>((resolve) => {
      const stop = window.sallyport.onChange(look);
      async function look() {
        if (await isChecking()) return;
        stop();
        resolve();
      }
      void look();
    });
  });

interface Took {
  readonly search: readonly number[];
  readonly filter: readonly number[];
}

async function inList(desk: Desk, list: List): Promise<Took> {
  const { page } = desk;
  await page.bringToFront();
  await desk.go(list.screen);
  await page.locator('.list[data-of]').waitFor();
  const search: number[] = [];
  const field = page.getByLabel(list.search);
  for (const letters of SEARCHES) {
    await field.focus();
    for (const letter of letters) search.push(await answered(page, () => page.keyboard.press(letter)));
    await answered(page, () => page.keyboard.press('Escape'));
  }
  await desk.button(listTexts.filter).click();
  const sort = page.getByLabel(listTexts.sort);
  const select = page.getByLabel(list.filter, { exact: true });
  const filter: number[] = [];
  for (let order = 0; order < list.orders; order++) {
    if (order > 0) {
      await answered(page, () => select.selectOption({ index: 0 }));
      await answered(page, () => sort.selectOption({ index: order }));
    }
    await select.focus();
    for (let key = 0; key < list.keys; key++) {
      filter.push(await answered(page, () => page.keyboard.press('ArrowDown')));
    }
  }
  await page.keyboard.press('Escape');
  return { search, filter };
}

type Watching = Window & { painted?: Promise<number> };

/** Milliseconds from the key press to the end of the frame in which the list is the answer to it, by the page's clock. */
async function answered(page: Page, act: () => Promise<unknown>): Promise<number> {
  await page.evaluate(() => {
    const list = document.querySelector('.list');
    if (list === null) throw new Error('expected a list on the screen');
    const before = list.getAttribute('data-of');
    (window as Watching).painted = new Promise((resolve) => {
      let pressed = 0;
      for (const type of ['keydown', 'input']) {
        const note = ({ timeStamp }: Event) => {
          pressed ||= timeStamp;
        };
        window.addEventListener(type, note, { capture: true, once: true });
      }
      const observer = new MutationObserver(() => {
        if (list.getAttribute('data-of') === before) return;
        observer.disconnect();
        requestAnimationFrame(() => {
          // A task of its own comes after the frame is laid out and painted.
          const { port1, port2 } = new MessageChannel();
          port1.onmessage = () => resolve(performance.now() - pressed);
          port2.postMessage(null);
        });
      });
      observer.observe(list, { attributes: true, attributeFilter: ['data-of'] });
    });
  });
  await act();
  return page.evaluate(() => (window as Watching).painted ?? Number.NaN);
}

function rowsOf(name: string, empty: Took, full: Took): BenchRow[] {
  return (['search', 'filter'] as const).map((what) => {
    const [ours, theirs] = [p95(full[what]), p95(empty[what])];
    const ratio = ours / theirs;
    const waits = what === 'search' ? `, ${SEARCH_WAITS_MS} ms of both the wait for more letters` : '';
    return {
      what: `${name}: from a key to the frame that shows its answer, ${what}`,
      measured: `p95 of ${full[what].length} keys ${milliseconds(ours)}, in an empty treasury ${milliseconds(theirs)}: ${ratio.toFixed(2)}x${waits}`,
      target: `at most ${MOST_TIMES}x`,
      measures: [
        { name: `key-to-paint.${name}.${what}`, value: ratio, unit: 'x', target: { atMost: MOST_TIMES } },
        ms(`key-to-paint.${name}.${what}-full`, ours),
        ms(`key-to-paint.${name}.${what}-empty`, theirs),
      ],
    };
  });
}

/** The smallest value that 95 of 100 are not above. */
function p95(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.ceil(values.length * 0.95) - 1] ?? Number.NaN;
}

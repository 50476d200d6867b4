import type { OfficialLibrary } from '../../electron/official/library.ts';
import { type FakeLibrary, fakeLibrary } from './fake-library.ts';
import { temporaryFolder } from './treasury-fixture.ts';

/** A library that is decided on when the addresses of the treasury are known. */
export interface LibraryLater {
  readonly official: OfficialLibrary;
  put(fake: FakeLibrary): Promise<void>;
}

export function libraryLater(): LibraryLater {
  let library: OfficialLibrary | null = null;
  const there = (): OfficialLibrary => {
    if (library === null) throw new Error('no library was put yet');
    return library;
  };
  return {
    official: {
      folder: '',
      look: () => there().look(),
      addresses: (question) => there().addresses(question),
      end: () => library?.end(),
    },
    async put(fake) {
      library = fakeLibrary(await temporaryFolder(), fake);
    },
  };
}

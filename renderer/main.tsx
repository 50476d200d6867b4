import './state/ask-first.ts';
import { createRoot } from 'react-dom/client';
import './styles/index.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { App } from './shell/app.tsx';
import { firstAnswer } from './state/ask-first.ts';
import { listenForChanges } from './state/changes.ts';
import { listenForPlaces } from './state/navigation.ts';
import { noteFaults } from './state/note-faults.ts';
import { queries } from './state/queries.ts';
import { adoptTheme } from './styles/adopt-theme.ts';

adoptTheme();
listenForChanges();
listenForPlaces();
noteFaults();
const root = document.getElementById('root');
if (root === null) throw new Error('expected a place for the page');
// An answer that is here by now is in the first picture; one that is not is not waited for.
void Promise.race([firstAnswer, new Promise<null>((resolve) => setTimeout(resolve, 0, null))]).then(
  (answer) => {
    if (answer?.ok) queries.setQueryData(['app.read', { as: null }], answer.value);
    createRoot(root).render(
      <QueryClientProvider client={queries}>
        <App />
      </QueryClientProvider>,
    );
  },
);

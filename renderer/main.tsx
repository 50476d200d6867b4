import { createRoot } from 'react-dom/client';
import './styles/index.ts';
import { QueryClientProvider } from '@tanstack/react-query';
import { App } from './shell/app.tsx';
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
createRoot(root).render(
  <QueryClientProvider client={queries}>
    <App />
  </QueryClientProvider>,
);

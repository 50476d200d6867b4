import { createRoot } from 'react-dom/client';
import './styles/index.ts';
import { App } from './shell/app.tsx';
import { listenForChanges } from './state/changes.ts';
import { adoptTheme } from './styles/adopt-theme.ts';

adoptTheme();
listenForChanges();
createRoot(document.getElementById('root')!).render(<App />);

import { createSpotlight } from '@mantine/spotlight';

/** The window that finds anything (Ctrl+K): its state, and what opens it. */
export const [finderState, finder] = createSpotlight();

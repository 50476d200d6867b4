/** The pictures in `docs/images`, all of them: `npm run draw-pictures` takes each anew, and pages name no other. */
export const documentPictures = ['withdrawal', 'dashboard', 'node-down'] as const;
export type DocumentPicture = (typeof documentPictures)[number];

/** A text of a file as it may be shown: signs that would steer the terminal or hide something are taken out. */
export const shownText = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '?');

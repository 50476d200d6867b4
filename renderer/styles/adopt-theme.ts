import {
  convertCssVariables,
  DEFAULT_THEME,
  defaultCssVariablesResolver,
  mergeMantineTheme,
} from '@mantine/core';
import { theme, themeOverrides } from './theme.ts';

/** The theme's variables as a style sheet's text, for both schemes. */
export function themeSheetText(): string {
  const merged = mergeMantineTheme(DEFAULT_THEME, theme);
  const base = defaultCssVariablesResolver(merged);
  const own = themeOverrides(merged);
  return convertCssVariables(
    {
      variables: { ...base.variables, ...own.variables },
      light: { ...base.light, ...own.light },
      dark: { ...base.dark, ...own.dark },
    },
    ':root',
  );
}

/**
 * Gives the page the theme's variables. Mantine would write a `<style>` element through `innerHTML`, which the content
 * security policy and trusted types both refuse; a constructed sheet is neither markup nor inline style.
 */
export function adoptTheme(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(themeSheetText());
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from '@mantine/core';

const harbor: MantineColorsTuple = [
  '#e6f3f6',
  '#cde5eb',
  '#9dcbd7',
  '#6ab0c2',
  '#4399af',
  '#2889a1',
  '#157d96',
  '#0a6d84',
  '#015c71',
  '#004b5d',
];
const red: MantineColorsTuple = [
  '#fdeceb',
  '#f9d5d3',
  '#f2aaa6',
  '#ea7d77',
  '#e0564f',
  '#d23b33',
  '#b3261e',
  '#9c1f18',
  '#851913',
  '#6d130e',
];
const dark: MantineColorsTuple = [
  '#dce2e8',
  '#bcc5ce',
  '#98a4b0',
  '#6f7d8a',
  '#3c4854',
  '#29323c',
  '#1b232b',
  '#151b22',
  '#0e1318',
  '#090c10',
];
const gray: MantineColorsTuple = [
  '#f6f8f9',
  '#eef1f4',
  '#e3e8ec',
  '#d5dbe1',
  '#c3cad2',
  '#98a3ae',
  '#55626f',
  '#414d59',
  '#2b3640',
  '#16202a',
];

/** Calm and dense: 13 px base, deep teal for what acts, colour elsewhere only where it says something. */
export const theme = createTheme({
  primaryColor: 'harbor',
  primaryShade: { light: 8, dark: 6 },
  colors: { harbor, red, dark, gray },
  black: '#16202a',
  fontFamily: "'Inter Variable', system-ui, sans-serif",
  fontFamilyMonospace: "'JetBrains Mono Variable', ui-monospace, monospace",
  fontSizes: { xs: '12px', sm: '13px', md: '14px', lg: '16px', xl: '20px' },
  spacing: { xs: '6px', sm: '10px', md: '14px', lg: '20px', xl: '28px' },
  defaultRadius: 'sm',
  radius: { xs: '3px', sm: '5px', md: '8px', lg: '12px', xl: '16px' },
  headings: { fontWeight: '620', fontFamily: "'Inter Variable', system-ui, sans-serif" },
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    Button: { defaultProps: { size: 'xs' } },
    // A menu is in the part that it was opened from, and has nothing among its items but items.
    Menu: { defaultProps: { withinPortal: false, withInitialFocusPlaceholder: false } },
    ActionIcon: { defaultProps: { variant: 'subtle', color: 'gray' } },
    Modal: {
      defaultProps: {
        lockScroll: false,
        centered: true,
        size: 480,
        radius: 'md',
        transitionProps: { duration: 120, transition: 'fade' },
        overlayProps: { backgroundOpacity: 0.5 },
      },
    },
    Tooltip: { defaultProps: { openDelay: 350, withArrow: true, multiline: true, maw: 320 } },
    Select: { defaultProps: { checkIconPosition: 'right', allowDeselect: false } },
  },
});

/** What Mantine's own resolver leaves below WCAG AA, and the surfaces of the two schemes. */
export const themeOverrides: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-placeholder': '#66727f',
    '--mantine-color-dimmed': '#55626f',
    '--mantine-color-body': '#ffffff',
    '--mantine-color-disabled-color': '#66727f',
  },
  dark: {
    '--mantine-color-error': '#ff8f87',
    '--mantine-color-placeholder': '#8a97a3',
    '--mantine-color-dimmed': '#98a4b0',
    '--mantine-color-body': '#151b22',
    '--mantine-color-anchor': '#6ac4d6',
    '--mantine-color-disabled-color': '#8a97a3',
    '--mantine-color-red-light-color': '#ff958d',
    '--mantine-color-harbor-light': '#17333c',
    '--mantine-color-harbor-light-hover': '#1c3f4a',
    '--mantine-color-harbor-light-color': '#a9dfea',
  },
});

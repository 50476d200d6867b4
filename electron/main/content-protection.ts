/**
 * Where the system can keep a window out of screenshots and shared screens. Linux cannot; Electron's call does nothing
 * there, and the ceremony says so.
 */
export const canProtectContent = (platform: NodeJS.Platform): boolean =>
  platform === 'darwin' || platform === 'win32';

import { describe, expect, test } from 'vitest';
import { lintFiles } from '../../support/lint-files.ts';

describe('the rules of every source', () => {
  test('eval and dangerous markup are refused everywhere', () => {
    const report = lintFiles([
      { place: 'electron/main/d1.ts', text: "export const used = eval('1');\n" },
      {
        place: 'renderer/d2.tsx',
        text: "export const Used = () => <div dangerouslySetInnerHTML={{ __html: '' }} />;\n",
      },
    ]);
    expect(report.get('electron/main/d1.ts')).toContain('noGlobalEval');
    expect(report.get('renderer/d2.tsx')).toContain('noDangerouslySetInnerHtml');
  });
});

import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { markdownTables } from '../../src/app/markdown-tables';

const read = (path: string): string => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');

describe('tables of a document', () => {
  test('each with its section and the paragraph before it', () => {
    const [a, b] = markdownTables(
      '# Top\n\nFirst.\n\nSecond\nline.\n\n| x | `y` |\n|---|--:|\n| 1 | 2 \\| 3 |\n\n## `cmd`\n\n| z |\n| --- |\n| 4 |\n',
    );
    expect(a).toEqual({ section: 'Top', lead: 'Second line.', head: ['x', 'y'], rows: [['1', '2 | 3']] });
    expect(b).toEqual({ section: 'cmd', lead: '', head: ['z'], rows: [['4']] });
  });

  test('the page finds the accuracy it publishes, and the packages it is made of', () => {
    const sections = markdownTables(read('docs/accuracy.md')).map((t) => t.section);
    expect(sections).toContain('npm run bench:accuracy');
    expect(sections).toContain('npm run bench:live');
    const [packages] = markdownTables(read('NOTICE.md'));
    expect(packages.head).toEqual(['package', 'licence']);
    expect(packages.rows.flat()).toContain('comlink');
  });
});

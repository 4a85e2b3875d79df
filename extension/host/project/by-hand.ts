/** What somebody adds to files that were there, as a page to copy from. */
import type { ProjectFileName } from '../../../core/project/files';
import type { ByHand } from '../../../core/project/plan';

/** Languages of the texts: what goes into `package.json` is a command. */
const LANGUAGES: Readonly<Record<ProjectFileName, string>> = {
  'cdktf.json': 'json',
  'main.ts': 'typescript',
  'package.json': 'shell',
  'tsconfig.json': 'json',
  '.gitignore': 'text',
};

/** Markdown; the texts are our own, and have no fence in them. */
export function byHandPage(byHand: readonly ByHand[]): string {
  return [
    '## What you add by hand',
    'These files were there, and were left as they are.',
    ...byHand.map(({ file, what, text }) =>
      [
        `### ${file}`,
        sentence(what),
        ...(text === undefined ? [] : [`\`\`\`${LANGUAGES[file]}\n${text}\n\`\`\``]),
      ].join('\n\n'),
    ),
  ].join('\n\n');
}

function sentence(what: string): string {
  return what.charAt(0).toUpperCase() + what.slice(1);
}

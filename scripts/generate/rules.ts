import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import * as prettier from 'prettier';
import type { BadCase, RuleCases } from '../../core/rules/case';
import type { Rule } from '../../core/rules/rule';

const FOLDER = join('core', 'rules');
const LANGUAGES: Readonly<Record<string, string>> = {
  json: 'json',
  tf: 'hcl',
  ts: 'ts',
  jsonc: 'jsonc',
  sh: 'sh',
};

/** Ids of all rules: the folders that hold one. */
export function ruleIds(): string[] {
  return readdirSync(FOLDER, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}

export interface RuleFolder {
  id: string;
  rule: Rule;
  cases: RuleCases;
}

/** Loads a rule and its cases from its folder. */
export async function loadRule(id: string): Promise<RuleFolder> {
  const load = async (name: string) =>
    (await import(pathToFileURL(join(process.cwd(), FOLDER, id, `${name}.ts`)).href)) as Record<
      string,
      unknown
    >;
  const [{ rule }, { cases }] = await Promise.all([load('rule'), load('cases')]);
  return { id, rule: rule as Rule, cases: cases as RuleCases };
}

/** The registry, and a page for each rule. */
export async function ruleFiles(): Promise<Map<string, string>> {
  const rules = await Promise.all(ruleIds().map(loadRule));
  const config = await prettier.resolveConfig('core/rules/registry.ts');
  const files = new Map([
    ['core/rules/registry.ts', await prettier.format(registry(rules), { ...config, parser: 'typescript' })],
    ['docs/rules/README.md', index(rules)],
  ]);
  for (const folder of rules) files.set(`docs/rules/${folder.id}.md`, page(folder));
  return files;
}

function registry(rules: readonly RuleFolder[]): string {
  const name = (id: string) => id.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());
  return `/** Every rule, in the order of their ids. Made by \`npm run generate\` from the folders beside this file. */
${rules.map(({ id }) => `import { rule as ${name(id)} } from './${id}/rule';`).join('\n')}
import type { Rule } from './rule';

export const RULES: readonly Rule[] = [${rules.map(({ id }) => name(id)).join(', ')}];
`;
}

function index(rules: readonly RuleFolder[]): string {
  const rows = rules.map(
    ({ id, rule: { meta } }) => `| [${id}](${id}.md) | ${meta.severity} | ${meta.title} |`,
  );
  return `# Rules

Made from the rules and their cases in \`core/rules\` (\`npm run generate\`).

| rule | severity | finds |
| --- | --- | --- |
${rows.join('\n')}
`;
}

function page({ id, rule: { meta }, cases }: RuleFolder): string {
  const [example] = cases.bad;
  const [right] = cases.good;
  if (!example || !right) throw new Error(`${id}: a rule has at least one bad and one good case`);
  const sections = [
    `# ${id}`,
    `${meta.title}. Severity: **${example.severity ?? meta.severity}**.`,
    '## Example',
    code(example),
    '## Output',
    example.messages.map((message) => `> ${message}`).join('\n>\n'),
    '## Why',
    meta.why,
    '## How to fix',
    meta.fix,
    ...(example.fixed === undefined
      ? [`This is right (${right.name}):`, code(right)]
      : [
          '`fsx-lustre-kms lint --fix` or the quick fix in the editor makes of the example:',
          code({ ...example, text: example.fixed }),
        ]),
    '## Also found',
    cases.bad
      .slice(1)
      .map(({ name }) => `- ${name}`)
      .join('\n'),
    '## Left alone',
    cases.good.map(({ name }) => `- ${name}`).join('\n'),
    '## Source',
    meta.sources.map((source) => `- ${source}`).join('\n'),
  ];
  // A rule with a single bad case has nothing more to list.
  return `${sections.filter((text, at) => !(text === '' || (text === '## Also found' && sections[at + 1] === ''))).join('\n\n')}\n`;
}

function code({ file, text }: Pick<BadCase, 'file' | 'text'>): string {
  const language = LANGUAGES[file.slice(file.lastIndexOf('.') + 1)] ?? '';
  return `\`\`\`${language}\n${text.replace(/[«»]/g, '').trimEnd()}\n\`\`\``;
}

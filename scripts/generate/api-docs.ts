import * as prettier from 'prettier';
import { API_LIBRARIES, type ApiLibrary } from './api-examples';
import { readApi, type ApiItem, type ApiMember } from './api-surface';

/** A page for each library of the npm package, from its doc comments. */
export async function apiDocs(): Promise<Map<string, string>> {
  const config = await prettier.resolveConfig('docs/api/cdktf.md');
  const pages = API_LIBRARIES.map(async (library): Promise<[string, string]> => {
    const text = pageOf(library);
    return [library.page, await prettier.format(text, { ...config, parser: 'markdown' })];
  });
  return new Map(await Promise.all(pages));
}

function pageOf(library: ApiLibrary): string {
  const { about, sections } = readApi(library.entry);
  return [
    `# ${library.name}`,
    '<!-- Made from the doc comments: npm run generate -->',
    about,
    code('sh', library.install),
    examplesNote(library),
    ...sections.flatMap(({ title, items }) => [
      `## ${title}`,
      ...items.flatMap((item) => itemOf(item, library)),
    ]),
  ]
    .filter(Boolean)
    .join('\n\n');
}

function examplesNote({ name, imports, before }: ApiLibrary): string {
  const note = `The examples leave out what they import from \`${name}\`, and this:`;
  return `${note}\n\n${code('ts', [...imports, ...(before === '' ? [] : ['', before])].join('\n'))}`;
}

function itemOf({ name, kind, signatures, doc, members }: ApiItem, library: ApiLibrary): string[] {
  const isDeployment = name === 'Deployment' || name === 'DeploymentInput';
  return [
    `### ${name}`,
    ...(isDeployment || signatures.length === 0 ? [] : [code('ts', signatures.join('\n'))]),
    doc.text,
    ...(isDeployment
      ? ['Its properties are [those of `context.fsxLustreKms`](../../README.md#your-own-accounts).']
      : []),
    doc.params.map((param) => `- \`${param.name}\`: ${param.text}`).join('\n'),
    ...(doc.returns === '' ? [] : [`Returns ${doc.returns}.`]),
    ...(doc.throws === '' ? [] : [`Throws ${doc.throws}.`]),
    table(members, kind === 'interface'),
    ...doc.examples.map((example) => code('ts', example)),
  ].filter((part) => part !== '' && library.page !== '');
}

function table(members: readonly ApiMember[], hasNeeds: boolean): string {
  if (members.length === 0) return '';
  const row = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  const head = ['name', 'type', ...(hasNeeds ? ['needed'] : []), 'what it is'];
  return [
    row(head),
    row(head.map(() => '---')),
    ...members.map(({ name, type, isOptional, isProtected, doc }) =>
      row([
        `\`${name}\`${isProtected ? ' (protected)' : ''}`,
        `\`${type}\``,
        ...(hasNeeds ? [isOptional ? '' : 'yes'] : []),
        [doc.text, ...doc.params.map((param) => `\`${param.name}\`: ${param.text}.`)]
          .join(' ')
          .replace(/\n+/g, ' '),
      ]),
    ),
  ].join('\n');
}

function code(language: string, text: string): string {
  return `\`\`\`${language}\n${text}\n\`\`\``;
}

/** Changes as HCL. */
import type {
  DocumentCondition,
  DocumentPrincipal,
  DocumentStatement,
} from '../../policies/document-statement';
import { indented } from './indented';

/** A text of HCL, in which nothing is a template. */
export function hclText(text: string): string {
  return JSON.stringify(text).replace(/\$\{/g, '$$${').replace(/%\{/g, '%%{');
}

export function hclList(texts: string | readonly string[]): string {
  const all = [texts].flat();
  const oneLine = `[${all.map(hclText).join(', ')}]`;
  return all.length === 1 || oneLine.length <= 80
    ? oneLine
    : `[\n${all.map((text) => `  ${hclText(text)},`).join('\n')}\n]`;
}

/** `data "aws_iam_policy_document"` with some statements. */
export function hclPolicyDocument(
  name: string,
  statements: readonly DocumentStatement[],
  version?: string,
): string {
  const parts = [
    ...(version === undefined ? [] : [`version = ${hclText(version)}`]),
    ...statements.map(statement),
  ];
  return `data "aws_iam_policy_document" ${hclText(name)} {\n${parts.map(indented).join('\n\n')}\n}`;
}

function statement(one: DocumentStatement): string {
  const lists = (
    [
      ['actions', one.actions],
      ['not_actions', one.notActions],
      ['resources', one.resources],
      ['not_resources', one.notResources],
    ] as const
  ).flatMap(([name, texts]): [string, string][] => (texts === undefined ? [] : [[name, hclList(texts)]]));
  const sid: [string, string][] = one.sid === undefined ? [] : [['sid', hclText(one.sid)]];
  const own = attributes([...sid, ['effect', hclText(one.effect)], ...lists]);
  const parts = [
    own,
    ...one.principals.map((all) => principals('principals', all)),
    ...one.notPrincipals.map((all) => principals('not_principals', all)),
    ...one.conditions.map(condition),
  ];
  return `statement {\n${indented(parts.join('\n\n'))}\n}`;
}

function principals(name: string, { type, identifiers }: DocumentPrincipal): string {
  return block(name, [
    ['type', hclText(type)],
    ['identifiers', hclList(identifiers)],
  ]);
}

function condition({ test, variable, values }: DocumentCondition): string {
  return block('condition', [
    ['test', hclText(test)],
    ['variable', hclText(variable)],
    ['values', hclList(values)],
  ]);
}

/** `condition` blocks. */
export function hclConditions(conditions: readonly DocumentCondition[]): string {
  return conditions.map(condition).join('\n\n');
}

function block(head: string, lines: readonly (readonly [name: string, value: string])[]): string {
  return `${head} {\n${indented(attributes(lines))}\n}`;
}

/** Lines whose equals signs stand below each other, as `terraform fmt` has them: a value of several lines stands alone. */
export function attributes(lines: readonly (readonly [name: string, value: string])[]): string {
  const isLong = ([, value]: readonly [string, string]) => value.includes('\n');
  const groups: (readonly [name: string, value: string])[][] = [];
  lines.forEach((line, index) => {
    const before = lines[index - 1];
    const last = groups.at(-1);
    if (last && before && !isLong(line) && !isLong(before)) last.push(line);
    else groups.push([line]);
  });
  return groups
    .map((group) => {
      const width = Math.max(...group.map(([name]) => name.length));
      return group.map(([name, value]) => `${name.padEnd(width)} = ${value}`).join('\n');
    })
    .join('\n');
}

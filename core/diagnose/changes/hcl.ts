/** Changes as HCL. */
import type { PolicyStatement } from '../../policies/document';

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
export function hclPolicyDocument(name: string, statements: readonly PolicyStatement[]): string {
  return `data "aws_iam_policy_document" ${hclText(name)} {\n${statements.map(statement).map(indented).join('\n\n')}\n}`;
}

function statement({ Sid, Effect, Principal, Action, Resource, Condition }: PolicyStatement): string {
  const principals =
    Principal === undefined
      ? []
      : [
          block('principals', [
            ['type', hclText('AWS')],
            ['identifiers', hclList(Principal === '*' ? '*' : Principal.AWS)],
          ]),
        ];
  const own = attributes([
    ['sid', hclText(Sid)],
    ['effect', hclText(Effect)],
    ['actions', hclList(Action)],
    ['resources', hclList(Resource)],
  ]);
  return `statement {\n${indented([own, ...principals, ...conditionsOf(Condition)].join('\n\n'))}\n}`;
}

/** `condition` blocks. */
export function hclConditions(condition: PolicyStatement['Condition']): string {
  return conditionsOf(condition).join('\n\n');
}

function conditionsOf(condition: PolicyStatement['Condition']): string[] {
  return Object.entries(condition ?? {}).flatMap(([test, keys]) =>
    Object.entries(keys).map(([variable, values]) =>
      block('condition', [
        ['test', hclText(test)],
        ['variable', hclText(variable)],
        ['values', hclList(values)],
      ]),
    ),
  );
}

export function block(head: string, lines: readonly (readonly [name: string, value: string])[]): string {
  return `${head} {\n${indented(attributes(lines))}\n}`;
}

/** Lines whose equals signs stand below each other, as `terraform fmt` has them: a value of several lines stands alone. */
function attributes(lines: readonly (readonly [name: string, value: string])[]): string {
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

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

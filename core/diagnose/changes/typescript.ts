/** Changes as TypeScript with CDKTF. */
import type { DocumentStatement } from '../../policies/document-statement';
import { indented } from './indented';

/** A value as TypeScript writes it: keys without quotation marks where they need none, texts in single ones. */
export function tsValue(value: unknown): string {
  if (typeof value === 'string') return tsText(value);
  if (Array.isArray(value)) {
    const items = (value as unknown[]).map(tsValue);
    const oneLine = `[${items.join(', ')}]`;
    return oneLine.length <= 80 && !oneLine.includes('\n')
      ? oneLine
      : `[\n${items.map((item) => indented(`${item},`)).join('\n')}\n]`;
  }
  if (typeof value === 'object' && value !== null) {
    const members = Object.entries(value).filter(([, member]) => member !== undefined);
    return `{\n${members.map(([name, member]) => indented(`${tsName(name)}: ${tsValue(member)},`)).join('\n')}\n}`;
  }
  return JSON.stringify(value);
}

/** In Terraform, which it ends in, nothing of it is a template. */
export function tsText(text: string): string {
  const literal = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'");
  return `'${literal.replace(/[$%]\{/g, (start) => `${start.charAt(0)}${start}`)}'`;
}

function tsName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : tsText(name);
}

/** A construct of `@cdktf/provider-aws`, with its import. */
export function tsConstruct(
  { module, construct, id }: { module: string; construct: string; id: string },
  props: object,
): string {
  return `import { ${construct} } from '@cdktf/provider-aws/lib/${module}';\n\nnew ${construct}(this, ${tsText(id)}, ${tsValue(props)});`;
}

/** A policy document with some statements. */
export function tsPolicyDocument(
  id: string,
  statements: readonly DocumentStatement[],
  version?: string,
): string {
  return tsConstruct(
    { module: 'data-aws-iam-policy-document', construct: 'DataAwsIamPolicyDocument', id },
    { version, statement: statements.map(statementProps) },
  );
}

function statementProps({ principals, notPrincipals, conditions, ...own }: DocumentStatement) {
  const { sid, effect, actions, notActions, resources, notResources } = own;
  return {
    ...{ sid, effect, actions, notActions, resources, notResources },
    ...{ principals: unlessEmpty(principals), notPrincipals: unlessEmpty(notPrincipals) },
    condition: unlessEmpty(conditions),
  };
}

function unlessEmpty<T>(list: readonly T[]): readonly T[] | undefined {
  return list.length === 0 ? undefined : list;
}

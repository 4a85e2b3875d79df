/** Changes as TypeScript with CDKTF. */
import type { PolicyStatement } from '../../policies/document';

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

export function tsText(text: string): string {
  return `'${JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")}'`;
}

function tsName(name: string): string {
  return /^[A-Za-z_]\w*$/.test(name) ? name : tsText(name);
}

/** A construct of `@cdktf/provider-aws`, with its import. */
export function tsConstruct(
  { module, construct, id, ending = '' }: { module: string; construct: string; id: string; ending?: string },
  props: object,
): string {
  return `import { ${construct} } from '@cdktf/provider-aws/lib/${module}';\n\nnew ${construct}(this, ${tsText(id)}, ${tsValue(props)})${ending};`;
}

/** A policy document with some statements. */
export function tsPolicyDocument(id: string, statements: readonly PolicyStatement[]): string {
  return tsConstruct(
    { module: 'data-aws-iam-policy-document', construct: 'DataAwsIamPolicyDocument', id },
    { statement: statements.map(statementProps) },
  );
}

function statementProps({ Sid, Effect, Principal, Action, Resource, Condition }: PolicyStatement) {
  return {
    sid: Sid,
    effect: Effect,
    actions: [Action].flat(),
    resources: [Resource].flat(),
    principals:
      Principal === undefined
        ? undefined
        : [{ type: 'AWS', identifiers: Principal === '*' ? ['*'] : [Principal.AWS].flat() }],
    condition: Condition && conditionProps(Condition),
  };
}

/** `condition` of a statement. */
export function conditionProps(condition: NonNullable<PolicyStatement['Condition']>) {
  return Object.entries(condition).flatMap(([test, keys]) =>
    Object.entries(keys).map(([variable, values]) => ({ test, variable, values: [values].flat() })),
  );
}

function indented(text: string): string {
  return text.replace(/^(?=.)/gm, '  ');
}

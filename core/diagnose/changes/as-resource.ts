/** A resource of Terraform in HCL and with CDKTF, from one table of its arguments. */
import { attributes, hclList, hclText } from './hcl';
import { indented } from './indented';
import { tsConstruct } from './typescript';

/** A text, a number or a boolean, a list of texts, one block, or several of the same name. */
export type Argument =
  string | number | boolean | readonly string[] | readonly ResourceArguments[] | ResourceArguments;

/** Arguments by the names that Terraform has for them. */
export interface ResourceArguments {
  readonly [name: string]: Argument;
}

/** What a resource is, for both. */
export interface ResourceForm {
  /** For example `aws_kms_grant`. */
  readonly type: string;
  /** Its name in HCL, for example `file_system`. */
  readonly name: string;
  /** Its id in CDKTF, which no other construct of the stack has: `file-system-grant`. */
  readonly id: string;
  /** Class of `@cdktf/provider-aws`: `KmsGrant`. */
  readonly construct: string;
  /** Above it: with which provider, or what of it matters. */
  readonly note: string;
}

export function asResource(
  { type, name, id, construct, note }: ResourceForm,
  values: ResourceArguments,
): { terraform: string; cdktf: string } {
  const module = type.replace(/^aws_/, '').replaceAll('_', '-');
  return {
    terraform: `# ${note}\nresource ${hclText(type)} ${hclText(name)} {\n${indented(hclBody(values))}\n}`,
    cdktf: `// ${note}\n${tsConstruct({ module, construct, id }, propsOf(values))}`,
  };
}

/** Arguments first, their equals signs below each other, then blocks: as `terraform fmt` and its style guide have it. */
function hclBody(values: ResourceArguments): string {
  const entries = Object.entries(values);
  const plain = entries.flatMap(([name, value]): [string, string][] => {
    const text = hclValue(value);
    return text === undefined ? [] : [[name, text]];
  });
  const blocks = entries.flatMap(([name, value]) =>
    blocksOf(value).map((one) => `${name} {\n${indented(hclBody(one))}\n}`),
  );
  return [...(plain.length === 0 ? [] : [attributes(plain)]), ...blocks].join('\n\n');
}

function hclValue(value: Argument): string | undefined {
  if (typeof value === 'string') return hclText(value);
  if (typeof value !== 'object') return String(value);
  return isTexts(value) ? hclList(value) : undefined;
}

function blocksOf(value: Argument): readonly ResourceArguments[] {
  if (typeof value !== 'object' || isTexts(value)) return [];
  return Array.isArray(value) ? (value as readonly ResourceArguments[]) : [value as ResourceArguments];
}

function isTexts(value: Argument): value is readonly string[] {
  return Array.isArray(value) && (value as readonly unknown[]).every((one) => typeof one === 'string');
}

/** The same with CDKTF's names: `kms_key_id` is `kmsKeyId`. */
function propsOf(values: ResourceArguments): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase()),
      typeof value !== 'object' || isTexts(value)
        ? value
        : Array.isArray(value)
          ? (value as readonly ResourceArguments[]).map(propsOf)
          : propsOf(value as ResourceArguments),
    ]),
  );
}

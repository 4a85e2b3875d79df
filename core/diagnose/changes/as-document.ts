/** Statements as documents of the languages. */
import { documentStatement } from '../../policies/document-statement';
import type { Change } from '../diagnosis';
import { hclPolicyDocument } from './hcl';
import { tsPolicyDocument } from './typescript';

/** How a document goes into the one that is there; names of Terraform's argument and CDKTF's prop. */
const MERGING = {
  /** Beside the statements that are there. */
  add: ['source_policy_documents', 'sourcePolicyDocuments'],
  /**
   * In place of those of the same `sid`, and else beside them. Source: Terraform AWS provider, data source
   * aws_iam_policy_document, override_policy_documents.
   */
  replace: ['override_policy_documents', 'overridePolicyDocuments'],
  /** By hand, as the notes say. */
  byHand: undefined,
} as const;

export interface DocumentOptions {
  merging?: keyof typeof MERGING;
  /** More lines of the comment above it. */
  notes?: readonly string[];
  /** Of the policy language; without it, the current one. The document into which this one goes takes it over. */
  version?: string | undefined;
}

/**
 * In Terraform and in CDKTF. Its name is that of its first statement, as there may be more of them in one stack.
 * @param fallback its name where that has none, for example `key_policy_change`
 * @param into the document that they go into, in words
 * @returns nothing where a statement cannot be written so, or two have one name, which Terraform refuses
 */
export function asDocument(
  fallback: string,
  statements: readonly unknown[],
  into: string,
  { merging = 'add', notes = [], version }: DocumentOptions = {},
): Pick<Change, 'terraform' | 'cdktf'> {
  const all = statements.flatMap((one) => documentStatement(one) ?? []);
  const names = all.flatMap(({ sid }) => sid ?? []);
  if (all.length < statements.length || new Set(names).size < names.length) return {};
  const name = snakeCase(names[0] ?? '') || fallback;
  const constant = `${name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase())}Document`;
  const id = name.replaceAll('_', '-');
  const [argument, prop] = MERGING[merging] ?? [];
  const where = (how: string | undefined, list: string): string =>
    how === undefined
      ? `its statements go into the document of ${into}:`
      : `in the document of ${into}: ${how}${list}`;
  const lines = (sign: string, first: string) =>
    [first, ...notes].map((line) => `${sign} ${line}\n`).join('');
  const typescript = tsPolicyDocument(id, all, version).replace('\nnew ', `\nconst ${constant} = new `);
  return {
    terraform: `${lines('#', where(argument, ` = [data.aws_iam_policy_document.${name}.json]`))}${hclPolicyDocument(name, all, version)}`,
    cdktf: `${lines('//', where(prop, `: [${constant}.json]`))}${typescript}`,
  };
}

/** `UploadThroughS3` as `upload_through_s3`; empty for a text that has no name in it. */
function snakeCase(text: string): string {
  return text
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/\W+/g, '_')
    .replace(/^[_\d]+|_+$/g, '')
    .toLowerCase();
}

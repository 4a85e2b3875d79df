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
  /** By hand, where the notes say. */
  byHand: undefined,
} as const;

/**
 * In Terraform and in CDKTF.
 * @param into the document that they go into, in words
 * @returns nothing where a statement cannot be written so
 */
export function asDocument(
  name: string,
  statements: readonly unknown[],
  into: string,
  { merging = 'add', notes = [] }: { merging?: keyof typeof MERGING; notes?: readonly string[] } = {},
): Pick<Change, 'terraform' | 'cdktf'> {
  const id = name.replaceAll('_', '-');
  const all = statements.flatMap((one) => documentStatement(one) ?? []);
  if (all.length < statements.length) return {};
  const [argument, prop] = MERGING[merging] ?? [];
  const where = (how: string | undefined, list: string): string =>
    `in the document of ${into}${how === undefined ? '' : `: ${how}${list}`}`;
  const lines = (sign: string, first: string) =>
    [first, ...notes].map((line) => `${sign} ${line}\n`).join('');
  const typescript = tsPolicyDocument(id, all).replace('\nnew ', '\nconst statements = new ');
  return {
    terraform: `${lines('#', where(argument, ` = [data.aws_iam_policy_document.${name}.json]`))}${hclPolicyDocument(name, all)}`,
    cdktf: `${lines('//', where(prop, ': [statements.json]'))}${typescript}`,
  };
}

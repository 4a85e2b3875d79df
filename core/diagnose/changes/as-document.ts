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
 * In Terraform and in CDKTF.
 * @param into the document that they go into, in words
 * @returns nothing where a statement cannot be written so, or two have one name, which Terraform refuses
 */
export function asDocument(
  name: string,
  statements: readonly unknown[],
  into: string,
  { merging = 'add', notes = [], version }: DocumentOptions = {},
): Pick<Change, 'terraform' | 'cdktf'> {
  const id = name.replaceAll('_', '-');
  const all = statements.flatMap((one) => documentStatement(one) ?? []);
  const names = all.flatMap(({ sid }) => sid ?? []);
  if (all.length < statements.length || new Set(names).size < names.length) return {};
  const [argument, prop] = MERGING[merging] ?? [];
  const where = (how: string | undefined, list: string): string =>
    `in the document of ${into}${how === undefined ? '' : `: ${how}${list}`}`;
  const lines = (sign: string, first: string) =>
    [first, ...notes].map((line) => `${sign} ${line}\n`).join('');
  const typescript = tsPolicyDocument(id, all, version).replace('\nnew ', '\nconst statements = new ');
  return {
    terraform: `${lines('#', where(argument, ` = [data.aws_iam_policy_document.${name}.json]`))}${hclPolicyDocument(name, all, version)}`,
    cdktf: `${lines('//', where(prop, ': [statements.json]'))}${typescript}`,
  };
}

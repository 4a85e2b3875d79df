/** Statements as documents of the languages. */
import type { PolicyStatement } from '../../policies/document';
import type { Change } from '../diagnosis';
import { hclPolicyDocument } from './hcl';
import { tsPolicyDocument } from './typescript';

/** In Terraform and in CDKTF. @param into the document that they go into, in words */
export function asDocument(
  name: string,
  statements: readonly PolicyStatement[],
  into: string,
): Pick<Change, 'terraform' | 'cdktf'> {
  const id = name.replaceAll('_', '-');
  return {
    terraform: `# in the document of ${into}: source_policy_documents = [data.aws_iam_policy_document.${name}.json]\n${hclPolicyDocument(name, statements)}`,
    cdktf: `// in the document of ${into}: sourcePolicyDocuments: [statements.json]\n${tsPolicyDocument(id, statements).replace('\nnew ', '\nconst statements = new ')}`,
  };
}

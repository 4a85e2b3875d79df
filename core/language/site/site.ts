/** What stands at an offset of a file: an element of a policy, or an attribute of a resource. */
import type { Policy } from '../../model/policy';
import type { Statement } from '../../model/statement';
import type { Located } from '../../syntax/project';
import type { SourceFile } from '../../syntax/source-file';
import type { ObjectValue, Range, Value } from '../../syntax/value';

export type Site = PolicyElementSite | ElementSite | StatementSite | AttributeSite;

interface Token {
  readonly file: SourceFile;
  readonly token: Value;
  /** Where the token is written, without its quotes. */
  readonly range: Range;
}

/** The name of a policy's element: `Version`, `Statement`. */
export interface PolicyElementSite extends Token {
  readonly kind: 'policy-element';
  readonly node: ObjectValue;
}

/** What names stand where: IAM's own in a policy, Terraform's in an `aws_iam_policy_document`. */
export type ElementLevel = 'statement' | 'document-statement' | 'document-principals' | 'document-condition';

/** The name of a statement's element: `Action`, `condition`. */
export interface ElementSite extends Token {
  readonly kind: 'element';
  readonly level: ElementLevel;
  /** The object or block that the name stands in. */
  readonly parent: ObjectValue;
  readonly policy: Policy;
  readonly statement: Statement;
}

/**
 * A value in a statement, or a name that is the user's to choose: a principal's type, a condition's operator and
 * key.
 */
export interface StatementSite extends Token {
  readonly kind:
    | 'effect'
    | 'action'
    | 'resource'
    | 'principal-type'
    | 'principal'
    | 'operator'
    | 'condition-key'
    | 'condition-value';
  readonly policy: Policy;
  readonly statement: Statement;
  /** Whether it stands in an `aws_iam_policy_document`. */
  readonly isDocument: boolean;
  /** `AWS`, `Service`, … of a principal; undefined where it is not known. */
  readonly principalType?: string;
  /** The operator that a condition's key or value stands under. */
  readonly operator?: string;
  /** The keys that stand under the operator, or the one whose value this is; the token itself left out. */
  readonly conditionKeys: readonly string[];
  /** What the list has besides. */
  readonly siblings: readonly string[];
}

/** An attribute's value in a resource. */
export interface AttributeSite extends Token {
  readonly kind: 'attribute' | 'attribute-name';
  readonly located: Located;
  /** Terraform's names from the resource inwards: `['metadata_configuration', 'mode']`. */
  readonly path: readonly string[];
  /** What the list has besides. */
  readonly siblings: readonly string[];
}

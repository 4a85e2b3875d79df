/**
 * A rule's cases: what it finds, and what it leaves alone. They are the rule's tests, and the examples on its
 * page. What is to be marked stands between « and »: `"kms:ViaService": "«fsx.us-east-1.amazonaws.com»"`.
 */
import type { Severity } from './rule';

interface RuleCase {
  /** What it shows, continuing "finds …" or "leaves alone …". */
  readonly name: string;
  /** File name; its ending says the language: `key-policy.json`, `main.tf`, `cdk.tf.json`, `main.ts`, `plan.json`. */
  readonly file: string;
  readonly text: string;
  /** Other files of the same folder. */
  readonly others?: Readonly<Record<string, string>>;
}

export interface BadCase extends RuleCase {
  /** The message of each marked place, in the order of the file. */
  readonly messages: readonly string[];
  /** Where it is not the rule's own. */
  readonly severity?: Severity;
  /** The text after the first fix of every finding; leave it out where there is none. */
  readonly fixed?: string;
}

export type GoodCase = RuleCase;

export interface RuleCases {
  /** Bad ones first: the first of them is the example on the rule's page. */
  readonly bad: readonly BadCase[];
  readonly good: readonly GoodCase[];
}

import type { TextMap } from './text-map';

/** A stretch of a file, in UTF-16 code units; `end` is the offset after the last one. */
export interface Range {
  readonly start: number;
  readonly end: number;
  /** Set only where it is another file than the one that was read: a local or variable of the folder. */
  readonly path?: string;
}

/**
 * What stands in a file, whatever its language. What the file does not show is `reference` or `unknown`,
 * never a guess: a rule stays silent there.
 */
export type Value =
  | StringValue
  | NumberValue
  | BooleanValue
  | NullValue
  | ListValue
  | ObjectValue
  | TemplateValue
  | JsonValue
  | ReferenceValue
  | UnknownValue;

interface Located {
  /** Where the value is written, quotes and brackets included. */
  readonly range: Range;
  /** Where the value is used, when it is written elsewhere: a constant's or a local's mention. */
  readonly use?: Range;
}

/** Text that is known to the last character. */
export interface StringValue extends Located {
  readonly kind: 'string';
  /** The text as the program that runs sees it, escapes decoded. */
  readonly text: string;
  /** From an index into `text` to the offset in the file; see `tokenRange` in `inspect.ts`. */
  readonly map: TextMap;
}

export interface NumberValue extends Located {
  readonly kind: 'number';
  readonly value: number;
}

export interface BooleanValue extends Located {
  readonly kind: 'boolean';
  readonly value: boolean;
}

export interface NullValue extends Located {
  readonly kind: 'null';
}

export interface ListValue extends Located {
  readonly kind: 'list';
  readonly items: readonly Value[];
  /** False when there may be more items than the file shows: an unknown spread, a dynamic block. */
  readonly complete: boolean;
}

/** Entries in the order of the file; a key that stands there twice is there twice. */
export interface ObjectValue extends Located {
  readonly kind: 'object';
  readonly entries: readonly Entry[];
  /** False when there may be more entries than the file shows: an unknown spread, a computed key. */
  readonly complete: boolean;
}

export interface Entry {
  readonly key: StringValue;
  readonly value: Value;
}

/** Text with holes: literal pieces, and between them what is not known. */
export interface TemplateValue extends Located {
  readonly kind: 'template';
  readonly parts: readonly (StringValue | ReferenceValue | UnknownValue)[];
}

/**
 * Text that holds JSON, as AWS takes a policy: written as a string, or made by `jsonencode`,
 * `JSON.stringify` and the like.
 */
export interface JsonValue extends Located {
  readonly kind: 'json';
  readonly content: Value;
  /** The text itself, where it is written as one. */
  readonly text?: StringValue | TemplateValue;
}

/** The address of something else in the configuration, and an attribute of it. */
export interface ReferenceValue extends Located {
  readonly kind: 'reference';
  /** `aws_kms_key.key`, `data.aws_iam_policy_document.doc`, `local.region`, `var.name`, `module.m`, `each.value`. */
  readonly target: string;
  /** What is taken of it: `['arn']`, `['statement', '0', 'sid']`; empty when the whole is meant. */
  readonly attribute: readonly string[];
  /** Which of several instances: `0`, `"name"` or `*`, as written. */
  readonly index?: string;
  /** As written. */
  readonly text: string;
}

/**
 * Why a value is not known:
 * - `expression`: only the program that runs it can tell (a function, a condition, an import)
 * - `repeated`: depends on count, for_each or a dynamic block
 * - `computed`: the plan says "known after apply"
 * - `placeholder`: to be filled in: `${ACCOUNT_ID}`, `<org-id>`, CloudFormation's `Ref` and `Fn::…`
 * - `missing`: not written yet
 */
export type UnknownReason = 'expression' | 'repeated' | 'computed' | 'placeholder' | 'missing';

export interface UnknownValue extends Located {
  readonly kind: 'unknown';
  readonly reason: UnknownReason;
  /** As written; empty when nothing is. */
  readonly text: string;
  /** What it is made of, as far as that can be seen. */
  readonly references: readonly ReferenceValue[];
}

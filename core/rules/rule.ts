/** What a rule is: data, and one pure function that finds violations in a model. */
import type { Model } from '../model/model';
import type { SourceFile } from '../syntax/source-file';
import type { Range } from '../syntax/value';

/**
 * - `error`: AWS rejects it, or it cannot work
 * - `warning`: it will probably not do what was meant, or gives away more than needed
 * - `note`: worth knowing
 */
export type Severity = 'error' | 'warning' | 'note';

/** A stretch of a file. `range.path`, where it is set, names another file than `file`. */
export interface Place {
  readonly file: Pick<SourceFile, 'path'>;
  readonly range: Range;
}

/** Replacements that make a finding go away. */
export interface Fix {
  /** What it does, for a menu: `Replace by "kms:Decrypt"`. */
  readonly title: string;
  readonly edits: readonly FixEdit[];
  /** Whether it can be applied without a look: the text is certain to be what was meant. */
  readonly safe: boolean;
}

export interface FixEdit extends Place {
  /** As it is to stand in the file, escapes included. */
  readonly text: string;
}

/** Something else that has to do with a finding. */
export interface Related extends Place {
  readonly message: string;
}

/** One violation. */
export interface Finding extends Place {
  /**
   * What is wrong here, with the value; what AWS will do about it; what to write instead. Whole sentences.
   */
  readonly message: string;
  /** Where it differs from the rule's own. */
  readonly severity?: Severity;
  readonly related?: readonly Related[];
  readonly fixes?: readonly Fix[];
}

export type RuleFamily = 'kms' | 'grant' | 's3' | 'fsx' | 'iam';

export interface RuleMeta {
  /** Kebab-case, beginning with its family: `kms-via-service`. The folder has this name too. */
  readonly id: `${RuleFamily}-${string}`;
  readonly severity: Severity;
  /** What it finds, in one line without a full stop. */
  readonly title: string;
  /** Why it matters: what AWS does, and what the user would see. Markdown. */
  readonly why: string;
  /** How to mend it. Markdown. */
  readonly fix: string;
  /**
   * Set where what it finds is what it finds in each policy alone (with the resources that have it, their providers,
   * and what references lead to), and what it finds without the policies. Then a policy is not looked at again while
   * none of these changes. A test compares the two.
   */
  readonly perPolicy?: true;
  /** Pages it rests on, as `Title (address)` or `Service guide, "Section"`. */
  readonly sources: readonly string[];
}

export interface Rule {
  readonly meta: RuleMeta;
  readonly check: (model: Model) => Iterable<Finding>;
}

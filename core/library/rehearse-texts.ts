import { STEPS } from '../journey/steps';
import { rehearse } from '../rehearsal/rehearse';
import type { Rehearsal } from '../rehearsal/result';
import { readWorld } from '../rehearsal/world/read-world';
import { Languages } from './languages';
import type { NamedText } from './texts';

/** What a rehearsal may be told beside the Terraform. */
export interface RehearseOptions {
  /** 1 to 7; default 7. */
  readonly throughStep?: number;
  /** Account id by path, for texts that do not say theirs. */
  readonly accounts?: ReadonlyMap<string, string>;
  /** Without them expressions that are more than a reference count as unknown. */
  readonly languages?: Languages;
}

/**
 * Predicts the seven steps, as `fsx-lustre-kms rehearse` does, from the Terraform of the accounts: synthesized stacks
 * (`cdk.tf.json`) or plans (`terraform show -json`). What it does not show is unknown.
 *
 * @example
 * const stack = { resource: { aws_s3_bucket: { data: { bucket: 'genomics' } } } };
 * const { steps } = rehearseTexts([{ path: 'b/cdk.tf.json', text: JSON.stringify(stack) }]);
 * for (const { step, title, outcome } of steps) console.log(step, title, outcome);
 */
export function rehearseTexts(
  texts: readonly NamedText[],
  { throughStep = STEPS.length, accounts, languages }: RehearseOptions = {},
): Rehearsal {
  return rehearse(readWorld(Languages.read(texts, languages), accounts), throughStep);
}

import { z } from 'zod';

/** One mistake in a deployment, in the words the user reads. */
export interface DeploymentProblem {
  /** Where it stands below `context.fsxLustreKms`, for example `['buckets', 0, 'prefix']`. */
  path: readonly (string | number)[];
  /** What stands there; undefined when it is missing. */
  value: unknown;
  /** What is wrong with it. */
  problem: string;
  /** Why AWS (or Terraform, or this product) does not take it. */
  reason: string;
  /** What would be right. */
  right: string;
  /** Whether the property's name is what is wrong, not its value. */
  isName?: true;
}

/** What a field's schema knows for its errors, beside its description. */
export interface FieldNotes {
  reason: string;
  right: string;
}

/** Notes by schema: read when zod itself finds a value of the wrong form. */
export const fieldNotes = z.registry<FieldNotes>();

/** A field: its description goes to the JSON Schema and the reference, its notes to the errors. */
export function field<T extends z.ZodType>(schema: T, description: string, notes?: FieldNotes): T {
  const described = schema.describe(description);
  if (notes) fieldNotes.add(described, notes);
  return described;
}

/** Says that something is wrong at a path below the deployment. */
export type Report = (problem: DeploymentProblem) => void;

/** A check over some sections of a deployment; it runs when each of these has the right form. */
export interface DeploymentCheck<Sections extends object, Needs extends keyof Sections = keyof Sections> {
  needs: readonly Needs[];
  run: (sections: Pick<Sections, Needs>, report: Report) => void;
}

/** `a`, `a or b`, `a, b or c`. */
export function orList(values: readonly (string | number)[]): string {
  const texts = values.map(String);
  return texts.length < 2 ? texts.join('') : `${texts.slice(0, -1).join(', ')} or ${texts.at(-1) ?? ''}`;
}

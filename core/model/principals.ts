/** The principals of policies one by one, with what they are read as. */
import { parseArn, type ArnParts } from '../facts/arns';
import type { StringValue, TemplateValue } from '../syntax/value';
import type { Model } from './model';
import { outlined, type Outlined } from './outlined';
import type { PolicyKind } from './policy';
import { everyStatement, type PolicyStatement } from './policy-scope';

/** A principal whose text is known, or known but for some holes. */
export interface NamedPrincipal extends PolicyStatement {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser` or what stands there; `*` for a text in the place of all. */
  readonly type: string;
  readonly value: StringValue | TemplateValue;
  readonly read: Outlined;
  readonly text: string;
  readonly arn: ArnParts | undefined;
  /** True under `NotPrincipal`. */
  readonly negated: boolean;
}

/** The principals of resources' policies, without those of which nothing is known. */
export function* principalsOf(
  model: Pick<Model, 'once'>,
  ...kinds: readonly PolicyKind[]
): Generator<NamedPrincipal> {
  for (const found of model.once(namedPrincipals)) if (kinds.includes(found.policy.kind)) yield found;
}

function namedPrincipals(model: Model): NamedPrincipal[] {
  const named: NamedPrincipal[] = [];
  for (const { policy, statement } of model.once(everyStatement)) {
    const { principals, notPrincipals } = statement;
    for (const list of [principals, notPrincipals]) {
      for (const { type, value } of list) {
        const read = outlined(value);
        if (!read || read.text === '') continue;
        const { text } = read;
        const negated = list === notPrincipals;
        named.push({ policy, statement, type, value: read.value, read, text, arn: parseArn(text), negated });
      }
    }
  }
  return named;
}

/** Where a principal can be anything but a pattern. */
export const WITH_PRINCIPALS: readonly PolicyKind[] = ['key', 'bucket', 'trust', 'unknown'];

/** Ids that stand in the place of a user's or role's ARN once that is deleted. */
export const UNIQUE_ID = /^(AIDA|AROA)[A-Z0-9]{12,124}$/;

/** Words that are written where an account or name is to be filled in. */
export function isStandIn(text: string): boolean {
  return /account|your|example|x{3,}|placeholder|replace|^[A-Z]+(_[A-Z]+)+$/i.test(text);
}

/** Statements as Terraform's `aws_iam_policy_document` has them. */
import { isRecord } from '../json-value';

/** One `principals` or `not_principals` block. */
export interface DocumentPrincipal {
  /** `AWS`, `Service`, `Federated`, `CanonicalUser`. */
  readonly type: string;
  readonly identifiers: readonly string[];
}

/** One `condition` block. */
export interface DocumentCondition {
  readonly test: string;
  readonly variable: string;
  readonly values: readonly string[];
}

/** A `statement` block; what a statement does not have is undefined. */
export interface DocumentStatement {
  readonly sid: string | undefined;
  readonly effect: string;
  readonly actions: readonly string[] | undefined;
  readonly notActions: readonly string[] | undefined;
  readonly resources: readonly string[] | undefined;
  readonly notResources: readonly string[] | undefined;
  readonly principals: readonly DocumentPrincipal[];
  readonly notPrincipals: readonly DocumentPrincipal[];
  readonly conditions: readonly DocumentCondition[];
}

const ELEMENTS: ReadonlySet<string> = new Set([
  'Sid',
  'Effect',
  'Action',
  'NotAction',
  'Resource',
  'NotResource',
  'Principal',
  'NotPrincipal',
  'Condition',
]);

/**
 * @returns undefined for what cannot be written so: an element that there is not, a value of another kind, or a text with
 * `&{`, which the provider takes for a policy variable (Terraform AWS provider, data source aws_iam_policy_document)
 */
export function documentStatement(statement: unknown): DocumentStatement | undefined {
  if (!isRecord(statement)) return undefined;
  const { Sid: sid, Effect: effect } = statement;
  const lists = ['Action', 'NotAction', 'Resource', 'NotResource'].map((name) => listOf(statement[name]));
  const principals = principalsIn(statement['Principal']);
  const notPrincipals = principalsIn(statement['NotPrincipal']);
  const conditions = conditionsIn(statement['Condition']);
  const isWhole =
    (sid === undefined || typeof sid === 'string') &&
    (effect === 'Allow' || effect === 'Deny') &&
    Object.keys(statement).every((name) => ELEMENTS.has(name)) &&
    lists.every((list) => list !== 'wrong');
  if (!isWhole || !principals || !notPrincipals || !conditions) return undefined;
  const [actions, notActions, resources, notResources] = lists;
  return {
    sid: sid === '' ? undefined : sid,
    ...{ effect, actions, notActions, resources, notResources, principals, notPrincipals, conditions },
  };
}

/** A text, or a list of texts; numbers and booleans are texts as well, in conditions. */
function listOf(value: unknown): readonly string[] | 'wrong' | undefined {
  if (value === undefined) return undefined;
  const all: unknown[] = [value].flat();
  const texts = all.flatMap((one) =>
    (typeof one === 'string' && !one.includes('&{')) || typeof one === 'number' || typeof one === 'boolean'
      ? [String(one)]
      : [],
  );
  return texts.length === all.length ? texts : 'wrong';
}

function principalsIn(value: unknown): DocumentPrincipal[] | undefined {
  if (value === undefined) return [];
  if (value === '*') return [{ type: 'AWS', identifiers: ['*'] }];
  if (!isRecord(value)) return undefined;
  const blocks = Object.entries(value).flatMap(([type, ids]) => {
    const identifiers = listOf(ids);
    return identifiers === undefined || identifiers === 'wrong' ? [] : [{ type, identifiers }];
  });
  return blocks.length === Object.keys(value).length ? blocks : undefined;
}

function conditionsIn(value: unknown): DocumentCondition[] | undefined {
  if (value === undefined) return [];
  if (!isRecord(value)) return undefined;
  const blocks: DocumentCondition[] = [];
  for (const [test, keys] of Object.entries(value)) {
    if (!isRecord(keys)) return undefined;
    for (const [variable, given] of Object.entries(keys)) {
      const values = listOf(given);
      if (values === undefined || values === 'wrong') return undefined;
      blocks.push({ test, variable, values });
    }
  }
  return blocks;
}

/**
 * Who may have a file system's role made: whoever links a file system to S3 needs three permissions of IAM.
 * Source: FSx for Lustre User Guide, "Setting up", "Adding permissions to use data repositories in Amazon S3".
 */
import { parseArn, S3_DATA_SOURCE_ROLE_PREFIX, S3_DATA_SOURCE_SERVICE } from '../facts/arns';
import { matchesWildcard } from '../facts/wildcards';
import { textOf } from '../syntax/inspect';
import { conditionsOn } from './conditions';
import type { Policy } from './policy';
import type { Statement, Values } from './statement';

const ROLE = `role/aws-service-role/${S3_DATA_SOURCE_SERVICE}/${S3_DATA_SOURCE_ROLE_PREFIX}fs-0123456789abcdef0`;

/** Whether a policy may allow an action of IAM on the roles of file systems; true where that is not known. */
export function mayAllowOnRole(policy: Policy, action: string): boolean {
  return !policy.complete || policy.statements.some((statement) => allows(statement, action));
}

function allows(statement: Statement, action: string): boolean {
  if (statement.effect === 'Deny') return false;
  if (!statement.node.complete || statement.notAction || statement.notResource) return true;
  return (
    some(statement.action, (text) => matchesWildcard(text.toLowerCase(), action.toLowerCase())) &&
    some(statement.resource, isRole) &&
    conditionsOn(statement, 'iam:AWSServiceName').every(
      ({ values }) =>
        values.length === 0 ||
        values.some((value) => {
          const text = textOf(value);
          return text === undefined || matchesWildcard(text, S3_DATA_SOURCE_SERVICE);
        }),
    )
  );
}

function some(values: Values | undefined, test: (text: string) => boolean): boolean {
  if (!values?.complete) return true;
  return values.items.some((item) => {
    const text = textOf(item);
    return text === undefined || test(text);
  });
}

function isRole(text: string): boolean {
  if (/^\*+$/.test(text)) return true;
  const resource = parseArn(text)?.resource ?? '';
  return resource.includes(S3_DATA_SOURCE_ROLE_PREFIX) || matchesWildcard(resource, ROLE);
}

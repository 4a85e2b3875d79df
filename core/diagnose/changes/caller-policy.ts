/** A policy of a caller's own. */
import { parseArn } from '../../facts/arns';
import type { ConditionBlock, PolicyStatement } from '../../policies/document';
import type { Caller } from '../caller';
import type { Change } from '../diagnosis';
import { accountOf, type Scene } from '../scene';
import { accountText, listed } from '../words';
import { asDocument } from './as-document';
import { operationOf, sidFor } from './narrowed';
import { command } from './shell';

/** What a caller is to be allowed. */
interface Allowed {
  actions: readonly string[];
  resource: string;
  condition?: ConditionBlock;
  /** A sentence behind that of the change. */
  also?: string;
}

/** A policy for a caller. */
export function callerPolicyChange(
  scene: Scene,
  caller: Caller,
  { actions, resource, condition, also }: Allowed,
): Change {
  const statement: PolicyStatement = {
    Sid: sidFor('Caller', actions),
    Effect: 'Allow',
    Action: actions,
    Resource: resource,
    ...(condition && { Condition: condition }),
  };
  const account = caller.kind === 'principal' ? accountOf(scene, caller.account) : {};
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [statement] }, null, 2);
  const owner = ownerOf(caller);
  return {
    what: `Allow ${listed(actions)} in the caller's own policy, in ${accountText(account)}.${also === undefined ? '' : ` ${also}`}`,
    account,
    ...asDocument('caller_policy_change', [statement], "the caller's policy"),
    ...(owner && {
      cli: `cat > policy.json <<'JSON'\n${policy}\nJSON\n${command('aws', 'iam', ...owner, '--policy-name', policyName(actions), '--policy-document', 'file://policy.json')}`,
    }),
  };
}

/** Of its own for other actions: putting a policy takes the place of one of the same name. */
function policyName(actions: readonly string[]): string {
  return ['fsx-lustre-kms', ...actions.map(operationOf)].join('-').slice(0, MAX_POLICY_NAME);
}

/** Characters of an inline policy's name (IAM API Reference, PutRolePolicy). */
const MAX_POLICY_NAME = 128;

/** Whose policy can be put; that of a role of IAM Identity Center is its permission set's. */
function ownerOf(caller: Caller): [operation: string, option: string, name: string] | undefined {
  if (caller.kind !== 'principal' || caller.name.startsWith('AWSReservedSSO_')) return undefined;
  const [type, ...path] = parseArn(caller.arn)?.resource.split('/') ?? [];
  if (type === 'user') return ['put-user-policy', '--user-name', path.at(-1) ?? ''];
  return type === 'role' || type === 'assumed-role'
    ? ['put-role-policy', '--role-name', caller.name]
    : undefined;
}

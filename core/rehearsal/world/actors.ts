/** Who sends requests in an account. */
import { entryOf, itemsOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { administratorOf } from './places';
import type { Reading } from './reading';
import type { Actor, HeldPolicy } from './world';

/**
 * Who applies a resource: the role that its provider assumes, else an administrator of its account. Either's
 * identity side allows everything; what is attached to the role in view counts too, for what it denies.
 */
export function actorOf(located: Located, reading: Reading): Actor {
  const account = reading.account(located);
  const role = reading.places.assumedRole(located, reading.values);
  const partition = reading.places.partition(located, reading.values);
  return {
    principal: role ?? administratorOf(account, partition),
    account,
    identityPolicies: role === undefined ? [] : attachedTo(role, reading),
  };
}

function attachedTo(roleArn: string, reading: Reading): HeldPolicy[] {
  const name = roleArn.slice(roleArn.lastIndexOf('/') + 1);
  const isRole = (located: Located) => reading.text(located, 'role') === name;
  const inline = reading.resources('aws_iam_role_policy').filter(isRole);
  const attached = reading
    .resources('aws_iam_role_policy_attachment')
    .filter(isRole)
    .flatMap((located) => reading.values.targets(entryOf(located.resource.body, 'policy_arn'), located))
    .filter(({ resource }) => resource.type === 'aws_iam_policy');
  return [...inline, ...attached].map((located) =>
    reading.policy(itemsOf(entryOf(located.resource.body, 'policy'))[0], located),
  );
}

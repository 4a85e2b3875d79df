import type { Call } from '../../gateway/call';
import type { Outcome } from '../../gateway/outcome';
import { childAt, childrenOf, parseXml, textAt } from '../../gateway/xml';
import type { JsonObject } from '../../json';
import type { SandboxWorld } from '../../world';

const GROUP_PAIR = /^IpPermissions\.\d+\.Groups\.\d+\.GroupId$/;

/**
 * Keeps the descriptions of rules whose other side is a security group: moto forgets them where the rule is made
 * (AuthorizeSecurityGroupIngress and -Egress), and keeps them where it is changed.
 */
export async function keepRuleDescriptions(
  call: Call,
  outcome: Outcome,
  { moto }: Pick<SandboxWorld, 'moto'>,
): Promise<void> {
  const { caller, input, region } = call;
  const descriptions = descriptionsOf(input);
  if (caller.kind === 'anonymous' || outcome.status !== 'raw' || descriptions.size === 0) return;
  const answer = parseXml(outcome.response.body.toString());
  for (const rule of childrenOf(childAt(answer, 'securityGroupRuleSet'), 'item')) {
    const other = textAt(rule, 'referencedGroupInfo', 'groupId') ?? '';
    const description = descriptions.get(other);
    if (description === undefined) continue;
    const changed = {
      IpProtocol: textAt(rule, 'ipProtocol') ?? '',
      FromPort: textAt(rule, 'fromPort') ?? '',
      ToPort: textAt(rule, 'toPort') ?? '',
      ReferencedGroupId: other,
      Description: description,
    };
    await moto.query({
      account: caller.account,
      region,
      service: 'ec2',
      action: 'ModifySecurityGroupRules',
      params: {
        GroupId: textAt(rule, 'groupId') ?? '',
        'SecurityGroupRule.1.SecurityGroupRuleId': textAt(rule, 'securityGroupRuleId') ?? '',
        ...Object.fromEntries(
          Object.entries(changed).map(([name, value]) => [
            `SecurityGroupRule.1.SecurityGroupRule.${name}`,
            value,
          ]),
        ),
      },
      changes: true,
    });
  }
}

/** Descriptions of a request's rules by the group on their other side. */
function descriptionsOf(input: JsonObject): ReadonlyMap<string, string> {
  const pairs = Object.entries(input).flatMap(([name, group]) => {
    if (!GROUP_PAIR.test(name)) return [];
    const description = input[name.replace(/GroupId$/, 'Description')];
    return typeof description === 'string' ? [[String(group), description] as const] : [];
  });
  return new Map(pairs);
}

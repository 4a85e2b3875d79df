import type { AccountOf, BrokenLayer, Change } from '../diagnosis';
import { LAYER_NAMES, accountText } from '../words';
import { hclConditions } from './hcl';
import { tsValue } from './typescript';

/**
 * A condition that takes one caller out of a Deny. There is no command for it: the statement is somebody's rule, and
 * whoever owns it decides.
 * @param roleArn of the caller, which sessions of a role carry as aws:PrincipalArn as well
 */
export function exemptionChange(layer: BrokenLayer, account: AccountOf, roleArn: string): Change {
  const condition = { test: 'ArnNotLike', variable: 'aws:PrincipalArn', values: [roleArn] };
  return {
    what: `Take the caller out of the Deny in the ${LAYER_NAMES[layer]} (${accountText(account)}), by a condition beside those that it has; or take the Deny back. No Allow beats it.`,
    account,
    terraform: `# in the statement with the Deny\n${hclConditions([condition])}`,
    cdktf: `// in the statement with the Deny\ncondition: ${tsValue([condition])},`,
    cli: `# "Condition" of the statement with the Deny, in the policy that the command above prints\n# ${JSON.stringify({ Condition: { ArnNotLike: { 'aws:PrincipalArn': roleArn } } })}`,
  };
}

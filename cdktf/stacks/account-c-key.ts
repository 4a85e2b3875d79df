import type { TerraformRemoteState } from 'cdktf';
import type { Construct } from 'constructs';
import { hasReached } from '../../core/journey/steps';
import { policyDocument } from '../../core/policies/document';
import { keyPolicy, statementsForExistingKey } from '../../core/policies/key-policy';
import { AccountStack, type AccountStackProps } from '../account-stack';
import { SharedKey } from '../constructs/shared-key';

/** Name of the output with a key's ARN; stacks A and B read it. */
export function keyArnOutput(keyName: string): string {
  return `key_arn_${keyName}`;
}

/**
 * Account C: the keys. An existing key is left alone, and what its policy needs is handed to its owner.
 *
 * @example
 * const keyStack = new AccountCKey(app, { deployment, stackName: 'keys' });
 * const keyArnOf = keyStack.keyArnsFor(stack);
 * new TerraformOutput(stack, 'key_arn', { value: keyArnOf('data') });
 */
export class AccountCKey extends AccountStack {
  constructor(scope: Construct, props: AccountStackProps) {
    super(scope, 'key', props);
    const { deployment } = this;
    if (!hasReached(deployment.throughStep, 'key-policy')) return;
    for (const key of deployment.keys) {
      if (key.existingArn !== undefined) {
        const policy = policyDocument(statementsForExistingKey(deployment, key.name));
        this.handOvers.push({ name: `key-policy-${key.name}`, content: policy });
        this.output(
          `key_policy_statements_${key.name}`,
          JSON.stringify(policy),
          `To add to the policy of ${key.existingArn}`,
        );
        continue;
      }
      const shared = new SharedKey(this, `key-${key.name}`, {
        alias: `${deployment.namePrefix}-${key.name}`,
        description: `Encrypts the ${key.name} buckets of FSx for Lustre`,
        policy: keyPolicy(deployment, key.name),
        rotationPeriodDays: key.rotationPeriodDays,
        deletionWindowDays: key.deletionWindowDays,
      });
      this.output(keyArnOutput(key.name), shared.arn, `ARN of the ${key.name} key`);
      this.output(`key_alias_${key.name}`, shared.alias, `Alias of the ${key.name} key in account C`);
    }
  }

  /** How another stack learns the ARN of a key: from the deployment, or from this stack's state. */
  keyArnsFor(consumer: AccountStack): (keyName: string) => string {
    let state: TerraformRemoteState | undefined;
    return (keyName) => {
      const existing = this.deployment.keys.find(({ name }) => name === keyName)?.existingArn;
      if (existing !== undefined) return existing;
      state ??= this.backend.getRemoteStateDataSource(consumer, 'account-c', this.node.id);
      return state.getString(keyArnOutput(keyName));
    };
  }
}

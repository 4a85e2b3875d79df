/** A script in which constructs depend on much that stands elsewhere: constants, functions, fields, other constructs. */
export const SCRIPT = `import { KmsKey } from '@cdktf/provider-aws/lib/kms-key';
import { KmsGrant } from '@cdktf/provider-aws/lib/kms-grant';
import * as aws from '@cdktf/provider-aws';
// Who uses the keys.
const ACCOUNT = '111122223333';
const REGION = 'eu-west-1', SUFFIX = 'amazonaws.com';
enum Op { Decrypt = 'Decrypt', Generate = 'GenerateDataKey' }
const root = (id: string, partition = 'aws') => \`arn:\${partition}:iam::\${id}:root\`;
function admin(account: string) {
  const Effect = 'Allow';
  return { Sid: 'Admin', Effect, Principal: { AWS: root(account) }, Action: 'kms:*', Resource: '*' };
}
const shared = { Version: '2012-10-17', Statement: [admin(ACCOUNT)] };
const loose = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: ['kms:Encryptt'], Resource: '*' }] };
class Stack extends TerraformStack {
  private readonly operations = [Op.Decrypt, Op.Generate];
  other() { return '222233334444'; }
  constructor(scope: Construct, id: string) {
    super(scope, id);
    const provider = new aws.provider.AwsProvider(this, 'aws', { region: REGION, allowedAccountIds: [ACCOUNT] });
    const one = new KmsKey(this, 'one', { enableKeyRotation: true, policy: JSON.stringify(shared) });
    const two = new KmsKey(this, 'two', {
      policy: JSON.stringify({
        Version: '2012-10-17',
        Statement: [
          admin(ACCOUNT),
          {
            Effect: 'Allow', Principal: { AWS: root(this.other()) }, Action: ['kms:Decrypt', 'kms:GenerateDataKey'], Resource: '*',
            Condition: { StringEquals: { 'kms:ViaService': \`s3.\${REGION}.\${SUFFIX}\`, 'kms:CallerAccount': this.other() } },
          },
          ...(id ? [{ Sid: 'More' }] : []),
        ],
      }),
    });
    new KmsKey(this, 'three', { policy: JSON.stringify({ Version: '2012-10-17', Statement: [admin(ACCOUNT), { Effect: 'Allow', Principal: { AWS: root(ACCOUNT) }, Action: 'kms:Decrypt', Resource: two.arn }] }) });
    this.grant = new KmsGrant(this, 'g1', { name: 'g1', keyId: one.arn, granteePrincipal: root(this.other()), operations: this.operations });
    new KmsGrant(this, 'g2', { name: 'g2', keyId: two.arn, granteePrincipal: root(ACCOUNT), operations: [Op.Decrypt, ...this.operations], dependsOn: [this.grant] });
    for (const name of ['x', 'y']) new KmsKey(this, name, { description: \`\${name}\${one.id}\`, policy: JSON.stringify(shared) });
    const doc = new aws.dataAwsIamPolicyDocument.DataAwsIamPolicyDocument(this, 'doc', { statement: [{ actions: ['kms:*'], resources: ['*'], principals: [{ type: 'AWS', identifiers: [root(ACCOUNT)] }] }] });
    const last = new KmsKey(this, 'last', { policy: doc.json });
    last.addOverride('a', 1);
  }
}
`;

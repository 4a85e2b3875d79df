import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { RunProblem } from '../../../core/journey/plan';
import { problemOf, type ProblemContext } from '../../../runner/deploy/problems';

const CONTEXT: ProblemContext = {
  account: 'key',
  accountId: '333333333333',
  profile: 'keys',
  target: { kind: 'aws' },
  folder: '/p/cdktf.out/stacks/account-c-key',
  verb: 'deploy',
};

interface Case {
  what: string;
  /** As Terraform 1.11, the AWS provider 5.100 and cdktf 0.21 have printed it, where no other source is named. */
  output: string;
  context?: Partial<ProblemContext>;
  kind: RunProblem['kind'];
  message: string;
  nextAction: string | RegExp;
}

const CASES: Case[] = [
  {
    what: 'a locked state, as terraform plan says it',
    output: `Error: Error acquiring the state lock
Error message: resource temporarily unavailable
Lock Info:
  ID:        9ca880f4-8b4f-2a94-2aa7-c6070a240813
  Path:      /p/terraform.account-c-key.tfstate
  Operation: OperationTypeApply
  Who:       me@laptop
  Version:   1.11.4
  Created:   2026-11-25 21:44:53.736603829 +0000 UTC
  Info:

Terraform acquires a state lock to protect the state from being written
by multiple users at the same time.`,
    kind: 'state-locked',
    message:
      'The state of account-c-key is locked (OperationTypeApply by me@laptop since 2026-11-25 21:44:53.736603829 +0000 UTC): another run is changing it, or one ended without unlocking.',
    nextAction:
      'Wait until the other run has ended. Only when no terraform and no cdktf works on this stack any more, here or where the lock was taken: `terraform force-unlock 9ca880f4-8b4f-2a94-2aa7-c6070a240813` in /p/cdktf.out/stacks/account-c-key, then deploy account-c-key again.',
  },
  {
    what: 'expired credentials of a profile',
    output:
      'Error: Retrieving AWS account details: validating provider credentials: retrieving caller identity from STS: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: 509d4775-6932-4a32-a2f7-87a087b210ba, api error ExpiredToken: The security token included in the request is expired\n  with provider["registry.terraform.io/hashicorp/aws"],',
    kind: 'credentials-expired',
    message: 'The credentials for account C of profile keys have expired.',
    nextAction:
      'Sign in again: `aws sso login --profile keys`, or put new keys into the profile where it has no SSO, then deploy account-c-key again.',
  },
  {
    what: 'an expired SSO session, broken into lines (aws-sdk-go-v2 credentials/ssocreds)',
    output:
      'Error: failed to refresh cached credentials, refresh cached SSO token\nfailed, unable to refresh SSO token, operation error SSO OIDC: CreateToken,\nInvalidGrantException:',
    kind: 'credentials-expired',
    message: 'The credentials for account C of profile keys have expired.',
    nextAction: /`aws sso login --profile keys`/,
  },
  {
    what: 'expired credentials of a sandbox',
    output: 'api error ExpiredToken: The security token included in the request is expired',
    context: { target: { kind: 'sandbox', folder: '/s' } },
    kind: 'credentials-expired',
    message: 'The credentials for account C of profile keys have expired.',
    nextAction:
      'Start the sandbox: `npx fsx-lustre-kms sandbox --data /s`. It writes its address and keys anew.',
  },
  {
    what: 'no credentials',
    output:
      'Error: No valid credential sources found\n  with provider["registry.terraform.io/hashicorp/aws"],\nPlease see https://registry.terraform.io/providers/hashicorp/aws\nfor more information about providing credentials.\n\nError: failed to refresh cached credentials, no EC2 IMDS role found, operation error ec2imds: GetMetadata, access disabled to EC2 IMDS via client option, or "AWS_EC2_METADATA_DISABLED" environment variable',
    context: { profile: undefined },
    kind: 'credentials-missing',
    message: 'There are no credentials for account C that AWS takes.',
    nextAction:
      'Name a profile in cdktf.json (accounts.key.profile), or set AWS_PROFILE; `aws sts get-caller-identity` says who you are.',
  },
  {
    what: 'keys that AWS does not know',
    output:
      'Error: Retrieving AWS account details: validating provider credentials: retrieving caller identity from STS: operation error STS: GetCallerIdentity, https response error StatusCode: 403, RequestID: e92b2c62-8051-4318-a611-c515e0b42c12, api error InvalidClientTokenId: The security token included in the request is invalid.',
    kind: 'credentials-missing',
    message: 'There are no credentials for account C of profile keys that AWS takes.',
    nextAction:
      'Make or mend the profile (`aws configure sso --profile keys`, `aws sso login --profile keys`); `aws sts get-caller-identity --profile keys` says who it is.',
  },
  {
    what: 'another account',
    output:
      'Error: AWS account ID not allowed: 222222222222\n  with provider["registry.terraform.io/hashicorp/aws"],',
    kind: 'wrong-account',
    message:
      'The credentials of profile keys are those of account 222222222222; account-c-key is for 333333333333 only. Nothing was changed.',
    nextAction: 'Set accounts.key.profile or assumeRoleArn in cdktf.json to credentials of 333333333333.',
  },
  {
    what: 'a role that cannot be assumed (aws-sdk-go-base, CannotAssumeRoleError)',
    output:
      'Error: Cannot assume IAM Role\n\nIAM Role (arn:aws:iam::333333333333:role/deployer) cannot be assumed.\n\nError: operation error STS: AssumeRole, api error AccessDenied: no',
    kind: 'access-denied',
    message: 'The role for account C cannot be assumed.',
    nextAction: /^Look at accounts\.key\.assumeRoleArn and externalId in cdktf\.json/,
  },
  {
    what: 'a provider that is not in the mirror',
    output: `Error: Failed to query available provider packages

Could not retrieve the list of available versions for provider hashicorp/aws:
provider registry.terraform.io/hashicorp/aws was not found in any of the
search locations

  - /mirror`,
    kind: 'provider-missing',
    message: 'Terraform could not get the AWS provider.',
    nextAction: /FSX_LUSTRE_KMS_PROVIDER_MIRROR or in a CLI configuration \(TF_CLI_CONFIG_FILE\)\.$/,
  },
  {
    what: 'a registry that cannot be reached',
    output: `Error: Failed to query available provider packages

Could not retrieve the list of available versions for provider hashicorp/aws:
could not connect to registry.terraform.io: failed to request discovery
document: Get "https://registry.terraform.io/.well-known/terraform.json":
proxyconnect tcp: dial tcp 127.0.0.1:9: connect: connection refused`,
    kind: 'provider-missing',
    message: 'Terraform could not get the AWS provider.',
    nextAction: /^Look at the network: Terraform downloads it from registry\.terraform\.io\./,
  },
  {
    what: 'a state that is to be kept elsewhere',
    output: `Error: Backend configuration changed

A change in the backend configuration has been detected, which may require
migrating existing state.

If you wish to attempt automatic migration of the state, use "terraform init
-migrate-state".`,
    kind: 'backend-changed',
    message: 'The state of account-c-key is to be kept in another place than it was.',
    nextAction:
      'To take the state along: `terraform init -migrate-state` in /p/cdktf.out/stacks/account-c-key. To use what is in the new place and leave the old state where it is: `terraform init -reconfigure` in /p/cdktf.out/stacks/account-c-key.',
  },
  {
    what: 'a bucket with objects, as cdktf prints it',
    output: `account-b-bucket  Error: deleting S3 Bucket (b): operation error S3: DeleteBucket, https response error StatusCode: 409, RequestID: 1, HostID: 2, api error BucketNotEmpty: The bucket you tried to delete is not empty. You must delete all versions in the bucket.`,
    context: { account: 'bucket', accountId: '222222222222', verb: 'destroy' },
    kind: 'bucket-not-empty',
    message: 'The bucket still holds objects or old versions, and Terraform deletes no data.',
    nextAction:
      'Empty it with all its versions first (`npx fsx-lustre-kms destroy` does, once its name is typed), then destroy account-b-bucket again.',
  },
  {
    what: 'throttling',
    output:
      'Error: creating KMS Key: operation error KMS: CreateKey, exceeded maximum number of attempts, 25, https response error StatusCode: 400, RequestID: 1, api error ThrottlingException: Rate exceeded',
    kind: 'throttled',
    message: 'AWS answers account C with "too many requests", also after waiting.',
    nextAction: 'Wait a minute, then deploy account-c-key again: it goes on from what is there.',
  },
  {
    what: 'a denied action',
    output:
      'Error: creating KMS Key: operation error KMS: CreateKey, https response error StatusCode: 400, RequestID: 1, AccessDeniedException: User: arn:aws:iam::333333333333:user/me is not authorized to perform: kms:CreateKey on resource: * because no identity-based policy allows the kms:CreateKey action\n\n  with aws_kms_key.key,',
    kind: 'access-denied',
    message:
      "AWS denies account C's credentials of profile keys what the stack needs: User: arn:aws:iam::333333333333:user/me is not authorized to perform: kms:CreateKey on resource: * because no identity-based policy allows the kms:CreateKey action",
    nextAction:
      "Give the identity that deploys into account 333333333333 this permission (an organization's SCP may take it away), then deploy account-c-key again.",
  },
  {
    what: 'outputs of a stack that is not there',
    output:
      'Error: Unable to find remote state\n  with data.terraform_remote_state.account-c,\nNo stored state was found for the given workspace in the given backend.',
    context: { account: 'bucket' },
    kind: 'other',
    message: 'account-b-bucket reads outputs of a stack that is not deployed.',
    nextAction: 'Deploy account-c-key first, then deploy account-b-bucket again.',
  },
  {
    what: 'a sandbox that does not run',
    output:
      'Error: Retrieving AWS account details: validating provider credentials: retrieving caller identity from STS: operation error STS: GetCallerIdentity, exceeded maximum number of attempts, 3, https response error StatusCode: 0, RequestID: , request send failed, Post "http://127.0.0.1:46017/": dial tcp 127.0.0.1:46017: connect: connection refused',
    context: { target: { kind: 'sandbox', folder: '/s' } },
    kind: 'other',
    message: 'Account C does not answer.',
    nextAction:
      'Start the sandbox: `npx fsx-lustre-kms sandbox --data /s`. It writes its address and keys anew.',
  },
  {
    what: 'a name that is taken',
    output:
      'Error: creating KMS Alias (alias/x): operation error KMS: CreateAlias, AlreadyExistsException: An alias with the name exists',
    kind: 'other',
    message:
      'Something of this name is there already, and not in this state: of another deployment, or of a run that was cut off.',
    nextAction: /^Take it over \(`terraform import ADDRESS ID` in /,
  },
  {
    what: 'a name that is taken, with the address of what has it',
    output:
      '│ Error: creating S3 Bucket (x): BucketAlreadyExists\n│ \n│   with aws_s3_bucket.bucket-data_bucket_60973F6A (bucket-data/bucket),\n│   on cdk.tf.json line 55\n',
    kind: 'other',
    message:
      'Something of this name is there already, and not in this state: of another deployment, or of a run that was cut off.',
    nextAction: /^Take it over \(`terraform import aws_s3_bucket\.bucket-data_bucket_60973F6A NAME` in /,
  },
  {
    what: 'Terraform that cdktf does not find',
    output:
      'Terraform CLI not present - Please install a current version https://learn.hashicorp.com/terraform/getting-started/install.html',
    kind: 'terraform-missing',
    message: 'Terraform could not be started: it is not on the PATH.',
    nextAction: /^Install Terraform/,
  },
  {
    what: 'anything else, by its first error',
    output:
      'account-c-key  Error: Reference to undeclared resource\n\n               on cdk.tf.json line 3\n',
    kind: 'other',
    message: 'Terraform could not deploy account-c-key: Reference to undeclared resource',
    nextAction: /^Read what Terraform says, mend it/,
  },
];

describe('problemOf', () => {
  for (const { what, output, context, kind, message, nextAction } of CASES) {
    it(`knows ${what}`, () => {
      const problem = problemOf(output, { ...CONTEXT, ...context });
      assert.deepEqual([problem.kind, problem.message], [kind, message]);
      if (typeof nextAction === 'string') assert.equal(problem.nextAction, nextAction);
      else assert.match(problem.nextAction, nextAction);
      assert.ok(problem.output.length > 0);
    });
  }

  it('knows them in colour and in a box, and keeps the errors without either', () => {
    const box =
      'Plan: 1 to add\n\u001b[31m╷\u001b[0m\u001b[0m\r\n\u001b[31m│\u001b[0m \u001b[0mError: AWS account ID not allowed: 222222222222\r\n\u001b[31m│\u001b[0m\r\n\u001b[31m╵\u001b[0m\r\n';
    const problem = problemOf(box, CONTEXT);
    assert.deepEqual(
      [problem.kind, problem.output],
      ['wrong-account', 'Error: AWS account ID not allowed: 222222222222'],
    );
  });

  it('never throws, and always says what to do', () => {
    const part = fc.oneof(
      fc.string(),
      fc.constantFrom('\n', ...CASES.map(({ output }) => output.slice(0, 60))),
    );
    fc.assert(
      fc.property(fc.array(part), (parts) => {
        const problem = problemOf(parts.join(' '), CONTEXT);
        assert.ok(problem.message !== '' && problem.nextAction !== '');
      }),
    );
  });
});

import assert from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { credentialProblem } from '../../../runner/accounts/credential-problem';
import { checkIdentities } from '../../../runner/accounts/identity';
import { ACCOUNT_A, ACCOUNT_B, ACCOUNT_C, deployment } from '../../support/deployments';
import { accessKeyOf, EXPIRED_ACCESS_KEY, startStsStub, type StsStub } from '../../support/sts-stub';
import { temporaryFolder } from '../../support/temporary-folder';

/** A sandbox's folder with these access keys by profile. */
function sandbox(endpoint: string, keys: Record<string, string | undefined>): string {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'aws'));
  const names = Object.keys(keys);
  writeFileSync(
    join(folder, 'aws', 'config'),
    names.map((name) => `[profile ${name}]\nregion = us-east-1\nendpoint_url = ${endpoint}\n`).join('\n'),
  );
  writeFileSync(
    join(folder, 'aws', 'credentials'),
    names
      .filter((name) => keys[name] !== undefined)
      .map((name) => `[${name}]\naws_access_key_id = ${keys[name] ?? ''}\naws_secret_access_key = x\n`)
      .join('\n'),
  );
  return folder;
}

const startOf = (folder: string) =>
  `Start the sandbox: \`npx fsx-lustre-kms sandbox --data ${folder}\`. It writes its address and keys anew.`;

describe('checkIdentities', function () {
  this.timeout(30_000);
  let sts: StsStub;
  before(async () => {
    sts = await startStsStub();
  });
  after(() => {
    sts.close();
  });

  it('says for each account who we are, another account included, and where there are no credentials', async () => {
    const folder = sandbox(sts.url, {
      'account-a-file-system': accessKeyOf(ACCOUNT_A),
      'account-b-bucket': accessKeyOf(ACCOUNT_C),
      'account-c-key': undefined,
    });
    assert.deepEqual(await checkIdentities(deployment(), { kind: 'sandbox', folder }), [
      {
        account: 'fileSystem',
        expectedId: ACCOUNT_A,
        status: 'matches',
        arn: `arn:aws:iam::${ACCOUNT_A}:user/administrator`,
      },
      {
        account: 'bucket',
        expectedId: ACCOUNT_B,
        status: 'other-account',
        arn: `arn:aws:iam::${ACCOUNT_C}:user/administrator`,
        id: ACCOUNT_C,
        message: `The credentials for account B are arn:aws:iam::${ACCOUNT_C}:user/administrator, of account ${ACCOUNT_C} instead of ${ACCOUNT_B}.`,
        nextAction: `End that sandbox where it runs, and start it in this folder with --reset: \`npx fsx-lustre-kms sandbox --data ${folder} --reset\`. It then has the accounts of cdktf.json, and nothing in them.`,
      },
      {
        account: 'key',
        expectedId: ACCOUNT_C,
        status: 'missing',
        message:
          'Account C: Could not resolve credentials using profile: [account-c-key] in configuration/credentials file(s).',
        nextAction: startOf(folder),
      },
    ]);
  });

  it('says that a sandbox has never run, or does not run', async () => {
    const never = await checkIdentities(deployment(), { kind: 'sandbox', folder: '/nowhere' });
    assert.deepEqual(
      never.map(({ status }) => status),
      ['unreachable', 'unreachable', 'unreachable'],
    );
    // Port 9 on loopback: nothing listens there.
    const keys = Object.fromEntries(
      ['account-a-file-system', 'account-b-bucket', 'account-c-key'].map((name) => [name, 'AKIA']),
    );
    const folder = sandbox('http://127.0.0.1:9', keys);
    const stopped = await checkIdentities(deployment(), { kind: 'sandbox', folder });
    assert.deepEqual(
      stopped.map((identity) => [identity.status, 'nextAction' in identity && identity.nextAction]),
      [1, 2, 3].map(() => ['unreachable', startOf(folder)]),
    );
  });

  it('sees at once that somebody has signed in again', async () => {
    const file = join(temporaryFolder(), 'credentials');
    const signIn = (accessKey: string) => {
      writeFileSync(file, `[b]\naws_access_key_id = ${accessKey}\naws_secret_access_key = x\n`);
    };
    const account = (id: string) => ({ id, profile: 'b', endpoints: { sts: sts.url } });
    const accounts = { fileSystem: account(ACCOUNT_A), bucket: account(ACCOUNT_B), key: account(ACCOUNT_C) };
    const before = process.env['AWS_SHARED_CREDENTIALS_FILE'];
    process.env['AWS_SHARED_CREDENTIALS_FILE'] = file;
    try {
      const seen: string[] = [];
      for (const accessKey of [EXPIRED_ACCESS_KEY, accessKeyOf(ACCOUNT_C), accessKeyOf(ACCOUNT_B)]) {
        signIn(accessKey);
        const [, bucket] = await checkIdentities(deployment({ accounts }), { kind: 'aws' });
        seen.push(bucket?.status ?? '');
      }
      assert.deepEqual(seen, ['expired', 'other-account', 'matches']);
    } finally {
      if (before === undefined) delete process.env['AWS_SHARED_CREDENTIALS_FILE'];
      else process.env['AWS_SHARED_CREDENTIALS_FILE'] = before;
    }
  });

  it('ends at once when it is cancelled', async () => {
    const folder = sandbox(sts.url, { 'account-a-file-system': accessKeyOf(ACCOUNT_A) });
    const [first] = await checkIdentities(deployment(), { kind: 'sandbox', folder }, AbortSignal.abort());
    assert.equal(first?.status, 'unreachable');
  });
});

describe('credentialProblem', () => {
  /** Names and messages of the AWS SDK for JavaScript 3 and of STS. */
  const cases: [name: string, message: string, status: string, nextAction: RegExp][] = [
    [
      'CredentialsProviderError',
      "The SSO session associated with this profile has expired. To refresh this SSO session run 'aws sso login' with the corresponding profile.",
      'expired',
      /^Sign in again: `aws sso login --profile keys`/,
    ],
    [
      'ExpiredToken',
      'The security token included in the request is expired',
      'expired',
      /aws sso login --profile keys/,
    ],
    [
      'CredentialsProviderError',
      'Could not resolve credentials using profile: [keys] in configuration/credentials file(s).',
      'missing',
      /^Make the profile \(`aws configure sso --profile keys`\)/,
    ],
    [
      'InvalidClientTokenId',
      'The security token included in the request is invalid.',
      'refused',
      /`aws sts get-caller-identity --profile keys`/,
    ],
    [
      'AccessDenied',
      'User: arn:aws:iam::1:user/me is not authorized to perform: sts:AssumeRole',
      'refused',
      /correct accounts\.key in cdktf\.json/,
    ],
    ['Error', 'connect ECONNREFUSED 127.0.0.1:9', 'unreachable', /proxy \(HTTPS_PROXY\)/],
    ['TimeoutError', 'The operation was aborted due to timeout', 'unreachable', /proxy/],
  ];
  for (const [name, message, status, nextAction] of cases) {
    it(`takes ${name}, "${message.slice(0, 40)}…", for ${status}`, () => {
      const error = Object.assign(new Error(message), { name });
      const found = credentialProblem(error, { account: 'key', profile: 'keys' }, { kind: 'aws' });
      assert.equal(found.status, status);
      assert.equal(found.message, `Account C: ${message}`);
      assert.match(found.nextAction, nextAction);
    });
  }

  it('has a next action where no profile is named', () => {
    const error = Object.assign(new Error('Could not load credentials from any providers'), {
      name: 'CredentialsProviderError',
    });
    const found = credentialProblem(error, { account: 'key' }, { kind: 'aws' });
    assert.deepEqual(
      [found.status, found.nextAction],
      [
        'missing',
        'Name a profile in cdktf.json (accounts.key.profile), or set AWS_PROFILE; `aws configure sso` makes one.',
      ],
    );
  });
});

import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { configuredEndpoints } from '../../../runner/accounts/configured-endpoints';
import { withEnvironment } from '../../support/environment';
import { temporaryFolder } from '../../support/temporary-folder';

const CONFIG = `[default]
endpoint_url = http://default

[profile plain]
region = us-east-1

[profile all]
endpoint_url = http://all

[profile some]
endpoint_url = http://some
services = mine

[services mine]
s3_control =
  endpoint_url = http://account@some
cloudwatch_logs =
  endpoint_url = http://logs

[profile gone]
endpoint_url = http://gone
services = nowhere

[profile off]
endpoint_url = http://off
ignore_configured_endpoint_urls = true
`;
const EVERYWHERE = { kms: 'http://env', s3control: 'http://env', logs: 'http://env' };

const CASES: {
  name: string;
  profile?: string;
  variables?: Record<string, string>;
  expected: { kms?: string; s3control?: string; logs?: string };
}[] = [
  { name: 'is silent where the profile is', profile: 'plain', expected: {} },
  { name: 'is silent where there is no such profile', profile: 'unknown', expected: {} },
  { name: 'is silent where the profile says to ignore it', profile: 'off', expected: {} },
  {
    name: 'is silent where a variable says to ignore it',
    profile: 'all',
    variables: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true', AWS_ENDPOINT_URL: 'http://env' },
    expected: {},
  },
  {
    name: 'lets a variable undo what the profile ignores',
    profile: 'off',
    variables: { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'false' },
    expected: { kms: 'http://off', s3control: 'http://off', logs: 'http://off' },
  },
  {
    name: 'takes a profile’s endpoint for every service',
    profile: 'all',
    expected: { kms: 'http://all', s3control: 'http://all', logs: 'http://all' },
  },
  {
    name: 'takes a service’s own endpoint first',
    profile: 'some',
    expected: { kms: 'http://some', s3control: 'http://account@some', logs: 'http://logs' },
  },
  {
    name: 'takes the profile’s where its services section is missing',
    profile: 'gone',
    expected: { kms: 'http://gone', s3control: 'http://gone', logs: 'http://gone' },
  },
  {
    name: 'takes a variable before files',
    profile: 'some',
    variables: { AWS_ENDPOINT_URL: 'http://env' },
    expected: EVERYWHERE,
  },
  {
    name: 'takes a service’s own variable before all',
    profile: 'some',
    variables: { AWS_ENDPOINT_URL: 'http://env', AWS_ENDPOINT_URL_S3_CONTROL: 'http://own' },
    expected: { ...EVERYWHERE, s3control: 'http://own' },
  },
  {
    name: 'takes an empty variable for none',
    profile: 'all',
    variables: { AWS_ENDPOINT_URL: '', AWS_ENDPOINT_URL_KMS: '' },
    expected: { kms: 'http://all', s3control: 'http://all', logs: 'http://all' },
  },
  {
    name: 'takes the default profile where none is named',
    expected: { kms: 'http://default', s3control: 'http://default', logs: 'http://default' },
  },
  {
    name: 'takes AWS_PROFILE where none is named',
    variables: { AWS_PROFILE: 'all' },
    expected: { kms: 'http://all', s3control: 'http://all', logs: 'http://all' },
  },
  {
    name: 'takes the profile that is named, not AWS_PROFILE',
    profile: 'plain',
    variables: { AWS_PROFILE: 'all' },
    expected: {},
  },
];

describe('configuredEndpoints', () => {
  for (const { name, profile, variables = {}, expected } of CASES) {
    it(name, async () => {
      const file = join(temporaryFolder(), 'config');
      writeFileSync(file, CONFIG);
      const files = { AWS_CONFIG_FILE: file, AWS_SHARED_CREDENTIALS_FILE: `${file}.none` };
      await withEnvironment({ ...files, ...variables }, async () => {
        const endpointOf = await configuredEndpoints(profile);
        assert.deepEqual((['kms', 's3control', 'logs'] as const).map(endpointOf), [
          expected.kms,
          expected.s3control,
          expected.logs,
        ]);
      });
    });
  }

  it('finds nothing where there are no files', async () => {
    const none = join(temporaryFolder(), 'none');
    await withEnvironment({ AWS_CONFIG_FILE: none, AWS_SHARED_CREDENTIALS_FILE: none }, async () => {
      assert.equal((await configuredEndpoints('all'))('kms'), undefined);
    });
  });
});

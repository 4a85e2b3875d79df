import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { chmodSync, readFileSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';
import { findingsIn } from './linting';
import { alternativesOf, expanded, expansionOf, snippetsOf } from './snippet-files';

/** Runs a script with commands of our own in the place of the real ones, and without the user's settings. */
function runWith(stubs: Readonly<Record<string, string>>, script: string, input = '') {
  const folder = temporaryFolder();
  for (const [name, body] of Object.entries(stubs)) {
    writeFileSync(join(folder, name), `#!/bin/bash\n${body}\n`);
    chmodSync(join(folder, name), 0o755);
  }
  return spawnSync('bash', ['--norc', '-c', script], {
    cwd: folder,
    encoding: 'utf8',
    input,
    env: { PATH: [folder, process.env['PATH'] ?? ''].join(delimiter), CALLS: join(folder, 'calls') },
  });
}

/** An `lfs` that tells a state, as Lustre prints it. */
const lfs = (state: string) => ({ sudo: 'exec "$@"', lfs: `echo "$2: ${state}"` });
const RECORD = 'echo "${0##*/} $*" >> "$CALLS"';

describe('shell snippets', () => {
  for (const snippet of snippetsOf('shell')) {
    it(`${snippet.prefix} is shell, with every choice`, () => {
      const texts = [
        expanded(snippet),
        ...alternativesOf(snippet).map(({ index, option }) => expanded(snippet, new Map([[index, option]]))),
      ];
      for (const text of texts) {
        const { status, stderr } = spawnSync('bash', ['-n'], { input: text, encoding: 'utf8' });
        assert.equal(`${stderr}${status ?? ''}`, '0');
      }
    });

    it(`${snippet.prefix} is right as a client's first script`, async () => {
      const user_data = `#!/bin/bash\n${expanded(snippet)}\n`.replaceAll('${', '$${');
      const file = { resource: { aws_instance: { client: { user_data } } } };
      assert.deepEqual(await findingsIn('main.tf.json', JSON.stringify(file)), []);
    });
  }

  const states: { state: string; out: RegExp; error: RegExp }[] = [
    { state: '(0x00000000)', out: /^$/, error: /^not exported: 0x00000000\n$/ },
    {
      state: '(0x0000000b) exists dirty archived, archive_id:1',
      out: /^$/,
      error: /^not exported: 0x0000000b\n$/,
    },
    { state: 'no such file', out: /^$/, error: /^not exported: no state\n$/ },
    { state: '(0x00000009) exists archived, archive_id:1', out: /^archived: 0x00000009\n$/, error: /^$/ },
    { state: '(0x0000000d) released exists archived', out: /^archived: 0x0000000d\n$/, error: /^$/ },
  ];
  for (const { state, out, error } of states) {
    it(`proof goes by the flags: ${state}`, () => {
      const { stdout, stderr } = runWith({ ...lfs(state), aws: ':' }, expansionOf('shell', 'proof'));
      assert.match(stdout, out);
      assert.match(stderr, error);
    });
  }

  it('proof-all names the files that are not exported', () => {
    const script = `mkdir fsx; touch fsx/done 'fsx/not yet'\n${expansionOf('shell', 'proof-all').replace('/fsx', 'fsx')}`;
    const { stdout } = runWith(
      {
        sudo: 'exec "$@"',
        lfs: 'case $2 in *done) echo "$2: (0x00000009) exists archived";; *) echo "$2: (0x00000000)";; esac',
      },
      script,
    );
    assert.equal(stdout, '0x00000000 fsx/not yet\n');
  });

  it('trail shows the refused calls of the file system only', function () {
    if (spawnSync('jq', ['--version']).error) this.skip();
    const event = (errorCode: string | undefined, arn: string | undefined) =>
      JSON.stringify({
        eventTime: '2026-11-23T10:00:00Z',
        eventName: 'Decrypt',
        errorCode,
        errorMessage: `denied to ${arn ?? 'nobody'}`,
        userIdentity: { arn },
        requestParameters: { encryptionContext: { 'aws:s3:arn': 'arn:aws:s3:::b' } },
      });
    const session = (id: string) =>
      `arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_${id}/FSx`;
    const mine = session('fs-0123456789abcdef0');
    const events = [
      event(undefined, mine),
      event('AccessDenied', session('fs-00000000000000000')),
      event('AccessDenied', undefined),
      event('AccessDenied', mine),
    ];
    const { stdout, stderr } = runWith(
      { aws: `cat <<'EVENTS'\n${JSON.stringify(events)}\nEVENTS` },
      expansionOf('shell', 'trail'),
    );
    assert.equal(stderr, '');
    assert.equal(stdout, `2026-11-23T10:00:00Z\tDecrypt\tarn:aws:s3:::b\tdenied to ${mine}\n`);
  });

  for (const [prefix, name, last] of [
    ['clean-up-a', 'fs-0123456789abcdef0', 'fsx delete-file-system'],
    ['clean-up-b', 'my-linked-bucket', 's3api delete-bucket'],
    ['clean-up-c', '1234abcd-12ab-34cd-56ef-1234567890ab', 'kms schedule-key-deletion'],
  ] as const) {
    it(`${prefix} deletes nothing until the name is typed`, () => {
      const script = `touch "$CALLS"\n${expansionOf('shell', prefix)}\ncat "$CALLS"`;
      const stubs = { aws: `${RECORD}\ncase $2 in list-*) echo '{ "Objects": [] }';; esac` };
      assert.equal(runWith(stubs, script, 'yes\n').stdout, '');
      const calls = runWith(stubs, script, `${name}\n`).stdout.trimEnd().split('\n');
      assert.ok(calls.at(-1)?.startsWith(`aws ${last}`), calls.join('\n'));
    });
  }

  it('clean-up-b deletes versions until none is left', () => {
    const aws = `${RECORD}
case $2 in
  list-*) if [[ -e emptied ]]; then echo '{ "Objects": null }'; else echo '{ "Objects": [{ "Key": "a" }] }'; fi ;;
  delete-objects) cat > deleted; touch emptied ;;
esac`;
    const { stdout } = runWith(
      { aws },
      `${expansionOf('shell', 'clean-up-b')}\ncut -d ' ' -f 3 "$CALLS"; cat deleted`,
      'my-linked-bucket\n',
    );
    assert.equal(
      stdout,
      'list-object-versions\ndelete-objects\nlist-object-versions\ndelete-bucket\n{ "Objects": [{ "Key": "a" }] }\n',
    );
  });

  it('default encryption is that of the JSON snippet', () => {
    const text = expansionOf('shell', 'put-encryption');
    const [, json = ''] = /--server-side-encryption-configuration '([^']*)'/.exec(text) ?? [];
    assert.deepEqual(JSON.parse(json), JSON.parse(expansionOf('json', 'encryption')));
  });

  it('are all the commands of the seven steps', () => {
    const whole = readFileSync(join(process.cwd(), 'snippets', 'shell.json'), 'utf8');
    for (const command of [
      'put-bucket-policy',
      'put-key-policy',
      'describe-key',
      'put-bucket-encryption',
      'create-data-repository-association',
      'mount -t lustre',
      '/etc/fstab',
      'lookup-events',
      'create-grant',
      'list-grants',
      'revoke-grant',
      'hsm_archive',
      'hsm_state',
      'hsm_action',
      'hsm_release',
      'hsm_restore',
      'head-object',
      'delete-file-system',
      'schedule-key-deletion',
    ]) {
      assert.ok(whole.includes(command), command);
    }
  });
});

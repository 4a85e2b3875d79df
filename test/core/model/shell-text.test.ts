import assert from 'node:assert/strict';
import { lustreMountsIn, shellTextOf, type ShellText } from '../../../core/model/shell-text';
import { createModel } from '../../../core/model/model';
import { lustreScripts } from '../../../core/model/lustre-script';
import { createProject } from '../../../core/syntax/project';
import { sharedReader } from '../../support/reader';

const names = (text: string) =>
  lustreMountsIn(text).map(({ host, mountName, options }) => [host.text, mountName.text, options?.text]);

describe('Lustre mounts in shell text', () => {
  const cases: [name: string, text: string, expected: ReturnType<typeof names>][] = [
    ['a mount command', 'mount -t lustre -o flock host@tcp:/abc /fsx', [['host', 'abc', undefined]]],
    ['a line of fstab', 'host@tcp:/abc /fsx lustre flock,_netdev 0 0', [['host', 'abc', 'flock,_netdev']]],
    [
      'a directory below the mount name',
      'host@tcp:/abc/data /fsx lustre flock 0 0',
      [['host', 'abc', 'flock']],
    ],
    [
      'tabs that echo makes',
      String.raw`host@tcp:/abc\t/fsx\tlustre\tflock\t0\t0`,
      [['host', 'abc', 'flock']],
    ],
    [
      "cloud-init's mounts",
      '- [ "host@tcp:/abc", "/fsx", "lustre", "flock", "0", "0" ]',
      [['host', 'abc', 'flock']],
    ],
    [
      'two lines',
      'a@tcp:/x /a\nmount b@tcp:/y /b',
      [
        ['a', 'x', undefined],
        ['b', 'y', undefined],
      ],
    ],
    ['a comment', '  # host@tcp:/abc /fsx lustre flock', []],
    ['NFS', 'host:/abc /nfs nfs defaults 0 0', []],
    ['a name that is not written yet', 'mount host@tcp:/', [['host', '', undefined]]],
  ];
  for (const [name, text, expected] of cases)
    it(name, () => {
      assert.deepEqual(names(text), expected);
    });
});

describe('shell text in a configuration', () => {
  const written = async (path: string, text: string) => {
    const reader = await sharedReader();
    const file = reader.read({ path, text });
    const scripts = lustreScripts(createModel(createProject(file ? [file] : [])));
    const show = (script: ShellText, { from, to }: { from: number; to: number }) => {
      const { start, end } = script.rangeOf(from, to);
      return text.slice(start, end);
    };
    return scripts.flatMap((script) =>
      lustreMountsIn(script.text).map(({ host, mountName, options }) => [
        show(script, host),
        show(script, mountName),
        options && show(script, options),
      ]),
    );
  };
  const line = '${aws_fsx_lustre_file_system.fs.dns_name}@tcp:/abc /fsx lustre a,b 0 0';
  const HOST = 'aws_fsx_lustre_file_system.fs.dns_name';

  for (const [name, path, text] of [
    ['a heredoc', 'a.tf', `resource "aws_instance" "c" {\n  user_data = <<-EOT\n    ä ${line}\n  EOT\n}\n`],
    [
      'a string with escapes',
      'a.tf',
      `resource "aws_instance" "c" {\n  user_data = "\\u00e4\\n${line}\\n"\n}\n`,
    ],
    [
      'a script in a call',
      'a.tf',
      `resource "aws_instance" "c" {\n  user_data = base64encode(<<-EOT\n    ${line}\n  EOT\n  )\n}\n`,
    ],
    ['Terraform JSON', 'a.tf.json', `{"resource":{"aws_instance":{"c":{"user_data":"\\"\\n${line}\\n"}}}}`],
  ] as const) {
    it(name, async () => {
      const [[host = '', mountName, options] = []] = await written(path, text);
      assert.ok(host === HOST || host === `\${${HOST}}`, host);
      assert.deepEqual([mountName, options], ['abc', 'a,b']);
    });
  }

  it('holds what is not known, and nothing of a computed value', () => {
    const range = { start: 0, end: 4 };
    assert.equal(
      shellTextOf({ kind: 'unknown', reason: 'computed', text: '', references: [], range }, 'true'),
      undefined,
    );
    assert.equal(shellTextOf({ kind: 'number', value: 1, range }, '1'), undefined);
  });
});

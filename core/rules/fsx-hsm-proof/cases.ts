import type { RuleCases } from '../case';

const provisioner = (commands: string) => `resource "aws_instance" "client" {
  provisioner "remote-exec" {
    inline = [
${commands}    ]
  }
}
`;
const NOOP =
  'NOOP says that no action is going on, not that the file was exported: after a denial it is the same. Ask "lfs hsm_state" for the archived flag (0x8), and S3 for the object ("aws s3api head-object").';
const EXIT_CODE =
  '"lfs hsm_archive" returns 0 before the export has begun, also when S3 or KMS denies it: its exit code is no success. Ask "lfs hsm_state" for the archived flag (0x8), and S3 for the object ("aws s3api head-object").';
const document = (command: string) => `resource "aws_ssm_document" "export" {
  document_type = "Command"
  content = jsonencode({
    schemaVersion = "2.2"
    mainSteps = [{
      action = "aws:runShellScript"
      name   = "export"
      inputs = { runCommand = ["${command}"] }
    }]
  })
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a loop that waits for NOOP',
      file: 'main.tf',
      text: provisioner(
        '      "lfs hsm_archive /fsx/result.csv; until lfs hsm_action /fsx/result.csv | grep -q «NOOP»; do sleep 1; done",\n',
      ),
      messages: [NOOP],
    },
    {
      name: 'the exit code of hsm_archive',
      file: 'main.tf',
      text: document('sudo lfs «hsm_archive» /fsx/result.csv && rm /fsx/result.csv'),
      messages: [EXIT_CODE],
    },
    {
      name: 'a condition on hsm_archive, in user data',
      file: 'main.tf',
      text: `resource "aws_instance" "client" {
  user_data = <<-EOT
    #!/bin/bash
    if sudo lfs «hsm_archive» /fsx/result.csv; then
      echo exported
    fi
  EOT
}
`,
      messages: [EXIT_CODE],
    },
  ],
  good: [
    {
      name: 'the state of the file',
      file: 'main.tf',
      text: provisioner(
        '      "lfs hsm_archive /fsx/a && until lfs hsm_action /fsx/a | grep -q NOOP; do sleep 1; done; lfs hsm_state /fsx/a | grep -q archived",\n',
      ),
    },
    {
      name: 'the count of open exports that the guide has',
      file: 'main.tf',
      text: document(
        'find /fsx -type f -print0 | xargs -0 -n 1 -P 8 sudo lfs hsm_action | grep ARCHIVE | wc -l',
      ),
    },
    {
      name: 'loading of files',
      file: 'main.tf',
      text: document('lfs hsm_restore /fsx/a; lfs hsm_action /fsx/a | grep -q NOOP'),
    },
    {
      name: 'an archive command alone',
      file: 'main.tf',
      text: document('sudo lfs hsm_archive /fsx/result.csv'),
    },
  ],
};

import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { temporaryFolder } from '../../support/temporary-folder';

/** KMS refuses this grant, for its operation. */
export const BAD_GRANT = `resource "aws_kms_grant" "files" {
  name              = "files"
  key_id            = var.key
  grantee_principal = var.role
  operations        = ["kms:Decrypt"]
}
`;

export const GOOD_GRANT = BAD_GRANT.replace('kms:Decrypt', 'Decrypt');

/** Plans of three accounts that go through all seven steps. */
export const PLANS = ['a', 'b', 'c'].map((name) =>
  join(process.cwd(), 'test', 'core', 'rehearsal', 'plans', 'literals', `${name}.json`),
);

/** A new folder with these files. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = temporaryFolder();
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
  return folder;
}

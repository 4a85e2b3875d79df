import type { GrantOperation } from '../../facts/kms';
import { ownCommand } from '../../own-command';
import type { Change } from '../diagnosis';
import { accountIn, type Scene } from '../scene';
import { accountText } from '../words';
import { asResource } from './as-resource';
import { longCommand } from './shell';
import { deploymentOf, valuesOf } from './values';

/** The grant for the file system's role, created by its own account. @param operations that were refused */
export function grantChange(scene: Scene, operations: readonly GrantOperation[]): Change {
  const values = valuesOf(scene);
  const { grant } = deploymentOf(values, { operations });
  const name = grantName(scene);
  const account = accountIn(scene, 'fileSystem');
  return {
    what: `Give the file system's role a grant on the key, created by ${accountText(account)}: grants that the key's owner creates do not make up for the missing permission on this side.`,
    account,
    ...grantForms({
      name,
      keyArn: values.keyArn,
      roleArn: values.roleArn,
      operations: grant.operations,
    }),
    cli: longCommand(
      ['aws', 'kms', 'create-grant', '--region', values.region],
      [
        ['--key-id', values.keyArn],
        ['--grantee-principal', values.roleArn],
        ['--operations', ...grant.operations],
        ['--name', name],
      ],
    ),
    ...deployed(scene, 6),
  };
}

/** A grant in Terraform and in CDKTF. */
export function grantForms({
  name,
  keyArn,
  roleArn,
  operations,
}: {
  name: string;
  keyArn: string;
  roleArn: string;
  operations: readonly string[];
}): Pick<Change, 'terraform' | 'cdktf'> {
  return asResource(
    {
      type: 'aws_kms_grant',
      name: 'file_system',
      id: 'file-system-grant',
      construct: 'KmsGrant',
      note: 'with the provider of account A',
    },
    { name, key_id: keyArn, grantee_principal: roleArn, operations },
  );
}

/** The name that our own stack gives it, where the folder has one. */
function grantName({ deployment, keyArn }: Scene): string {
  const key = deployment?.keys.find(
    ({ existingArn }, _, { length }) => length === 1 || existingArn === keyArn,
  );
  return deployment && key ? `${deployment.namePrefix}-${key.name}` : 'file-system';
}

/** The command that brings a deployment to a step that it has not come to. */
export function deployed({ deployment }: Scene, step: number): Pick<Change, 'deploy'> {
  return deployment && deployment.throughStep < step ? { deploy: ownCommand(`deploy ${step}`) } : {};
}

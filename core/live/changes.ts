/** What mends a broken link: policies as they would be, shown as a diff, and commands. */
import { grantForms } from '../diagnose/changes/grant-change';
import { decideAsk, type Ask } from '../rehearsal/requests/ask';
import { createGrant, revokeGrant } from '../rehearsal/requests/kms';
import type { WorldGrant, WorldKey, WorldLink } from '../rehearsal/world/world';
import { isKnownText } from '../rehearsal/world/text';
import type { Change } from './change';
import { valueOf, type Evidence } from './evidence';
import { livePlace } from './place';
import type { Scene } from './policies/held-policy';
import { bucketPolicyChange, keyPolicyChange } from './policies/policy-changes';
import type { LiveRehearsal } from './rehearse-live';
import { associationForms, encryptionForms } from './resource-forms';
import { updateAssociation } from './update-association';
import { bucketAndPrefix } from './world';
import { isAbout, type BrokenLink } from './broken-link';

/** Those that can be made as they are: what would name something that nobody could see is left to {@link wantingFor}. */
export function changesFor(broken: BrokenLink, live: LiveRehearsal, evidence: Evidence): Change[] {
  return allChanges(broken, live, evidence).filter(isWhole);
}

/** What has to be given to see the changes that are left out, a sentence each. */
export function wantingFor(broken: BrokenLink, live: LiveRehearsal, evidence: Evidence): string[] {
  const left = allChanges(broken, live, evidence).filter((change) => !isWhole(change));
  if (left.length === 0) return [];
  const bucket = linkOf(broken, live.read.world.links)?.bucket.name ?? '';
  return [
    isKnownText(bucket)
      ? 'Give --profile of account A, or --with its part, to see the command.'
      : 'Name the bucket that is meant with --bucket NAME to see the command.',
  ];
}

function isWhole({ command = '', policy }: Change): boolean {
  // A policy may have variables of its own; a stand-in is for the account, or the Region, of something.
  const isNamed = policy === undefined || !/\$\{\w+ of [^}]*\}/.test(JSON.stringify(policy));
  return isKnownText(command) && isNamed;
}

function allChanges(broken: BrokenLink, { read }: LiveRehearsal, evidence: Evidence): Change[] {
  const link = linkOf(broken, read.world.links);
  if (!link) return [];
  const scene = { link, read, evidence };
  switch (broken.layer) {
    case 'bucket policy':
      return bucketPolicyChange(broken, scene);
    case 'key policy':
      return keyPolicyChange(broken, scene);
    case 'grant':
      return grantChanges(broken, scene);
    case 'default encryption':
      return encryptionChange(link);
    case 'association':
      return broken.command === undefined ? linkChange(link, evidence) : commandOf(broken);
    default:
      return commandOf(broken);
  }
}

/** What automatic import may follow. */
const ALL_EVENTS = ['NEW', 'CHANGED', 'DELETED'];

function commandOf({ command, account }: BrokenLink): Change[] {
  return command === undefined || account === '?'
    ? []
    : [{ account, what: 'Run, in the account that owns it:', command }];
}

/** An association that is not there yet, or one that imports nothing. */
function linkChange({ place, fileSystem, bucket }: WorldLink, evidence: Evidence): Change[] {
  const { region } = evidence;
  if (place) return importChange(bucket.name, evidence);
  return [
    {
      account: 'A',
      what: `Link ${bucket.name}, and import what is in it (in Terraform: aws_fsx_data_repository_association; where a stack has it, deploy that instead):`,
      ...associationForms({
        fileSystemId: fileSystem.id,
        path: '/',
        repository: `s3://${bucket.name}`,
        autoImport: ALL_EVENTS,
        autoExport: [],
        importsAtCreation: true,
      }),
      command: `aws fsx create-data-repository-association --file-system-id ${fileSystem.id} --file-system-path / --data-repository-path s3://${bucket.name} --batch-import-meta-data-on-create --region ${region} --s3 '${JSON.stringify({ AutoImportPolicy: { Events: ALL_EVENTS } })}'`,
    },
  ];
}

/** Automatic import is of what is new; what was there before takes a task. */
function importChange(bucket: string, { associations, fileSystemId, region }: Evidence): Change[] {
  const one = (valueOf(associations) ?? []).find(
    ({ dataRepositoryPath }) => bucketAndPrefix(dataRepositoryPath).name === bucket,
  );
  if (!one || one.importsAtCreation || one.autoImport.includes('NEW')) return [];
  return [
    {
      account: 'A',
      what: `Import what changes in ${bucket} from now on:`,
      command: updateAssociation(one, ALL_EVENTS, region),
      ...associationForms({
        fileSystemId,
        path: one.fileSystemPath ?? '/',
        repository: one.dataRepositoryPath,
        autoImport: ALL_EVENTS,
        autoExport: one.autoExport,
        importsAtCreation: one.importsAtCreation,
      }),
    },
    {
      account: 'A',
      what: 'Then, once the association is AVAILABLE again, import what is in it already:',
      command: `aws fsx create-data-repository-task --file-system-id ${fileSystemId} --type IMPORT_METADATA_FROM_REPOSITORY --report Enabled=false --region ${region}`,
    },
  ];
}

function linkOf({ denied }: BrokenLink, links: readonly WorldLink[]): WorldLink | undefined {
  return links.find((link) => isAbout(denied[0], link)) ?? links[0];
}

/** The grant, and where its creator may not create it, the key policy before. */
function grantChanges(broken: BrokenLink, scene: Scene): Change[] {
  const { key, fileSystem } = scene.link;
  if (!key) return [];
  const grant: WorldGrant = {
    name: 'the grant',
    key: key.arn,
    grantee: fileSystem.roleArn,
    isGranteeSeen: true,
    retiringPrincipal: undefined,
    operations: ['Decrypt', 'DescribeKey', 'GenerateDataKey'],
    equals: undefined,
    subset: undefined,
    account: fileSystem.account,
    region: key.region,
    creator: fileSystem.deployer,
    place: livePlace('aws_kms_grant', 'the grant', {}),
  };
  const asked = decideAsk(createGrant(grant, key), scene.read.world);
  const isDenied = asked.decision === 'denied';
  // Whoever creates a grant ends it as well.
  const asksOf = (one: WorldKey): Ask[] =>
    one.arn === key.arn ? [createGrant(grant, one), revokeGrant(grant, one)] : [];
  const policies = isDenied ? keyPolicyChange({ ...broken, denied: [asked] }, scene, asksOf) : [];
  return [
    ...policies,
    {
      account: 'A',
      what: `Create the grant with an identity of account A${isDenied ? ', once the key policy lets it' : ''} (in Terraform: aws_kms_grant)${besides(scene)}:`,
      command: `aws kms create-grant --key-id ${key.arn} --grantee-principal ${fileSystem.roleArn} --operations ${grant.operations.join(' ')} --name ${fileSystem.id} --region ${key.region}`,
      ...grantForms({
        name: fileSystem.id,
        keyArn: key.arn,
        roleArn: fileSystem.roleArn,
        operations: grant.operations,
      }),
    },
  ];
}

/**
 * Grants of the role that are there and are not enough. Source: KMS Developer Guide, "Managing grants" (a grant cannot be
 * changed).
 */
function besides({ link: { key, fileSystem }, read }: Scene): string {
  const others = read.world.grants.filter(
    (grant) => grant.key === key?.arn && grant.grantee === fileSystem.roleArn && grant.isThere === true,
  );
  if (others.length === 0) return '';
  const names = others.map(({ name }) => name).join(' and ');
  return `. A grant cannot be changed: ${names}, which the role has, can be revoked once this one works`;
}

function encryptionChange({ bucket, key }: WorldLink): Change[] {
  if (!key) return [];
  // Only with a KMS key in place is it somebody's choice: S3 shows it as off for AES256.
  const { encryption } = bucket;
  const isOn =
    typeof encryption === 'string' || encryption.algorithm !== 'aws:kms'
      ? true
      : (encryption.bucketKey ?? true);
  const rule = {
    ApplyServerSideEncryptionByDefault: { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key.arn },
    BucketKeyEnabled: isOn,
  };
  return [
    {
      account: 'B',
      what: `Encrypt new objects of ${bucket.name} with the key; those that are there keep theirs until they are copied:`,
      command: `aws s3api put-bucket-encryption --bucket ${bucket.name} --server-side-encryption-configuration '${JSON.stringify({ Rules: [rule] })}'`,
      ...encryptionForms(bucket.name, key.arn, isOn),
    },
  ];
}

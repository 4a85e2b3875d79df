import { parseArn } from '../../facts/arns';
import { LUSTRE_DEPLOYMENT_TYPES } from '../../facts/fsx-lustre';
import { regionOf } from '../../model/accounts';
import { lustreFileSystems, type LustreFileSystem } from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { isSet, type GivenSetting } from '../../model/setting';
import { findEntry } from '../../syntax/inspect';
import type { ReferenceValue } from '../../syntax/value';
import { nameIn, removeEntry, replaceAttribute } from '../edits';
import { findingAt } from '../finding';
import { CREATE_FILE_SYSTEM_PAGE, typeInWords } from '../lustre';
import type { Finding, Rule } from '../rule';

const NAME = 'kms_key_id';
/** What of a key or an alias is its key's ARN. */
const KEY_ARN: Readonly<Record<string, string>> = {
  aws_kms_key: 'arn',
  aws_kms_replica_key: 'arn',
  aws_kms_external_key: 'arn',
  aws_kms_alias: 'target_key_arn',
};

/** The key for the file system's own data at rest: a customer's on persistent types only, by its ARN. */
export const rule: Rule = {
  meta: {
    id: 'fsx-kms-key',
    severity: 'error',
    title: 'A customer managed key on a scratch file system, or one that is no key ARN of its Region',
    why: "`kms_key_id` encrypts the file system's own data at rest. Scratch file systems are always encrypted with keys that FSx manages and destroys with them, and `CreateFileSystem` answers `BadRequest` to any other. It has nothing to do with the key of a linked bucket. Terraform takes a key's ARN only, and FSx a key of its own Region.",
    fix: "Leave it out on `SCRATCH_1` and `SCRATCH_2`, or write `PERSISTENT_2`. Give the key's full ARN.",
    sources: [
      CREATE_FILE_SYSTEM_PAGE,
      'FSx for Lustre User Guide, "Encrypting data at rest" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/encryption-at-rest.html)',
    ],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) yield* checkFileSystem(fileSystem, model);
  },
};

function* checkFileSystem(fileSystem: LustreFileSystem, model: Model): Generator<Finding> {
  const { file, deploymentType, resource } = fileSystem;
  const entry = findEntry(resource.body, NAME);
  if (!entry) return;
  if (
    deploymentType !== undefined &&
    !LUSTRE_DEPLOYMENT_TYPES[deploymentType].customerKey &&
    isSet(fileSystem, NAME, model)
  ) {
    const message = `${nameIn(file, NAME)} does not go with ${typeInWords(fileSystem)}: scratch file systems are encrypted with keys that FSx manages, and CreateFileSystem answers BadRequest to any other. Leave it out, or write deployment type "PERSISTENT_2".`;
    yield findingAt(file, entry.value, message, { fixes: removeEntry(file, entry, { safe: false }) });
    return;
  }
  const setting = fileSystem.setting(NAME);
  if (setting.status === 'given') yield* checkText(fileSystem, setting, model);
  else if (entry.value.kind === 'reference') yield* checkReference(fileSystem, entry.value, model);
}

function* checkText(
  fileSystem: LustreFileSystem,
  { value, text }: GivenSetting,
  model: Model,
): Generator<Finding> {
  if (/[<>{}$*]/.test(text)) return;
  const arn = parseArn(text);
  const region = regionOf(fileSystem, model);
  if (arn?.service !== 'kms' || !arn.resource.startsWith('key/')) {
    const what = text.includes('alias/') ? 'an alias' : 'no key ARN';
    const message = `"${text}" is ${what}, and Terraform takes the ARN of a key only: the plan fails. Write "arn:aws:kms:${region ?? 'REGION'}:ACCOUNT:key/KEY-ID".`;
    yield findingAt(fileSystem.file, value, message);
  } else if (region !== undefined && arn.region !== '' && arn.region !== region) {
    const message = `The key is in ${arn.region}, and the file system in ${region}: FSx encrypts with a key of its own Region, and CreateFileSystem answers BadRequest. Write the ARN of a key in ${region}.`;
    yield findingAt(fileSystem.file, value, message);
  }
}

function* checkReference(
  fileSystem: LustreFileSystem,
  value: ReferenceValue,
  model: Model,
): Generator<Finding> {
  const target = model.resolve(value, fileSystem);
  const [attribute] = value.attribute;
  const type = target?.resource.type ?? '';
  const right = Object.hasOwn(KEY_ARN, type) ? KEY_ARN[type] : undefined;
  if (right === undefined || attribute === undefined || attribute === right) return;
  if (!['id', 'key_id', 'arn', 'name', 'keyId', 'target_key_id'].includes(attribute)) return;
  const what = attribute === 'arn' ? "an alias's ARN" : 'no ARN';
  const message = `${value.text} is ${what}, and Terraform takes the ARN of a key only: the plan or the apply fails. Write ${nameIn(fileSystem.file, right)}.`;
  yield findingAt(fileSystem.file, value, message, {
    fixes: replaceAttribute(fileSystem.file, value, right, { safe: true }),
  });
}

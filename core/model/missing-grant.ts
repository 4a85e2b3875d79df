/** Where the grant for a file system and a key would be, and whether it can be told that it is not there. */
import { textOf, referencesIn } from '../syntax/inspect';
import type { Located } from '../syntax/project';
import { areSideBySide, configurationOf, isSameResource } from './configuration';
import type { Grant } from './grant';
import { mayBeSameKey, type KeyTarget } from './key-target';
import type { Model } from './model';

/** Whether a grant can be the one that lets a file system use a key. */
export function mayServe(grant: Grant, fileSystem: Located, key: KeyTarget): boolean {
  return isForFileSystem(grant, fileSystem) && (!grant.key || mayBeSameKey(grant.key, key));
}

/** Whether a grant can be for the role of a file system: false for principals that are certainly others. */
export function isForFileSystem({ located, role, grantee }: Grant, fileSystem: Located): boolean {
  if (!areSideBySide(located, fileSystem)) return false;
  if (role?.fileSystem)
    return isSameResource(role.fileSystem, fileSystem) || role.fileSystem.resource.repeated;
  return role !== undefined || !isSomebodyElse(textOf(grantee) ?? '');
}

/** An ARN of another principal, whole and right; what is cut off or misspelt may be meant for the role. */
function isSomebodyElse(arn: string): boolean {
  if (/^arn:[\w-]+:iam::\d{12}:role\/aws-service-role\//.test(arn)) {
    return /aws-service-role\/(?!s3\.data-source|fsx)[\w.-]+\/\w/.test(arn);
  }
  return /^arn:[\w-]+:(iam|sts)::\d{12}:/.test(arn);
}

/** Whether grants can be made where the files do not show them: by a module, a command, another file. */
export function mayGrantElsewhere(fileSystem: Located, model: Model): boolean {
  return model.project.files.some((file) => {
    if (configurationOf(file) !== configurationOf(fileSystem.file)) return false;
    if (/create-grant|create_grant\(|createGrant\(|CreateGrantCommand/.test(file.text)) return true;
    if (file.language === 'typescript') return /\bfrom\s+['"]\.|require\(['"]\./.test(file.text);
    if (!file.wellFormed) return true;
    return file.resources.some(
      ({ kind, type, body, range }) =>
        kind === 'other' &&
        type === 'module' &&
        (/kms|grant|key|fsx/i.test(file.text.slice(range.start, range.end)) ||
          referencesIn(body).some(({ target }) => /aws_(kms|fsx)_/.test(target))),
    );
  });
}

import { LUSTRE_DEPLOYMENT_TYPES, LUSTRE_VERSIONS } from '../../facts/fsx-lustre';
import {
  associations,
  associationsOf,
  lustreFileSystems,
  type Association,
  type LustreFileSystem,
} from '../../model/lustre-file-system';
import type { GivenSetting } from '../../model/setting';
import type { Fix } from '../rule';
import { insertAfter, nameIn, replaceValue } from '../edits';
import { findingAt } from '../finding';
import { CREATE_FILE_SYSTEM_PAGE, entryIn, findingOnSetting, orList, relatedTo } from '../lustre';
import type { Finding, Rule } from '../rule';

const NAME = 'file_system_type_version';
const RIGHT = '2.15';

/** Which Lustre versions a deployment type has, and which of them associations and metadata configurations need. */
export const rule: Rule = {
  meta: {
    id: 'fsx-lustre-version',
    severity: 'error',
    title: 'The Lustre version does not exist for the deployment type, or not with an association',
    why: '`SCRATCH_2` and `PERSISTENT_1` file systems get Lustre 2.10 when no version is given, and a data repository association needs 2.12 or 2.15: `CreateDataRepositoryAssociation` answers `UnsupportedOperation`, after the file system was made. `PERSISTENT_2` has no 2.10 at all, and with a metadata configuration needs 2.15.',
    fix: 'Write `file_system_type_version = "2.15"`; AWS recommends it for every new file system.',
    sources: [
      CREATE_FILE_SYSTEM_PAGE,
      'FSx API Reference, "DataRepositoryAssociation" (https://docs.aws.amazon.com/fsx/latest/APIReference/API_DataRepositoryAssociation.html)',
    ],
  },
  *check(model) {
    const all = associations(model);
    for (const fileSystem of lustreFileSystems(model)) {
      yield* checkFileSystem(fileSystem, associationsOf(fileSystem, all));
    }
  },
};

function* checkFileSystem(fileSystem: LustreFileSystem, linked: readonly Association[]): Generator<Finding> {
  const { deploymentType, version } = fileSystem;
  const setting = fileSystem.setting(NAME);
  if (setting.status === 'given' && version === undefined) {
    yield unknownVersion(fileSystem, setting);
    return;
  }
  if (deploymentType === undefined || version === undefined) return;
  const { versions, associationVersions, association } = LUSTRE_DEPLOYMENT_TYPES[deploymentType];
  if (!versions.includes(version)) {
    const message = `Lustre ${version} does not exist for ${deploymentType}, which has ${orList(versions)}: CreateFileSystem fails. Write "${RIGHT}".`;
    yield findingOnSetting(fileSystem, setting, message, { fixes: fixesOf(fileSystem) });
  } else if (
    setting.status === 'given' &&
    deploymentType === 'PERSISTENT_2' &&
    version !== RIGHT &&
    fileSystem.hasMetadata
  ) {
    const message = `Lustre ${version} does not go with a metadata configuration: CreateFileSystem fails. Write "${RIGHT}".`;
    yield findingAt(fileSystem.file, setting.value, message, { fixes: fixesOf(fileSystem) });
  } else if (association && linked.length > 0 && !associationVersions.includes(version)) {
    const related = linked.map((each) => relatedTo(each, 'An association with it.'));
    const message =
      setting.status === 'given'
        ? `Lustre ${version} has no data repository associations, and there is one here: CreateDataRepositoryAssociation answers UnsupportedOperation. Write "${RIGHT}".`
        : `Without ${nameIn(fileSystem.file, NAME)}, a ${deploymentType} file system gets Lustre ${version}, which cannot be linked by the data repository association here: CreateDataRepositoryAssociation answers UnsupportedOperation. Write "${RIGHT}".`;
    const more = { related, fixes: fixesOf(fileSystem) };
    yield findingOnSetting(fileSystem, setting, message, more);
  }
}

function unknownVersion(fileSystem: LustreFileSystem, { value, text }: GivenSetting): Finding {
  // A number loses the zero at its end.
  const hint = value.kind === 'number' && text === '2.1' ? ' (2.10 as a number is 2.1)' : '';
  const message = `Lustre "${text}" does not exist for FSx${hint}: CreateFileSystem answers BadRequest. Write "${RIGHT}", or another of ${LUSTRE_VERSIONS.join(', ')}.`;
  return findingAt(fileSystem.file, value, message, { fixes: fixesOf(fileSystem) });
}

function fixesOf(fileSystem: LustreFileSystem): Fix[] {
  const { file } = fileSystem;
  const setting = fileSystem.setting(NAME);
  if (setting.status === 'given') {
    const text = setting.value.kind === 'string' ? RIGHT : `"${RIGHT}"`;
    return replaceValue(file, setting.value, text, { safe: false, title: `Replace by "${RIGHT}"` });
  }
  const after = entryIn(fileSystem.setting('deployment_type'));
  return after ? insertAfter(file, after, NAME, `"${RIGHT}"`, { safe: false }) : [];
}

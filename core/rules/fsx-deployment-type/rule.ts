import { DEPLOYMENT_TYPES } from '../../facts/fsx-lustre';
import { nearest } from '../../facts/nearest';
import {
  associations,
  associationsOf,
  lustreFileSystems,
  type Association,
  type LustreFileSystem,
} from '../../model/lustre-file-system';
import { nameIn, replaceValue } from '../edits';
import { findingAt, quotedList } from '../finding';
import { findingOnHead, LUSTRE_CONFIGURATION_PAGE, relatedTo } from '../lustre';
import type { Finding, Rule } from '../rule';

/** Without a deployment type, AWS makes a SCRATCH_1 file system, which has neither associations nor encryption in transit. */
export const rule: Rule = {
  meta: {
    id: 'fsx-deployment-type',
    severity: 'error',
    title: 'The deployment type is unknown, left out, or cannot be linked to a bucket',
    why: 'FSx takes `SCRATCH_1` when no deployment type is given, in the API and in Terraform. A `SCRATCH_1` file system does not encrypt traffic in transit and has no data repository associations: `CreateDataRepositoryAssociation` answers `UnsupportedOperation`, minutes after the file system was made. The type cannot be changed afterwards; Terraform makes a new file system, with a new service-linked role.',
    fix: 'Write the type: `PERSISTENT_2`, or `SCRATCH_2` for data that may be lost.',
    sources: [
      LUSTRE_CONFIGURATION_PAGE,
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
  const { file, deploymentType } = fileSystem;
  const setting = fileSystem.setting('deployment_type');
  const related = linked.map((association) => relatedTo(association, 'An association with it.'));
  const name = nameIn(file, 'deployment_type');
  if (setting.status === 'given' && deploymentType === undefined) {
    const meant = nearest(setting.text.replaceAll('-', '_'), DEPLOYMENT_TYPES);
    const right = meant === undefined ? quotedList(DEPLOYMENT_TYPES) : `"${meant}"`;
    const message = `"${setting.text}" is no deployment type of FSx for Lustre: CreateFileSystem answers BadRequest. Write ${right}.`;
    const fixes = meant === undefined ? [] : replaceValue(file, setting.value, meant, { safe: false });
    yield findingAt(file, setting.value, message, { fixes });
  } else if (setting.status === 'given' && deploymentType === 'SCRATCH_1' && linked.length > 0) {
    const message = `A "SCRATCH_1" file system cannot be linked by a data repository association, and there is one here: CreateDataRepositoryAssociation answers UnsupportedOperation. Write "PERSISTENT_2", or "SCRATCH_2" for data that may be lost.`;
    yield findingAt(file, setting.value, message, { related });
  } else if (setting.status === 'omitted' && !fileSystem.isFromBackup) {
    const message =
      linked.length > 0
        ? `Without ${name}, AWS makes a SCRATCH_1 file system, which cannot be linked by the data repository association here: CreateDataRepositoryAssociation answers UnsupportedOperation. Write ${name} "PERSISTENT_2", or "SCRATCH_2" for data that may be lost.`
        : `Without ${name}, AWS makes a SCRATCH_1 file system: no encryption in transit, no data repository associations. Write ${name}, such as "PERSISTENT_2".`;
    yield findingOnHead(fileSystem, message, linked.length > 0 ? { related } : { severity: 'note' });
  }
}

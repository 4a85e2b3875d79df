import { isMetadataIops, LUSTRE_DEPLOYMENT_TYPES, METADATA_MODES } from '../../facts/fsx-lustre';
import { nearest } from '../../facts/nearest';
import { lustreFileSystems, type LustreFileSystem } from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { numberOf, settingOf } from '../../model/setting';
import { findEntry } from '../../syntax/inspect';
import type { ObjectValue } from '../../syntax/value';
import { nameIn, removeEntry, replaceValue } from '../edits';
import { findingAt, quotedList } from '../finding';
import { LUSTRE_CONFIGURATION_PAGE, typeInWords } from '../lustre';
import type { Finding, Rule } from '../rule';

const NAME = 'metadata_configuration';

/** A metadata configuration is a feature of PERSISTENT_2; its IOPS come in fixed sizes. */
export const rule: Rule = {
  meta: {
    id: 'fsx-metadata-configuration',
    severity: 'error',
    title:
      'A metadata configuration on another type than PERSISTENT_2, or with a mode or IOPS that do not exist',
    why: 'Only `PERSISTENT_2` file systems have a metadata configuration. `USER_PROVISIONED` needs one of the fixed numbers of IOPS, `AUTOMATIC` takes none. `CreateFileSystem` answers `BadRequest` to everything else.',
    fix: 'Write `mode = "AUTOMATIC"`, or `mode = "USER_PROVISIONED"` with `iops` 1500, 3000, 6000 or a multiple of 12000.',
    sources: [
      'FSx API Reference, "CreateFileSystemLustreMetadataConfiguration" (https://docs.aws.amazon.com/fsx/latest/APIReference/API_CreateFileSystemLustreMetadataConfiguration.html)',
      LUSTRE_CONFIGURATION_PAGE,
    ],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) {
      const { file, deploymentType, resource } = fileSystem;
      const entry = findEntry(resource.body, NAME);
      if (!entry || fileSystem.hasMetadata !== true) continue;
      if (deploymentType !== undefined && !LUSTRE_DEPLOYMENT_TYPES[deploymentType].metadataConfiguration) {
        const message = `${nameIn(file, NAME)} does not exist for ${typeInWords(fileSystem)}: CreateFileSystem answers BadRequest. Leave it out, or write deployment type "PERSISTENT_2".`;
        yield findingAt(file, entry.key, message, { fixes: removeEntry(file, entry, { safe: false }) });
        continue;
      }
      for (const block of fileSystem.blocks(NAME).blocks) yield* checkBlock(fileSystem, block, model);
    }
  },
};

function* checkBlock(fileSystem: LustreFileSystem, block: ObjectValue, model: Model): Generator<Finding> {
  const { file, storageType } = fileSystem;
  const mode = settingOf(fileSystem, 'mode', model, block);
  const iops = settingOf(fileSystem, 'iops', model, block);
  if (mode.status === 'given' && !METADATA_MODES.some((known) => known === mode.text)) {
    const meant = nearest(mode.text.replaceAll('-', '_'), METADATA_MODES, 4);
    const message = `"${mode.text}" is no metadata mode: CreateFileSystem answers BadRequest. Write ${quotedList(meant === undefined ? METADATA_MODES : [meant])}.`;
    const fixes = meant === undefined ? [] : replaceValue(file, mode.value, meant, { safe: false });
    yield findingAt(file, mode.value, message, { fixes });
    return;
  }
  const isAutomatic = mode.status === 'given' && mode.text === 'AUTOMATIC';
  const value = numberOf(iops);
  // The IOPS of Intelligent-Tiering storage are the business of its own rule.
  const isTiering = storageType === undefined || storageType === 'INTELLIGENT_TIERING';
  if (isAutomatic && iops.status === 'given') {
    const message =
      'iops stands with mode AUTOMATIC, in which FSx chooses it: CreateFileSystem answers BadRequest. Leave it out, or write mode "USER_PROVISIONED".';
    const fixes = removeEntry(file, iops.entry, { safe: false });
    yield findingAt(file, iops.value, message, { fixes });
  } else if (mode.status === 'given' && !isAutomatic && iops.status === 'omitted') {
    const message =
      'USER_PROVISIONED metadata needs iops: CreateFileSystem answers BadRequest. Write 1500, 3000, 6000 or a multiple of 12000 up to 192000.';
    yield findingAt(file, mode.value, message);
  } else if (iops.status === 'given' && value !== undefined && !isTiering && !isMetadataIops(value)) {
    const message = `${value} metadata IOPS cannot be provisioned: CreateFileSystem answers BadRequest. Write 1500, 3000, 6000 or a multiple of 12000 up to 192000.`;
    const fixes = replaceValue(file, iops.value, String(nearestIops(value)), { safe: false });
    yield findingAt(file, iops.value, message, { fixes });
  }
}

/** The smallest number of IOPS that is not less, or the largest there is. */
function nearestIops(iops: number): number {
  return (
    [1500, 3000, 6000].find((size) => size >= iops) ?? Math.min(192_000, Math.ceil(iops / 12_000) * 12_000)
  );
}

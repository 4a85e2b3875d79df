import { LUSTRE_DEPLOYMENT_TYPES } from '../../facts/fsx-lustre';
import { lustreFileSystems, type LustreFileSystem } from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { securityGroupsOf } from '../../model/security-group';
import { nameIn, removeEntry } from '../edits';
import { findingAt } from '../finding';
import { LUSTRE_CONFIGURATION_PAGE, relatedTo, typeInWords } from '../lustre';
import type { Finding, Rule } from '../rule';

const NAME = 'efa_enabled';

/** Elastic Fabric Adapter: PERSISTENT_2 with a metadata configuration, in a group that lets itself through. */
export const rule: Rule = {
  meta: {
    id: 'fsx-efa',
    severity: 'error',
    title: 'EFA on a file system that cannot have it, or in a security group that blocks it',
    why: 'FSx enables Elastic Fabric Adapter for `PERSISTENT_2` file systems with a metadata configuration only, and only when they are made. Their security group must let all traffic in from itself and out to itself, else `CreateFileSystem` answers that the group has insufficient permissions to create an EFA-enabled file system.',
    fix: 'Write `PERSISTENT_2` and a `metadata_configuration`; add an ingress and an egress rule for all traffic (`-1`) of the group to itself.',
    sources: [
      LUSTRE_CONFIGURATION_PAGE,
      'FSx for Lustre User Guide, "Working with EFA-enabled file systems" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/efa-file-systems.html)',
    ],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) {
      const message = problemOf(fileSystem, model);
      const setting = fileSystem.setting(NAME);
      if (message === undefined || setting.status !== 'given') continue;
      const { file } = fileSystem;
      yield findingAt(file, setting.value, message.text, {
        ...message.more,
        fixes: message.more ? [] : removeEntry(file, setting.entry, { safe: false }),
      });
    }
  },
};

function problemOf(
  fileSystem: LustreFileSystem,
  model: Model,
): { text: string; more?: Pick<Finding, 'related'> } | undefined {
  const setting = fileSystem.setting(NAME);
  if (setting.status !== 'given' || setting.text !== 'true') return undefined;
  const { file, deploymentType, hasMetadata } = fileSystem;
  const name = nameIn(file, NAME);
  if (deploymentType !== undefined && !LUSTRE_DEPLOYMENT_TYPES[deploymentType].metadataConfiguration) {
    return {
      text: `${name} does not go with ${typeInWords(fileSystem)}: CreateFileSystem answers BadRequest. Leave it out, or write deployment type "PERSISTENT_2" with a metadata configuration.`,
    };
  }
  if (hasMetadata === false && deploymentType !== undefined) {
    return {
      text: `${name} stands without ${nameIn(file, 'metadata_configuration')}, and FSx enables EFA only with one: CreateFileSystem answers BadRequest. Add one, such as mode "AUTOMATIC".`,
    };
  }
  const groups = securityGroupsOf(fileSystem, model);
  if (!groups?.every(({ complete }) => complete)) return undefined;
  // All traffic from and to a range of addresses: whether that does for EFA, AWS does not say.
  const missing = (['ingress', 'egress'] as const).filter(
    (direction) =>
      !groups.some(({ rules }) => rules.some((rule) => rule.direction === direction && rule.isAllTraffic)),
  );
  if (missing.length === 0) return undefined;
  return {
    text: `The security group has no ${missing.join(' and no ')} rule for all traffic of the group to itself: CreateFileSystem answers that it has insufficient permissions for an EFA-enabled file system. Add ${missing.length > 1 ? 'both' : 'it'}, with protocol "-1".`,
    more: { related: groups.map((group) => relatedTo(group, 'The security group.')) },
  };
}

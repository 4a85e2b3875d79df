import { dependenciesOf, isWaitedFor } from '../../model/dependencies';
import { lustreFileSystems } from '../../model/lustre-file-system';
import { securityGroupsOf } from '../../model/security-group';
import { findEntry } from '../../syntax/inspect';
import { insertAfter } from '../edits';
import { findingAt } from '../finding';
import { relatedTo } from '../lustre';
import type { Rule } from '../rule';

const LUSTRE_PORT = 988;

/** The file system waits for its group's rules, not only for the group. */
export const rule: Rule = {
  meta: {
    id: 'fsx-security-group-order',
    severity: 'note',
    title: 'The file system does not wait for the rules of its security group',
    why: 'FSx checks port 988 when it makes a file system. Where the rules are resources of their own, Terraform knows only that the file system needs the group, and makes it beside the rules: now and then `CreateFileSystem` answers `InvalidNetworkSettings`, and a second apply works.',
    fix: 'Write `depends_on` with the rules.',
    sources: [
      'FSx for Lustre User Guide, "File system access control with Amazon VPC" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/limit-access-security-groups.html)',
      'aws-parallelcluster, issue 6181 (https://github.com/aws/aws-parallelcluster/issues/6181)',
    ],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) {
      const { file, resource } = fileSystem;
      const ids = findEntry(resource.body, 'security_group_ids');
      const holders = (securityGroupsOf(fileSystem, model) ?? []).flatMap((group) =>
        group.rules
          .filter(
            ({ direction, from, to }) => direction === 'ingress' && from <= LUSTRE_PORT && to >= LUSTRE_PORT,
          )
          .map(({ holder }) => ({ holder, isInline: holder.resource === group.resource })),
      );
      // One rule that is there in time is enough.
      if (!ids || holders.length === 0 || holders.some(({ isInline }) => isInline)) continue;
      const dependencies = dependenciesOf(fileSystem, model);
      const waits = holders.map(({ holder }) => isWaitedFor(dependencies, holder.resource));
      const [first] = holders;
      if (!first || !waits.every((answer) => answer === false)) continue;
      const { address } = first.holder.resource;
      const message = `The file system does not wait for ${address}, and FSx checks port ${LUSTRE_PORT} when it makes one: CreateFileSystem may answer InvalidNetworkSettings. Write depends_on with the rules.`;
      const literal = file.language === 'hcl' ? `[${address}]` : `["${address}"]`;
      const canAdd = file.language !== 'typescript' && !findEntry(resource.body, 'depends_on');
      yield findingAt(file, ids.value, message, {
        related: holders.map(({ holder }) => relatedTo(holder, 'A rule for the port.')),
        fixes: canAdd ? insertAfter(file, ids, 'depends_on', literal, { safe: false }) : [],
      });
    }
  },
};

import { lustreFileSystems } from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { settingOf } from '../../model/setting';
import { entryOf, itemsOf } from '../../syntax/inspect';
import type { Located } from '../../syntax/project';
import { insertAfter } from '../edits';
import { findingAt } from '../finding';
import { findingOnHead, relatedTo } from '../lustre';
import type { Finding, Rule } from '../rule';

/** A file system's DNS name resolves in a VPC with DNS hostnames and DNS support. */
export const rule: Rule = {
  meta: {
    id: 'fsx-vpc-dns',
    severity: 'note',
    title: "The file system's VPC has DNS hostnames or DNS support off",
    why: "A client mounts by the file system's DNS name, and that resolves only in a VPC with DNS hostnames and DNS support. Terraform leaves hostnames off in a VPC that it makes. The mount then fails: `mount.lustre: Can't parse NID`.",
    fix: 'Write `enable_dns_hostnames = true` on the VPC, and leave `enable_dns_support` on.',
    sources: [
      'FSx for Lustre User Guide, "Troubleshooting file system mount issues" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/mount-troubleshooting.html)',
    ],
  },
  *check(model) {
    const seen = new Set<Located['resource']>();
    for (const fileSystem of lustreFileSystems(model)) {
      const [subnetId] = itemsOf(entryOf(fileSystem.resource.body, 'subnet_ids'));
      const subnet = model.resolve(subnetId, fileSystem);
      const vpc =
        subnet?.resource.type === 'aws_subnet'
          ? model.resolve(entryOf(subnet.resource.body, 'vpc_id'), subnet)
          : undefined;
      if (vpc?.resource.kind !== 'resource' || vpc.resource.type !== 'aws_vpc') continue;
      if (seen.has(vpc.resource)) continue;
      seen.add(vpc.resource);
      yield* checkVpc(vpc, fileSystem, model);
    }
  },
};

function* checkVpc(vpc: Located, fileSystem: Located, model: Model): Generator<Finding> {
  const related = [relatedTo(fileSystem, 'The file system.')];
  const end =
    'the file system\'s DNS name does not resolve in this VPC, and mount fails with "Can\'t parse NID"';
  for (const name of ['enable_dns_hostnames', 'enable_dns_support'] as const) {
    const setting = settingOf(vpc, name, model);
    if (setting.status === 'given' && setting.text === 'false') {
      const { value } = setting;
      const message = `${name} is off: ${end}. Write true.`;
      const edits =
        vpc.file.language === 'plan' || value.kind === 'string'
          ? []
          : [{ file: vpc.file, range: value.range, text: 'true' }];
      yield findingAt(vpc.file, value, message, {
        related,
        fixes: edits.length > 0 ? [{ title: 'Replace by true', safe: false, edits }] : [],
      });
    } else if (
      setting.status === 'omitted' &&
      name === 'enable_dns_hostnames' &&
      vpc.file.language !== 'plan'
    ) {
      const message = `${name} is left out, and Terraform makes a VPC without: ${end}. Write ${name} = true.`;
      const after = vpc.resource.body.entries.find(({ key }) => key.text === 'cidr_block');
      yield findingOnHead(vpc, message, {
        related,
        fixes: after ? insertAfter(vpc.file, after, name, 'true', { safe: false }) : [],
      });
    }
  }
}

import { associations, associationsOf } from '../../model/lustre-file-system';
import { lustreScripts, onlyFileSystemOf, type LustreScript } from '../../model/lustre-script';
import type { Model } from '../../model/model';
import { entryOf, textOf, valuesIn } from '../../syntax/inspect';
import type { Resource } from '../../syntax/source-file';
import { insertAfter, nameIn, replaceValue } from '../edits';
import { entryIn, findingOnSetting, relatedTo } from '../lustre';
import type { Rule } from '../rule';

/** Lustre 2.10, and the package's name on Amazon Linux 2023; other distributions add a kernel module or a repository. */
const OLD = '2.10';
const PACKAGE = /\bdnf\s+(?:-\S+\s+)*install\b[^\n]*\blustre-client\b/;
const OTHERS = /kmod-lustre|fsx-lustre-client|\b(rhel|rocky|centos|alma)/i;
const IMAGE = /\bal2023\b/i;

/** The client of Amazon Linux 2023 cannot mount Lustre 2.10. */
export const rule: Rule = {
  meta: {
    id: 'fsx-lustre-client',
    severity: 'warning',
    title: 'An Amazon Linux 2023 client mounts a file system with Lustre 2.10',
    why: 'The Lustre client of Amazon Linux 2023 does not talk to Lustre 2.10 file systems: mount fails with `Invalid argument`. Scratch and `PERSISTENT_1` file systems are 2.10 when no version is given.',
    fix: 'Write `file_system_type_version = "2.15"`.',
    sources: [
      'amazon-linux-2023, issue 309 (https://github.com/amazonlinux/amazon-linux-2023/issues/309)',
      'aws-fsx-csi-driver, issue 437 (https://github.com/kubernetes-sigs/aws-fsx-csi-driver/issues/437)',
    ],
  },
  *check(model) {
    const seen = new Set<Resource>();
    const all = associations(model);
    for (const script of lustreScripts(model)) {
      const fileSystem = onlyFileSystemOf(script, model);
      if (fileSystem?.version !== OLD || seen.has(fileSystem.resource)) continue;
      // With an association, or on PERSISTENT_2, the version is an error of its own.
      if (fileSystem.deploymentType === undefined || fileSystem.deploymentType === 'PERSISTENT_2') continue;
      if (associationsOf(fileSystem, all).length > 0 || !isAmazonLinux2023(script, model)) continue;
      seen.add(fileSystem.resource);
      const { file } = fileSystem;
      const name = nameIn(file, 'file_system_type_version');
      const setting = fileSystem.setting('file_system_type_version');
      const after = entryIn(fileSystem.setting('deployment_type'));
      const message = `${setting.status === 'given' ? `Lustre ${OLD}` : `Without ${name}, this is Lustre ${OLD}, which`} cannot be mounted by the Amazon Linux 2023 client here: mount fails with "Invalid argument". Write ${name} "2.15".`;
      yield findingOnSetting(fileSystem, setting, message, {
        related: [relatedTo(script.holder, 'The client.')],
        fixes:
          setting.status === 'given'
            ? replaceValue(file, setting.value, '2.15', { safe: false })
            : after
              ? insertAfter(file, after, 'file_system_type_version', '"2.15"', { safe: false })
              : [],
      });
    }
  },
};

function isAmazonLinux2023({ text, holder }: LustreScript, model: Model): boolean {
  if (OTHERS.test(text)) return false;
  if (PACKAGE.test(text)) return true;
  const image = entryOf(holder.resource.body, 'ami') ?? entryOf(holder.resource.body, 'image_id');
  if (IMAGE.test(textOf(image) ?? '')) return true;
  const source = model.resolve(image, holder);
  if (source?.resource.kind !== 'data') return false;
  return [...valuesIn(source.resource.body)].some((value) => IMAGE.test(textOf(value) ?? ''));
}

import { lustreFileSystems } from '../../model/lustre-file-system';
import { isVariable } from '../../model/setting';
import { findEntry } from '../../syntax/inspect';
import { findingAt } from '../finding';
import { CREATE_FILE_SYSTEM_PAGE } from '../lustre';
import { nameIn } from '../edits';
import type { Rule } from '../rule';

const NAME = 'subnet_ids';

/** A Lustre file system stands in exactly one subnet. */
export const rule: Rule = {
  meta: {
    id: 'fsx-subnet',
    severity: 'error',
    title: 'More than one subnet for a Lustre file system, or none',
    why: "FSx for Lustre has its file servers in one Availability Zone, and takes exactly one subnet. Terraform's plan and `CreateFileSystem` reject more; two subnets are for Windows, ONTAP and OpenZFS in several zones.",
    fix: 'Write one subnet, in the Availability Zone of most clients.',
    sources: [CREATE_FILE_SYSTEM_PAGE],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) {
      const { file, resource } = fileSystem;
      const value = findEntry(resource.body, NAME)?.value;
      if (value?.kind !== 'list' || isVariable(value, fileSystem, model)) continue;
      const [first, ...rest] = value.items;
      if (rest.length === 0 && (first !== undefined || !value.complete)) continue;
      const message =
        first === undefined
          ? `${nameIn(file, NAME)} is empty, and FSx for Lustre needs a subnet: the plan fails. Write one.`
          : `${nameIn(file, NAME)} has ${value.items.length} subnets, and FSx for Lustre takes exactly one: the plan fails, as CreateFileSystem would. Write one of them.`;
      const last = rest.at(-1);
      const isHere = value.use === undefined && value.range.path === undefined && file.language !== 'plan';
      const fixes =
        first && last && isHere
          ? [
              {
                title: 'Keep the first',
                safe: false,
                edits: [{ file, range: { start: first.range.end, end: last.range.end }, text: '' }],
              },
            ]
          : [];
      yield findingAt(file, value, message, { fixes });
    }
  },
};

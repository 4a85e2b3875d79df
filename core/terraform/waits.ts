import type { PlannedChange } from '../journey/plan';

type Waits = Partial<Record<PlannedChange['action'], string>>;

/**
 * What takes many minutes, and how long Terraform waits for it: as long as the stacks' `timeouts` say.
 * Source: terraform-provider-aws, internal/service/fsx: the wait for a deleted Lustre file system begins with a delay of
 * ten minutes.
 */
const WAITS: Readonly<Record<string, Waits>> = {
  aws_fsx_lustre_file_system: {
    create: 'it takes minutes, and Terraform waits for up to 60',
    update: 'it takes minutes, and Terraform waits for up to 60',
    delete: 'it takes more than 10 min, since Terraform looks no earlier, and it waits for up to 60',
  },
  aws_fsx_data_repository_association: {
    create: 'it takes minutes, and Terraform waits for up to 30',
    delete: 'it takes minutes, and Terraform waits for up to 30',
  },
};

/** How long a change of a resource takes; undefined where that is not long. @param address `aws_….NAME` */
export function waitOf(address: string, action: PlannedChange['action']): string | undefined {
  const type = /(?:^|\.)(aws_\w+)\.[^.]+$/.exec(address)?.[1];
  return type === undefined ? undefined : WAITS[type]?.[action];
}

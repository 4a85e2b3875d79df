import assert from 'node:assert/strict';
import type { DeploymentInput } from '../../../../core/deployment/schema';
import { actionStatus, judgesService } from '../../../../core/facts/actions';
import { TERRAFORM_PERMISSIONS } from '../../../../core/facts/terraform/permissions';
import { synthesizeSample } from '../../../support/synthesize';

describe('permissions by resource type', () => {
  for (const [type, permissions] of Object.entries(TERRAFORM_PERMISSIONS)) {
    it(`${type}: names actions that exist, to read, to write and to delete`, () => {
      const actions = permissions.flatMap((permission) => permission.actions);
      const unknown = actions.filter((action) => {
        const [service = ''] = action.split(':');
        return judgesService(service) && actionStatus(action) !== 'known';
      });
      assert.deepEqual(unknown, []);
      assert.deepEqual(new Set(permissions.map(({ use }) => use)), new Set(['read', 'write', 'delete']));
    });

    it(`${type}: reads by nothing that changes`, () => {
      const changing = permissions
        .filter(({ use }) => use === 'read')
        .flatMap(({ actions }) => actions)
        .filter((action) => !/:(Describe|Get|List)/.test(action));
      assert.deepEqual(changing, []);
    });
  }

  const VARIANTS: readonly Partial<DeploymentInput>[] = [
    {},
    { grant: { adminPrincipalArn: 'arn:aws:iam::111111111111:user/admin', attachPolicy: true } },
    { fileSystem: { logLevel: 'DISABLED' }, client: { enabled: false } },
  ];
  it('has every type of the three stacks', () => {
    const types = VARIANTS.flatMap((changes) =>
      Object.values(synthesizeSample(changes).stacks).flatMap(({ resource = {} }) => Object.keys(resource)),
    );
    assert.deepEqual(
      [...new Set(types)].filter((type) => !Object.hasOwn(TERRAFORM_PERMISSIONS, type)),
      [],
    );
  });
});

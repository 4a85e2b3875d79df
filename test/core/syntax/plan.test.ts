import assert from 'node:assert/strict';
import { createProject, resolve } from '../../../core/syntax/project';
import { bodyOf, dig, plain, read } from './support';

const PLAN = {
  format_version: '1.2',
  resource_changes: [
    {
      address: 'aws_kms_grant.g[0]',
      mode: 'managed',
      type: 'aws_kms_grant',
      name: 'g',
      index: 0,
      change: {
        actions: ['create'],
        before: null,
        after: {
          key_id: 'arn:aws:kms:eu-west-1:1:key/a',
          operations: ['Decrypt'],
          constraints: [{ encryption_context_equals: null }],
        },
        after_unknown: {
          grantee_principal: true,
          operations: [false],
          id: true,
          constraints: [{ encryption_context_subset: true }],
        },
      },
    },
    {
      address: 'module.m.aws_kms_key.k',
      module_address: 'module.m',
      mode: 'managed',
      type: 'aws_kms_key',
      name: 'k',
      change: {
        actions: ['no-op'],
        after: { policy: '{"Statement":[{"Sid":"a","Resource":"${aws:x}"}]}' },
        after_unknown: {},
      },
    },
    {
      address: 'aws_s3_bucket.gone',
      mode: 'managed',
      type: 'aws_s3_bucket',
      name: 'gone',
      change: { actions: ['delete'], before: {}, after: null },
    },
  ],
  prior_state: {
    values: {
      root_module: {
        resources: [
          {
            address: 'data.aws_caller_identity.me',
            mode: 'data',
            type: 'aws_caller_identity',
            name: 'me',
            values: { account_id: '1' },
          },
          { address: 'aws_s3_bucket.gone', mode: 'managed', type: 'aws_s3_bucket', name: 'gone', values: {} },
        ],
      },
    },
  },
  configuration: {
    provider_config: {
      aws: {
        name: 'aws',
        expressions: {
          region: { constant_value: 'eu-west-1' },
          allowed_account_ids: { references: ['var.account'] },
          assume_role: [{ role_arn: { constant_value: 'arn' } }],
        },
      },
      'aws.key': { name: 'aws', alias: 'key' },
    },
    root_module: {
      resources: [
        {
          address: 'aws_kms_grant.g',
          provider_config_key: 'aws.key',
          depends_on: ['module.m'],
          expressions: {
            grantee_principal: {
              references: ['aws_fsx_lustre_file_system.fs.id', 'aws_fsx_lustre_file_system.fs'],
            },
            constraints: [{ encryption_context_subset: { references: ['var.context'] } }],
          },
        },
      ],
      module_calls: {
        m: {
          module: {
            resources: [
              {
                address: 'aws_kms_key.k',
                provider_config_key: 'aws',
                expressions: { policy: { references: ['local.x'] } },
              },
            ],
          },
        },
      },
    },
  },
};

describe('plans', () => {
  const text = JSON.stringify(PLAN, null, 1);

  it('give what will be there, and the data sources', async () => {
    const file = await read('plan.json', text);
    assert.equal(file.language, 'plan');
    assert.deepEqual(
      file.resources.map(({ kind, address, name, provider }) => [kind, address, name, provider]),
      [
        ['provider', 'provider.aws', '', undefined],
        ['provider', 'provider.aws.key', 'key', undefined],
        ['resource', 'aws_kms_grant.g[0]', 'g', 'provider.aws.key'],
        ['resource', 'module.m.aws_kms_key.k', 'k', 'provider.aws'],
        ['data', 'data.aws_caller_identity.me', 'me', undefined],
      ],
    );
  });

  it('have unknown values where AWS decides, nested ones too', async () => {
    const body = bodyOf(await read('plan.json', text), 'aws_kms_grant.g[0]');
    assert.deepEqual(plain(body), {
      key_id: 'arn:aws:kms:eu-west-1:1:key/a',
      operations: ['Decrypt'],
      constraints: [{ encryption_context_equals: null, encryption_context_subset: '?computed' }],
      grantee_principal: '?computed',
      id: '?computed',
    });
    const grantee = dig(body, 'grantee_principal');
    assert(grantee.kind === 'unknown');
    assert.deepEqual(
      grantee.references.map(({ target, attribute }) => [target, attribute]),
      [['aws_fsx_lustre_file_system.fs', ['id']]],
    );
    const context = dig(body, 'constraints', 0, 'encryption_context_subset');
    assert(context.kind === 'unknown');
    assert.deepEqual(
      context.references.map((reference) => reference.target),
      ['var.context'],
    );
  });

  it('have policies as JSON, in which nothing is interpolated any more', async () => {
    const body = bodyOf(await read('plan.json', text), 'module.m.aws_kms_key.k');
    const policy = dig(body, 'policy');
    assert.deepEqual(plain(policy), { json: { Statement: [{ Sid: 'a', Resource: '${aws:x}' }] } });
    const { start, end } = dig(policy, 'Statement', 0, 'Sid').range;
    assert.equal(text.slice(start, end), '\\"a\\"');
  });

  it('have providers as the configuration has them', async () => {
    assert.deepEqual(plain(bodyOf(await read('plan.json', text), 'provider.aws')), {
      region: 'eu-west-1',
      allowed_account_ids: '?expression',
      assume_role: [{ role_arn: 'arn' }],
    });
  });

  it('are followed through an unknown value', async () => {
    const changes = [
      ...PLAN.resource_changes,
      {
        address: 'aws_fsx_lustre_file_system.fs',
        mode: 'managed',
        type: 'aws_fsx_lustre_file_system',
        name: 'fs',
        change: { actions: ['create'], after: {}, after_unknown: { id: true } },
      },
    ];
    const file = await read('plan.json', JSON.stringify({ ...PLAN, resource_changes: changes }));
    const found = resolve(
      dig(bodyOf(file, 'aws_kms_grant.g[0]'), 'grantee_principal'),
      createProject([file]),
      'plan.json',
    );
    assert.equal(found?.resource.address, 'aws_fsx_lustre_file_system.fs');
    assert.deepEqual([found.attribute, plain(found.value)], [['id'], '?computed']);
  });

  it('may be states, or have planned values only', async () => {
    const resources = [
      {
        address: 'aws_kms_key.k',
        mode: 'managed',
        type: 'aws_kms_key',
        name: 'k',
        values: { description: 'x' },
      },
    ];
    for (const key of ['values', 'planned_values']) {
      const modules = { root_module: { resources: [], child_modules: [{ resources }] } };
      const file = await read('state.json', JSON.stringify({ format_version: '1.0', [key]: modules }));
      assert.deepEqual(plain(bodyOf(file, 'aws_kms_key.k')), { description: 'x' });
    }
  });

  it('have what stands among the planned values alone too, as with -target', async () => {
    const key = { address: 'aws_kms_key.rest', mode: 'managed', type: 'aws_kms_key', name: 'rest' };
    const modules = { root_module: { resources: [{ ...key, values: { description: 'x' } }] } };
    const file = await read('plan.json', JSON.stringify({ ...PLAN, planned_values: modules }));
    assert.deepEqual(plain(bodyOf(file, 'aws_kms_key.rest')), { description: 'x' });
    assert.notEqual(bodyOf(file, 'aws_kms_grant.g[0]'), undefined);
  });

  it('that are none are plain JSON', async () => {
    const file = await read('x.json', '{"format_version": 1, "values": 2, "Statement": []}');
    assert.equal(file.language, 'json');
    assert.equal(file.documents.length, 1);
  });
});

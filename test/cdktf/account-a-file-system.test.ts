import assert from 'node:assert/strict';
import type { DeploymentInput } from '../../core/deployment/schema';
import { ACCOUNT_A, sampleInput } from '../support/deployments';
import { onlyResource, resourcesOf, synthesizeSample, type TerraformJson } from '../support/synthesize';

const fs = 'fs-0123456789abcdef0';
const stackA = (changes: Partial<DeploymentInput> = {}): TerraformJson =>
  synthesizeSample(changes).stacks.fileSystem;
const properties = ({ '//': _metadata, ...rest }: Record<string, unknown>) => rest;
/** Addresses of all resources of a type. */
const addresses = (stack: TerraformJson, type: string) =>
  Object.keys(stack.resource?.[type] ?? {}).map((name) => `${type}.${name}`);

describe('account-a-file-system', () => {
  it('holds nothing before step 4', () => {
    assert.equal(stackA({ throughStep: 3 }).resource, undefined);
  });

  it('has no grant at step 5, but the policy for whoever will create it', () => {
    const stack = stackA({ throughStep: 5 });
    assert.deepEqual(resourcesOf(stack, 'aws_kms_grant'), []);
    assert.equal(onlyResource(stack, 'aws_iam_policy')['name'], 'fsx-lustre-kms-grants');
  });

  it('creates the file system in its subnet after the security group rules', () => {
    const stack = stackA({ throughStep: 4 });
    const { depends_on, ...fileSystem } = properties(onlyResource(stack, 'aws_fsx_lustre_file_system'));
    const [log] = addresses(stack, 'aws_cloudwatch_log_group');
    const [subnet] = addresses(stack, 'aws_subnet');
    const group = addresses(stack, 'aws_security_group').find((address) => address.includes('file-system'));
    assert.deepEqual(fileSystem, {
      deployment_type: 'PERSISTENT_2',
      file_system_type_version: '2.15',
      log_configuration: { destination: `\${${log ?? ''}.arn}`, level: 'WARN_ERROR' },
      per_unit_storage_throughput: 125,
      security_group_ids: [`\${${group ?? ''}.id}`],
      storage_capacity: 1200,
      storage_type: 'SSD',
      subnet_ids: [`\${${subnet ?? ''}.id}`],
      tags: { Name: 'fsx-lustre-kms' },
      timeouts: { create: '60m', delete: '60m', update: '60m' },
    });
    const rules = [
      ...addresses(stack, 'aws_vpc_security_group_egress_rule'),
      ...addresses(stack, 'aws_vpc_security_group_ingress_rule'),
    ].filter((address) => !address.includes('https'));
    assert.deepEqual([...(depends_on as string[])].sort(), rules.sort());
  });

  it('opens 988 and 1018-1023 among servers and between servers and clients, both ways', () => {
    const stack = stackA({ throughStep: 4 });
    const short = (reference: unknown) => /network_([a-z-]+)_/.exec(String(reference))?.[1];
    const rules = ['ingress', 'egress'].flatMap((way) =>
      resourcesOf(stack, `aws_vpc_security_group_${way}_rule`).map(
        (rule) =>
          `${way} ${String(short(rule['security_group_id']))} ${rule['referenced_security_group_id'] === undefined ? String(rule['cidr_ipv4']) : String(short(rule['referenced_security_group_id']))} ${String(rule['from_port'])}-${String(rule['to_port'])}`,
      ),
    );
    const pairs = [
      ['file-system', 'file-system'],
      ['file-system', 'client'],
      ['client', 'file-system'],
    ];
    const expected = ['988-988', '1018-1023'].flatMap((ports) =>
      pairs.flatMap(([a, b]) => [
        `ingress ${a ?? ''} ${b ?? ''} ${ports}`,
        `egress ${a ?? ''} ${b ?? ''} ${ports}`,
      ]),
    );
    assert.deepEqual(rules.sort(), [...expected, 'egress client 0.0.0.0/0 443-443'].sort());
  });

  it('creates no network in an existing one, but its own groups', () => {
    const stack = stackA({
      network: { vpcId: 'vpc-0123456789abcdef0', subnetId: 'subnet-0123456789abcdef0' },
    });
    assert.deepEqual(resourcesOf(stack, 'aws_vpc'), []);
    assert.deepEqual(
      resourcesOf(stack, 'aws_security_group').map((group) => group['vpc_id']),
      ['vpc-0123456789abcdef0', 'vpc-0123456789abcdef0'],
    );
    assert.deepEqual(onlyResource(stack, 'aws_fsx_lustre_file_system')['subnet_ids'], [
      'subnet-0123456789abcdef0',
    ]);
    assert.equal(onlyResource(stack, 'aws_instance')['associate_public_ip_address'], undefined);
  });

  it('uses existing security groups as they are', () => {
    const stack = stackA({
      network: {
        vpcId: 'vpc-0123456789abcdef0',
        subnetId: 'subnet-0123456789abcdef0',
        securityGroupIds: ['sg-0123456789abcdef0'],
      },
    });
    assert.deepEqual(resourcesOf(stack, 'aws_security_group'), []);
    assert.deepEqual(onlyResource(stack, 'aws_fsx_lustre_file_system')['security_group_ids'], [
      'sg-0123456789abcdef0',
    ]);
    assert.deepEqual(onlyResource(stack, 'aws_instance')['vpc_security_group_ids'], ['sg-0123456789abcdef0']);
  });

  it('creates the associations one after another, with metadata import and long timeouts', () => {
    const buckets = ['a', 'b', 'c'].map((name) => ({ name, key: 'data' }));
    const associations = Object.entries(
      stackA({ buckets }).resource?.['aws_fsx_data_repository_association'] ?? {},
    );
    assert.deepEqual(
      associations.map(([, association]) => [
        association['file_system_path'],
        association['data_repository_path'],
        association['depends_on'],
      ]),
      [
        ['/a', 's3://fsx-lustre-kms-222222222222-us-east-1-a/', undefined],
        [
          '/b',
          's3://fsx-lustre-kms-222222222222-us-east-1-b/',
          [`aws_fsx_data_repository_association.${associations[0]?.[0] ?? ''}`],
        ],
        [
          '/c',
          's3://fsx-lustre-kms-222222222222-us-east-1-c/',
          [`aws_fsx_data_repository_association.${associations[1]?.[0] ?? ''}`],
        ],
      ],
    );
    const [, first] = associations[0] ?? [];
    assert.equal(first?.['batch_import_meta_data_on_create'], true);
    assert.deepEqual(first['s3'], { auto_import_policy: { events: ['NEW', 'CHANGED', 'DELETED'] } });
    assert.deepEqual(first['timeouts'], { create: '30m', delete: '30m', update: '30m' });
  });

  it('exports by itself when asked', () => {
    const buckets = [{ name: 'data', key: 'data', autoImport: [], autoExport: ['NEW' as const] }];
    assert.deepEqual(onlyResource(stackA({ buckets }), 'aws_fsx_data_repository_association')['s3'], {
      auto_export_policy: { events: ['NEW'] },
    });
  });

  it('mounts by DNS name and mount name on an Amazon Linux 2023 instance that Systems Manager reaches', () => {
    const stack = stackA({ throughStep: 4, client: { mountPath: '/data' } });
    const [fileSystem] = addresses(stack, 'aws_fsx_lustre_file_system');
    const mount = `mount -t lustre -o relatime,flock \${${fileSystem ?? ''}.dns_name}@tcp:/\${${fileSystem ?? ''}.mount_name} /data`;
    const instance = onlyResource(stack, 'aws_instance');
    assert.deepEqual(String(instance['user_data']).split('\n').slice(0, 5), [
      '#!/bin/bash',
      'set -euo pipefail',
      'dnf install -y lustre-client',
      'mkdir -p /data',
      mount,
    ]);
    const [fstab] = String(instance['user_data']).split('\n').slice(5);
    assert.equal(
      fstab,
      `echo "\${${fileSystem ?? ''}.dns_name}@tcp:/\${${fileSystem ?? ''}.mount_name} /data lustre defaults,relatime,flock,_netdev,x-systemd.automount,x-systemd.requires=systemd-networkd-wait-online.service 0 0" >> /etc/fstab`,
    );
    assert.equal(instance['user_data_replace_on_change'], true);
    assert.deepEqual(instance['metadata_options'], { http_tokens: 'required' });
    assert.equal(
      instance['iam_instance_profile'],
      `\${${addresses(stack, 'aws_iam_instance_profile')[0] ?? ''}.name}`,
    );
    // With a root_block_device the provider would look up the image by its alias, which EC2 refuses.
    assert.equal(instance['root_block_device'], undefined);
    assert.deepEqual(onlyResource(stack, 'aws_launch_template')['block_device_mappings'], [
      { device_name: '/dev/xvda', ebs: { encrypted: 'true' } },
    ]);
    assert.equal(stack.output?.['mount_command']?.value, `sudo ${mount}`);
    assert.equal(
      onlyResource(stack, 'aws_launch_template')['image_id'],
      'resolve:ssm:/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-x86_64',
    );
    assert.equal(
      onlyResource(stack, 'aws_iam_role_policy_attachment')['policy_arn'],
      'arn:aws:iam::aws:policy/AmazonSSMManagedInstanceCore',
    );
  });

  it('starts the client after its rules and routes: its first boot installs and mounts', () => {
    const stack = stackA({ throughStep: 4 });
    const waits = new Set(onlyResource(stack, 'aws_instance')['depends_on'] as string[]);
    const needed = [
      'aws_route',
      'aws_route_table_association',
      'aws_vpc_security_group_egress_rule',
      'aws_vpc_security_group_ingress_rule',
    ];
    for (const address of needed.flatMap((type) => addresses(stack, type)))
      assert.ok(waits.has(address), address);
  });

  it('creates a network in which names resolve, with a way out', () => {
    const stack = stackA({
      throughStep: 4,
      network: { vpcCidr: '10.9.0.0/16', availabilityZone: 'us-east-1c' },
    });
    const vpc = onlyResource(stack, 'aws_vpc');
    assert.deepEqual(
      [vpc['cidr_block'], vpc['enable_dns_hostnames'], vpc['enable_dns_support']],
      ['10.9.0.0/16', true, true],
    );
    const route = onlyResource(stack, 'aws_route');
    assert.equal(route['destination_cidr_block'], '0.0.0.0/0');
    assert.equal(route['gateway_id'], `\${${addresses(stack, 'aws_internet_gateway')[0] ?? ''}.id}`);
    assert.equal(onlyResource(stack, 'aws_subnet')['availability_zone'], 'us-east-1c');
    assert.equal(onlyResource(stack, 'aws_instance')['associate_public_ip_address'], true);
  });

  it('lets EC2 of the partition assume the client role', () => {
    const role = onlyResource(stackA({ region: 'cn-north-1' }), 'aws_iam_role');
    assert.match(String(role['assume_role_policy']), /"Service":"ec2\.amazonaws\.com\.cn"/);
  });

  it('names an existing client although nothing is known of the mount', () => {
    const stack = stackA({
      fileSystem: { existingId: fs },
      client: { existingInstanceId: 'i-0123456789abcdef0' },
    });
    assert.equal(stack.output?.['client_instance_id']?.value, 'i-0123456789abcdef0');
  });

  it('creates no instance for an existing client, or for none', () => {
    const existing = stackA({ client: { existingInstanceId: 'i-0123456789abcdef0' } });
    assert.deepEqual(resourcesOf(existing, 'aws_instance'), []);
    assert.equal(existing.output?.['client_instance_id']?.value, 'i-0123456789abcdef0');
    const none = stackA({ client: { enabled: false } });
    assert.deepEqual(resourcesOf(none, 'aws_instance'), []);
    assert.equal(none.output?.['client_instance_id'], undefined);
  });

  it('passes the rest of the file system on', () => {
    const kmsKeyArn = 'arn:aws:kms:us-east-1:111111111111:key/1234abcd-12ab-34cd-56ef-1234567890ab';
    const stack = stackA({
      fileSystem: {
        metadata: { mode: 'USER_PROVISIONED', iops: 12000 },
        efa: true,
        kmsKeyArn,
        logLevel: 'DISABLED',
      },
    });
    const fileSystem = onlyResource(stack, 'aws_fsx_lustre_file_system');
    assert.deepEqual(fileSystem['metadata_configuration'], { iops: 12000, mode: 'USER_PROVISIONED' });
    assert.equal(fileSystem['efa_enabled'], true);
    assert.equal(fileSystem['kms_key_id'], kmsKeyArn);
    assert.deepEqual(fileSystem['log_configuration'], { level: 'DISABLED' });
    assert.deepEqual(resourcesOf(stack, 'aws_cloudwatch_log_group'), []);
    // EFA needs a group that allows all traffic to itself.
    const efa = resourcesOf(stack, 'aws_vpc_security_group_ingress_rule').filter(
      (rule) => rule['ip_protocol'] === '-1',
    );
    assert.deepEqual(
      efa.map((rule) => rule['security_group_id'] === rule['referenced_security_group_id']),
      [true],
    );
  });

  it('sets no throughput on scratch, and a drive cache on HDD', () => {
    const scratch = onlyResource(
      stackA({ fileSystem: { deploymentType: 'SCRATCH_2' } }),
      'aws_fsx_lustre_file_system',
    );
    assert.equal(scratch['per_unit_storage_throughput'], undefined);
    const hdd = onlyResource(
      stackA({ fileSystem: { deploymentType: 'PERSISTENT_1', storageType: 'HDD' } }),
      'aws_fsx_lustre_file_system',
    );
    assert.deepEqual(
      [hdd['storage_capacity'], hdd['per_unit_storage_throughput'], hdd['drive_cache_type']],
      [6000, 12, 'NONE'],
    );
  });

  describe('grants', () => {
    it("are for the file system's role on C's key, after the associations and the administrator's policy", () => {
      const stack = stackA({ throughStep: 6 });
      const [fileSystem] = addresses(stack, 'aws_fsx_lustre_file_system');
      assert.deepEqual(properties(onlyResource(stack, 'aws_kms_grant')), {
        depends_on: [
          ...addresses(stack, 'aws_fsx_data_repository_association'),
          ...addresses(stack, 'aws_iam_policy'),
        ],
        grantee_principal: `arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_\${${fileSystem ?? ''}.id}`,
        key_id: '${data.terraform_remote_state.account-c.outputs.key_arn_data}',
        name: 'fsx-lustre-kms-data',
        operations: ['Decrypt', 'GenerateDataKey', 'DescribeKey'],
      });
    });

    it('can be retired by a principal', () => {
      const retiringPrincipalArn = 'arn:aws:iam::111111111111:role/retire';
      const grant = onlyResource(stackA({ grant: { retiringPrincipalArn } }), 'aws_kms_grant');
      assert.equal(grant['retiring_principal'], retiringPrincipalArn);
    });

    it('say what to do when the key policy names the role of another file system', () => {
      const stack = stackA({
        serviceLinkedRole: fs,
        fileSystem: { creatorPrincipalArn: 'arn:aws:iam::111111111111:role/x' },
      });
      const { precondition } = onlyResource(stack, 'aws_kms_grant')['lifecycle'] as {
        precondition: { condition: string; error_message: string }[];
      };
      const [fileSystem] = addresses(stack, 'aws_fsx_lustre_file_system');
      assert.equal(precondition[0]?.condition, `\${(${fileSystem ?? ''}.id == "${fs}")}`);
      assert.match(precondition[0].error_message, /^The key policy names the role of fs-0123456789abcdef0/);
    });

    it('are one for each distinct key', () => {
      const stack = stackA({
        keys: [{ name: 'data' }, { name: 'logs' }],
        buckets: [
          { name: 'a', key: 'data' },
          { name: 'b', key: 'data' },
          { name: 'c', key: 'logs' },
        ],
      });
      assert.deepEqual(
        resourcesOf(stack, 'aws_kms_grant').map((grant) => grant['key_id']),
        [
          '${data.terraform_remote_state.account-c.outputs.key_arn_data}',
          '${data.terraform_remote_state.account-c.outputs.key_arn_logs}',
        ],
      );
    });

    it('are one for each bucket when narrowed to it', () => {
      const stack = stackA({
        grant: { constrainToBucket: true },
        buckets: [
          { name: 'a', key: 'data' },
          { name: 'b', key: 'data' },
        ],
      });
      assert.deepEqual(
        resourcesOf(stack, 'aws_kms_grant').map((grant) => grant['constraints']),
        [
          [
            {
              encryption_context_subset: {
                'aws:s3:arn': 'arn:aws:s3:::fsx-lustre-kms-222222222222-us-east-1-a',
              },
            },
          ],
          [
            {
              encryption_context_subset: {
                'aws:s3:arn': 'arn:aws:s3:::fsx-lustre-kms-222222222222-us-east-1-b',
              },
            },
          ],
        ],
      );
    });

    for (const [kind, arn, type, name] of [
      [
        'a role with a path',
        'arn:aws:iam::111111111111:role/network/deployer',
        'aws_iam_role_policy_attachment',
        'deployer',
      ],
      ['a user', 'arn:aws:iam::111111111111:user/admin', 'aws_iam_user_policy_attachment', 'admin'],
    ] as const) {
      it(`wait for the policy on ${kind}`, () => {
        const stack = stackA({ grant: { adminPrincipalArn: arn }, client: { enabled: false } });
        const attachment = onlyResource(stack, type);
        assert.equal(attachment['role'] ?? attachment['user'], name);
        const dependencies = onlyResource(stack, 'aws_kms_grant')['depends_on'] as string[];
        assert.ok(dependencies.includes(addresses(stack, type)[0] ?? ''), dependencies.join());
      });
    }

    it("attach nothing to IAM Identity Center's roles, or when told not to", () => {
      const reserved = 'arn:aws:iam::111111111111:role/aws-reserved/sso.amazonaws.com/AWSReservedSSO_Admin_1';
      for (const grant of [
        { adminPrincipalArn: reserved },
        { adminPrincipalArn: 'arn:aws:iam::111111111111:role/x', attachPolicy: false },
      ]) {
        assert.deepEqual(
          resourcesOf(stackA({ grant, client: { enabled: false } }), 'aws_iam_role_policy_attachment'),
          [],
        );
      }
    });

    it("are none when the key is in the file system's account", () => {
      const stack = stackA({ accounts: { ...sampleInput().accounts, key: { id: ACCOUNT_A } } });
      assert.deepEqual(resourcesOf(stack, 'aws_kms_grant'), []);
    });
  });

  describe('with an existing file system', () => {
    const existing = (more: Partial<DeploymentInput> = {}) =>
      stackA({
        fileSystem: { existingId: fs, existingMountName: 'abcdefgh' },
        client: { enabled: false },
        ...more,
      });

    it('holds the grant for its role, and no file system, network or association', () => {
      const stack = existing();
      assert.deepEqual(Object.keys(stack.resource ?? {}), ['aws_iam_policy', 'aws_kms_grant']);
      assert.equal(
        onlyResource(stack, 'aws_kms_grant')['grantee_principal'],
        `arn:aws:iam::111111111111:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_${fs}`,
      );
      assert.equal(
        stack.output?.['mount_command']?.value,
        `sudo mount -t lustre -o relatime,flock ${fs}.fsx.us-east-1.amazonaws.com@tcp:/abcdefgh /fsx`,
      );
    });

    it('holds grant and policy for the keys alone that have no grant of others', () => {
      const [data, logs] = ['1', '2'].map(
        (digit) => `arn:aws:kms:us-east-1:333333333333:key/${digit}234abcd-12ab-34cd-56ef-1234567890ab`,
      );
      const keys = [
        { name: 'data', existingArn: data, existingGrant: true },
        { name: 'logs', existingArn: logs },
      ];
      const buckets = ['data', 'logs'].map((name) => ({ name, key: name, bucketName: name, existing: {} }));
      for (const constrainToBucket of [false, true]) {
        const stack = existing({ keys, buckets, grant: { constrainToBucket } });
        const grant = onlyResource(stack, 'aws_kms_grant');
        assert.deepEqual([grant['name'], grant['key_id']], ['fsx-lustre-kms-logs', logs]);
        const policy = JSON.parse(String(onlyResource(stack, 'aws_iam_policy')['policy'])) as {
          Statement: { Resource: unknown }[];
        };
        assert.deepEqual(policy.Statement[0]?.Resource, [logs]);
      }
      const none = existing({ keys: keys.map((key) => ({ ...key, existingGrant: true })), buckets });
      assert.equal(none.resource, undefined);
    });

    it('holds associations as asked', () => {
      const stack = existing({ buckets: [{ name: 'data', key: 'data', associate: true }] });
      assert.equal(onlyResource(stack, 'aws_fsx_data_repository_association')['file_system_id'], fs);
    });

    it('has the DNS suffix of the partition', () => {
      const stack = existing({ region: 'cn-north-1' });
      assert.match(stack.output?.['mount_command']?.value ?? '', /\.fsx\.cn-north-1\.amazonaws\.com\.cn@tcp/);
    });
  });
});

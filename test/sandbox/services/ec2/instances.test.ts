import assert from 'node:assert/strict';
import type { RunningSandbox } from '../../../../sandbox/sandbox';
import { needs } from '../../../support/requirements';
import { ready } from '../../clients';
import { query } from '../../signed';

describe('EC2 as the stack of account A uses it', function () {
  this.timeout(120_000);
  let sandbox: RunningSandbox;

  before(async function () {
    needs(this, 'moto');
    sandbox = await ready();
  });
  after(() => (sandbox as RunningSandbox | undefined)?.stop());

  /** A call that succeeds, and the text of an element of its answer. */
  async function ask(action: string, params: Record<string, string>, element: string): Promise<string> {
    const { status, text } = await query(sandbox, sandbox.accounts.fileSystem, 'ec2', action, params);
    assert.equal(status, 200, text);
    return new RegExp(`<${element}>([^<]*)<`).exec(text)?.[1] ?? '';
  }

  async function network() {
    const vpcId = await ask('CreateVpc', { CidrBlock: '10.0.0.0/16' }, 'vpcId');
    const subnetId = await ask('CreateSubnet', { VpcId: vpcId, CidrBlock: '10.0.0.0/24' }, 'subnetId');
    const group = { GroupName: `group-of-${vpcId}`, GroupDescription: 'a group', VpcId: vpcId };
    return { subnetId, groupId: await ask('CreateSecurityGroup', group, 'groupId') };
  }

  for (const [version, name] of [
    ['$Latest', 'newest'],
    ['1', 'first'],
  ] as const) {
    it(`takes a volume without a size from the ${name} version of a launch template`, async () => {
      const { subnetId, groupId } = await network();
      const templateId = await ask(
        'CreateLaunchTemplate',
        {
          LaunchTemplateName: `template-${name}`,
          'LaunchTemplateData.ImageId': 'ami-12c6146b',
          'LaunchTemplateData.BlockDeviceMapping.1.DeviceName': '/dev/xvda',
          'LaunchTemplateData.BlockDeviceMapping.1.Ebs.Encrypted': 'true',
        },
        'launchTemplateId',
      );
      const id = await ask(
        'RunInstances',
        {
          'LaunchTemplate.LaunchTemplateId': templateId,
          'LaunchTemplate.Version': version,
          InstanceType: 'm6i.large',
          MinCount: '1',
          MaxCount: '1',
          'NetworkInterface.1.DeviceIndex': '0',
          'NetworkInterface.1.SubnetId': subnetId,
          'NetworkInterface.1.SecurityGroupId.1': groupId,
        },
        'instanceId',
      );
      const volume = { 'Filter.1.Name': 'attachment.instance-id', 'Filter.1.Value.1': id };
      assert.equal(await ask('DescribeVolumes', volume, 'size'), '8');
      assert.equal(await ask('DescribeVolumes', volume, 'encrypted'), 'true');
      const { text } = await query(sandbox, sandbox.accounts.fileSystem, 'ec2', 'DescribeInstances', {
        'InstanceId.1': id,
      });
      const ofInstance = /<\/networkInterfaceSet>/.test(text)
        ? text.replace(/<networkInterfaceSet>[^]*<\/networkInterfaceSet>/, '')
        : text;
      assert.match(ofInstance, new RegExp(`<groupSet>\\s*<item>[^]*<groupId>${groupId}</groupId>`));
    });
  }

  it('takes a volume without a size from the request, and a size that is given as it is', async () => {
    const { subnetId } = await network();
    for (const [size, expected] of [
      [{}, '8'],
      [{ 'BlockDeviceMapping.1.Ebs.VolumeSize': '20' }, '20'],
    ] as const) {
      const id = await ask(
        'RunInstances',
        {
          ImageId: 'ami-12c6146b',
          SubnetId: subnetId,
          MinCount: '1',
          MaxCount: '1',
          'BlockDeviceMapping.1.DeviceName': '/dev/xvda',
          'BlockDeviceMapping.1.Ebs.Encrypted': 'true',
          ...size,
        },
        'instanceId',
      );
      const volume = { 'Filter.1.Name': 'attachment.instance-id', 'Filter.1.Value.1': id };
      assert.equal(await ask('DescribeVolumes', volume, 'size'), expected);
    }
  });

  it('keeps the description of a rule from another security group', async () => {
    const { groupId } = await network();
    for (const direction of ['Ingress', 'Egress']) {
      const ruleId = await ask(
        `AuthorizeSecurityGroup${direction}`,
        {
          GroupId: groupId,
          'IpPermissions.1.IpProtocol': 'tcp',
          'IpPermissions.1.FromPort': '988',
          'IpPermissions.1.ToPort': '988',
          'IpPermissions.1.Groups.1.GroupId': groupId,
          'IpPermissions.1.Groups.1.Description': `Lustre ${direction}`,
        },
        'securityGroupRuleId',
      );
      const rule = { 'SecurityGroupRuleId.1': ruleId };
      assert.equal(await ask('DescribeSecurityGroupRules', rule, 'description'), `Lustre ${direction}`);
      assert.equal(await ask('DescribeSecurityGroupRules', rule, 'fromPort'), '988');
    }
  });
});

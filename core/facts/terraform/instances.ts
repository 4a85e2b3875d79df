/** What the Terraform AWS provider calls for instances and launch templates. */
import { ec2Resource } from './network';
import { ec2Arn, EVERYTHING, type PermissionsByType, type TerraformPermission } from './permission';

export const INSTANCE_PERMISSIONS: PermissionsByType = {
  aws_launch_template: ec2Resource('launch-template', {
    read: ['ec2:DescribeLaunchTemplates', 'ec2:DescribeLaunchTemplateVersions'],
    write: ['ec2:CreateLaunchTemplate', 'ec2:CreateLaunchTemplateVersion', 'ec2:ModifyLaunchTemplate'],
    remove: ['ec2:DeleteLaunchTemplate'],
  }),
  aws_instance: [
    {
      use: 'read',
      actions: [
        'ec2:DescribeIamInstanceProfileAssociations',
        'ec2:DescribeImages',
        'ec2:DescribeInstanceAttribute',
        'ec2:DescribeInstanceCreditSpecifications',
        'ec2:DescribeInstances',
        'ec2:DescribeInstanceTypes',
        'ec2:DescribeLaunchTemplateVersions',
        'ec2:DescribeTags',
        'ec2:DescribeVolumes',
        'ec2:DescribeVpcs',
      ],
      on: EVERYTHING,
    },
    ...['instance', 'launch-template', 'network-interface', 'security-group', 'subnet', 'volume'].map(
      (type): TerraformPermission => ({ use: 'write', actions: ['ec2:RunInstances'], on: [ec2Arn(type)] }),
    ),
    { use: 'write', actions: ['ec2:RunInstances'], on: ['arn:{partition}:ec2:{region}::image/*'] },
    {
      use: 'write',
      actions: [
        'ec2:CreateTags',
        'ec2:DeleteTags',
        'ec2:ModifyInstanceAttribute',
        'ec2:ModifyInstanceMetadataOptions',
        'ec2:MonitorInstances',
        'ec2:StartInstances',
        'ec2:StopInstances',
      ],
      on: [ec2Arn('instance')],
    },
    // EC2 reads the newest image's id from a public parameter as whoever starts the instance.
    {
      use: 'write',
      actions: ['ssm:GetParameters'],
      on: ['arn:{partition}:ssm:{region}::parameter/aws/service/*'],
    },
    { use: 'delete', actions: ['ec2:TerminateInstances'], on: [ec2Arn('instance')] },
  ],
};

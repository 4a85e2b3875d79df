/** What the Terraform AWS provider calls for file systems, their associations and their log groups. */
import { S3_DATA_SOURCE_SERVICE } from '../arns';
import { EVERYTHING, iamArn, OWN_KEYS, type PermissionsByType } from './permission';

const fsx = (type: string) => `arn:{partition}:fsx:{region}:{account}:${type}/*`;
const linkedBucket = 'arn:{partition}:s3:::{data_repository_path}';
const logGroup = ['arn:{partition}:logs:{region}:{account}:log-group:{name}:*'];
/** A group's ARN ends in `:*` for some actions and not for others. */
const logGroupItself = ['arn:{partition}:logs:{region}:{account}:log-group:{name}'];

export const FILE_SYSTEM_PERMISSIONS: PermissionsByType = {
  aws_cloudwatch_log_group: [
    { use: 'read', actions: ['logs:DescribeLogGroups'], on: EVERYTHING },
    { use: 'read', actions: ['logs:ListTagsForResource'], on: logGroupItself },
    { use: 'read', actions: ['logs:ListTagsForResource'], on: logGroup },
    {
      use: 'write',
      actions: ['logs:CreateLogGroup', 'logs:DeleteRetentionPolicy', 'logs:PutRetentionPolicy'],
      on: logGroup,
    },
    { use: 'write', actions: ['logs:TagResource', 'logs:UntagResource'], on: logGroupItself },
    { use: 'write', actions: ['logs:TagResource', 'logs:UntagResource'], on: logGroup },
    { use: 'delete', actions: ['logs:DeleteLogGroup'], on: logGroup },
  ],
  aws_fsx_lustre_file_system: [
    { use: 'read', actions: ['fsx:DescribeFileSystems'], on: EVERYTHING },
    { use: 'read', actions: ['fsx:ListTagsForResource'], on: [fsx('file-system')] },
    {
      use: 'write',
      actions: ['fsx:CreateFileSystem', 'fsx:TagResource', 'fsx:UntagResource', 'fsx:UpdateFileSystem'],
      on: [fsx('file-system')],
    },
    // FSx looks at the network as whoever creates the file system.
    {
      use: 'write',
      actions: [
        'ec2:DescribeSecurityGroups',
        'ec2:DescribeSubnets',
        'ec2:DescribeVpcs',
        'ec2:GetSecurityGroupsForVpc',
      ],
      on: EVERYTHING,
    },
    {
      use: 'write',
      actions: ['iam:CreateServiceLinkedRole'],
      on: [iamArn('role', 'aws-service-role/fsx.amazonaws.com/*')],
      condition: ['StringEquals', 'iam:AWSServiceName', 'fsx.amazonaws.com'],
    },
    {
      use: 'write',
      actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
      on: ['arn:{partition}:logs:{region}:{account}:log-group:/aws/fsx/*'],
      when: 'log_configuration',
    },
    {
      use: 'write',
      actions: ['kms:CreateGrant', 'kms:Decrypt', 'kms:DescribeKey', 'kms:GenerateDataKeyWithoutPlaintext'],
      on: ['{kms_key_id}', ...OWN_KEYS],
      condition: ['StringEquals', 'kms:ViaService', 'fsx.{region}.amazonaws.com'],
      when: 'kms_key_id',
    },
    { use: 'delete', actions: ['fsx:DeleteFileSystem'], on: [fsx('file-system')] },
  ],
  aws_fsx_data_repository_association: [
    { use: 'read', actions: ['fsx:DescribeDataRepositoryAssociations'], on: EVERYTHING },
    { use: 'read', actions: ['fsx:ListTagsForResource'], on: [fsx('association')] },
    {
      use: 'write',
      actions: [
        'fsx:CreateDataRepositoryAssociation',
        'fsx:TagResource',
        'fsx:UntagResource',
        'fsx:UpdateDataRepositoryAssociation',
      ],
      on: [fsx('association')],
    },
    { use: 'write', actions: ['fsx:CreateDataRepositoryAssociation'], on: [fsx('file-system')] },
    // FSx makes the file system's role as whoever links the first bucket.
    {
      use: 'write',
      actions: ['iam:AttachRolePolicy', 'iam:CreateServiceLinkedRole', 'iam:PutRolePolicy'],
      on: [iamArn('role', `aws-service-role/${S3_DATA_SOURCE_SERVICE}/*`)],
    },
    // And looks whether they could read and write the bucket themselves.
    { use: 'write', actions: ['s3:Get*', 's3:List*'], on: [linkedBucket] },
    { use: 'write', actions: ['s3:Get*', 's3:PutObject'], on: [`${linkedBucket}/*`] },
    { use: 'delete', actions: ['fsx:DeleteDataRepositoryAssociation'], on: [fsx('association')] },
    { use: 'delete', actions: ['fsx:DeleteDataRepositoryAssociation'], on: [fsx('file-system')] },
  ],
};

import type { RuleCases } from '../case';

const fileSystem = (level: string, destination: string) => `resource "aws_fsx_lustre_file_system" "fs" {
  deployment_type = "PERSISTENT_2"
  log_configuration {
    level       = ${level}
${destination}  }
}
`;
const to = (destination: string) => `    destination = ${destination}\n`;
const group = (name: string, more = '') => `
resource "aws_cloudwatch_log_group" "lustre" {
  name = ${name}
${more}}
`;
const arn = (name: string, region = 'us-east-1') => `arn:aws:logs:${region}:111111111111:log-group:${name}`;
const PROVIDERS = `provider "aws" {
  region = "us-east-1"
}
provider "aws" {
  alias  = "west"
  region = "us-west-2"
}
`;

export const cases: RuleCases = {
  bad: [
    {
      name: 'a log group of another name',
      file: 'main.tf',
      text: fileSystem('"WARN_ERROR"', to(`"«${arn('/lustre/events')}»"`)),
      messages: [
        'The log group "/lustre/events" does not begin with /aws/fsx: CreateFileSystem answers BadRequest. Write a group such as "/aws/fsx/lustre/events".',
      ],
      fixed: fileSystem('"WARN_ERROR"', to(`"${arn('/aws/fsx/lustre/events')}"`)),
    },
    {
      name: 'a log group in view, of another name',
      file: 'main.tf',
      text:
        fileSystem('"WARN_ERROR"', to('«aws_cloudwatch_log_group.lustre.arn»')) + group('"lustre-events"'),
      messages: [
        'The log group "lustre-events" does not begin with /aws/fsx: CreateFileSystem answers BadRequest. Name it "/aws/fsx/lustre-events".',
      ],
      fixed:
        fileSystem('"WARN_ERROR"', to('aws_cloudwatch_log_group.lustre.arn')) +
        group('"/aws/fsx/lustre-events"'),
    },
    {
      name: 'a destination although nothing is logged',
      file: 'main.tf',
      text: fileSystem('"DISABLED"', to('«aws_cloudwatch_log_group.lustre.arn»')),
      messages: [
        'A destination stands with level DISABLED, and FSx takes none then: CreateFileSystem answers BadRequest. Leave the destination out, or write level "WARN_ERROR".',
      ],
      fixed: fileSystem('"DISABLED"', ''),
    },
    {
      name: 'a log group in another Region',
      file: 'main.tf',
      text:
        PROVIDERS +
        fileSystem('"WARN_ERROR"', to('«aws_cloudwatch_log_group.lustre.arn»')) +
        group('"/aws/fsx/lustre"', '  provider = aws.west\n'),
      messages: [
        "The log group is in Region us-west-2, and the file system in us-east-1: FSx logs beside the file system only, and CreateFileSystem answers BadRequest. Make the group with the file system's provider.",
      ],
    },
    {
      name: "another Region in the group's ARN",
      file: 'main.tf',
      text: PROVIDERS + fileSystem('"ERROR_ONLY"', to(`"«${arn('/aws/fsx/lustre', 'eu-west-1')}»"`)),
      messages: [
        'The log group is in Region eu-west-1, and the file system in us-east-1: FSx logs beside the file system only, and CreateFileSystem answers BadRequest. Write a group in Region us-east-1.',
      ],
    },
    {
      name: 'a delivery stream',
      file: 'main.tf',
      text: fileSystem(
        '"WARN_ERROR"',
        to('"«arn:aws:firehose:us-east-1:111111111111:deliverystream/aws-fsx-lustre»"'),
      ),
      messages: [
        '"arn:aws:firehose:us-east-1:111111111111:deliverystream/aws-fsx-lustre" is no ARN of a CloudWatch Logs group, and FSx for Lustre logs to nothing else: CreateFileSystem answers BadRequest. Write the ARN of a group whose name begins with /aws/fsx.',
      ],
    },
    {
      name: 'a level that does not exist',
      file: 'main.tf',
      text: fileSystem('"«WARN_ERRORS»"', ''),
      messages: [
        '"WARN_ERRORS" is no log level of FSx for Lustre: CreateFileSystem answers BadRequest. Write "WARN_ERROR".',
      ],
      fixed: fileSystem('"WARN_ERROR"', ''),
    },
  ],
  good: [
    {
      name: 'a group of the right name, with the suffix of its streams',
      file: 'main.tf',
      text: PROVIDERS + fileSystem('"WARN_ERROR"', to(`"${arn('/aws/fsx/lustre:*')}"`)),
    },
    {
      name: 'a group in view',
      file: 'main.tf',
      text:
        fileSystem('"WARN_ERROR"', to('aws_cloudwatch_log_group.lustre.arn')) +
        group('"/aws/fsx/${var.name}"'),
    },
    { name: 'no destination', file: 'main.tf', text: fileSystem('"WARN_ERROR"', '') },
    {
      name: 'nothing logged',
      file: 'main.tf',
      text: fileSystem('"DISABLED"', ''),
    },
    {
      name: 'a level and a group that are not known',
      file: 'main.tf',
      text: fileSystem('var.level', to('var.log_group_arn')),
    },
    {
      name: 'a name that is put together',
      file: 'main.tf',
      text:
        fileSystem('"WARN_ERROR"', to('aws_cloudwatch_log_group.lustre.arn')) +
        group('"${var.prefix}/lustre"'),
    },
  ],
};

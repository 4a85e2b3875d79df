/**
 * Values of `kms:ViaService`: `<service>.<region>.amazonaws.com`, with that suffix in every partition.
 *
 * Source: KMS Developer Guide, "kms:ViaService", table of services, as of 2023; ElastiCache User Guide, "At-Rest
 * Encryption" (its two names). AWS has added services since, so an unknown one may be right.
 */
import { hasWildcard } from './wildcards';

/** First part of the name, and whose it is. */
export const VIA_SERVICES: Readonly<Record<string, string>> = {
  airflow: 'Amazon Managed Workflows for Apache Airflow',
  appflow: 'Amazon AppFlow',
  apprunner: 'AWS App Runner',
  athena: 'Amazon Athena',
  auditmanager: 'AWS Audit Manager',
  backup: 'AWS Backup',
  'backup-gateway': 'AWS Backup Gateway',
  cassandra: 'Amazon Keyspaces',
  codeartifact: 'AWS CodeArtifact',
  'codeguru-reviewer': 'Amazon CodeGuru Reviewer',
  comprehend: 'Amazon Comprehend',
  connect: 'Amazon Connect',
  dax: 'Amazon ElastiCache',
  directoryservice: 'AWS Directory Service',
  dms: 'AWS Database Migration Service',
  dynamodb: 'Amazon DynamoDB',
  ec2: 'Amazon EBS',
  ecr: 'Amazon ECR',
  eks: 'Amazon EKS',
  elasticache: 'Amazon ElastiCache',
  elasticfilesystem: 'Amazon EFS',
  es: 'Amazon OpenSearch Service',
  finspace: 'Amazon FinSpace',
  firehose: 'Amazon Data Firehose',
  forecast: 'Amazon Forecast',
  fsx: 'Amazon FSx',
  geo: 'Amazon Location Service',
  glue: 'AWS Glue',
  groundstation: 'AWS Ground Station',
  healthlake: 'AWS HealthLake',
  importexport: 'AWS Snowball',
  iotsitewise: 'AWS IoT SiteWise',
  kafka: 'Amazon MSK',
  kendra: 'Amazon Kendra',
  kinesis: 'Amazon Kinesis',
  kinesisvideo: 'Amazon Kinesis Video Streams',
  lambda: 'AWS Lambda',
  lex: 'Amazon Lex',
  'license-manager': 'AWS License Manager',
  lookoutequipment: 'Amazon Lookout for Equipment',
  lookoutmetrics: 'Amazon Lookout for Metrics',
  lookoutvision: 'Amazon Lookout for Vision',
  macie: 'Amazon Macie',
  'malware-protection': 'Amazon GuardDuty',
  managedblockchain: 'Amazon Managed Blockchain',
  mediatailor: 'AWS Elemental MediaTailor',
  memorydb: 'Amazon MemoryDB',
  mgn: 'AWS Application Migration Service',
  monitron: 'Amazon Monitron',
  mq: 'Amazon MQ',
  nimble: 'Amazon Nimble Studio',
  omics: 'AWS HealthOmics',
  profile: 'Amazon Connect Customer Profiles',
  proton: 'AWS Proton',
  qldb: 'Amazon QLDB',
  rds: 'Amazon RDS, Aurora and Neptune',
  redshift: 'Amazon Redshift',
  'redshift-serverless': 'Amazon Redshift Serverless',
  rekognition: 'Amazon Rekognition',
  s3: 'Amazon S3',
  sagemaker: 'Amazon SageMaker',
  secretsmanager: 'AWS Secrets Manager',
  ses: 'Amazon SES',
  sns: 'Amazon SNS',
  sqlworkbench: 'Amazon Redshift query editor V2',
  sqs: 'Amazon SQS',
  ssm: 'AWS Systems Manager',
  'ssm-contacts': 'AWS Systems Manager Incident Manager Contacts',
  'ssm-incidents': 'AWS Systems Manager Incident Manager',
  storagegateway: 'AWS Storage Gateway',
  timestream: 'Amazon Timestream',
  translate: 'Amazon Translate',
  wisdom: 'Amazon Connect Wisdom',
  workmail: 'Amazon WorkMail',
  workspaces: 'Amazon WorkSpaces',
  'workspaces-web': 'Amazon WorkSpaces Web',
  xray: 'AWS X-Ray',
};

/** The suffix of every value, in every partition. */
export const VIA_SERVICE_SUFFIX = 'amazonaws.com';
/** Suffixes of endpoints in other partitions, which people put here by analogy. */
const ENDPOINT_SUFFIXES = ['amazonaws.com.cn', 'amazonaws.eu', 'c2s.ic.gov', 'sc2s.sgov.gov'];
/** A Region, or a pattern for some. */
const REGION = /^[a-z]{2,}(-[a-z]+)+-\d+$|[*?]/;

export type ViaService =
  | { status: 'ok'; service: string; region: string }
  /** A pattern whose wildcards do not keep to one part (`s3.*`): compare it with the values that are meant. */
  | { status: 'pattern' }
  /** The suffix of an endpoint (`amazonaws.com.cn`), which is not that of this key. */
  | { status: 'wrong-suffix'; service: string; region: string; suffix: string }
  /** `s3.amazonaws.com`: a service principal, not a service in a Region. */
  | { status: 'no-region'; service: string }
  | { status: 'malformed' };

/**
 * Takes a value of `kms:ViaService` apart; wildcards may stand for service or Region, or within them.
 * Whether the service exists ({@link VIA_SERVICES}), and the Region, is not asked here.
 */
export function parseViaService(text: string): ViaService {
  const suffix = [VIA_SERVICE_SUFFIX, ...ENDPOINT_SUFFIXES].find((end) => text.endsWith(`.${end}`));
  const parts = suffix === undefined ? [] : text.slice(0, -suffix.length - 1).split('.');
  const region = parts.at(-1) ?? '';
  const service = parts.slice(0, -1).join('.');
  if (suffix === undefined || !parts.every((part) => /^[A-Za-z0-9*?-]+$/.test(part))) {
    return { status: hasWildcard(text) ? 'pattern' : 'malformed' };
  }
  if (service === '' && hasWildcard(region)) return { status: 'pattern' };
  if (service === '' || !REGION.test(region)) return { status: 'no-region', service: parts.join('.') };
  if (suffix !== VIA_SERVICE_SUFFIX) return { status: 'wrong-suffix', service, region, suffix };
  return { status: 'ok', service, region };
}

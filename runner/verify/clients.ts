/** AWS SDK clients of one account. */
import { CloudTrailClient } from '@aws-sdk/client-cloudtrail';
import { CloudWatchLogsClient } from '@aws-sdk/client-cloudwatch-logs';
import { EC2Client } from '@aws-sdk/client-ec2';
import { FSxClient } from '@aws-sdk/client-fsx';
import { KMSClient } from '@aws-sdk/client-kms';
import { S3Client } from '@aws-sdk/client-s3';
import { SSMClient } from '@aws-sdk/client-ssm';
import { clientSettings, type AccountAccess } from '../accounts/access';

/** The services that proofs are read from. */
export interface AccountClients {
  cloudtrail: CloudTrailClient;
  ec2: EC2Client;
  fsx: FSxClient;
  kms: KMSClient;
  logs: CloudWatchLogsClient;
  s3: S3Client;
  ssm: SSMClient;
}

/** Clients with their end. */
export interface OpenClients extends AccountClients {
  /** Closes the connections of those that were made. */
  destroy(): void;
}

/** The clients of an account, each made when it is first asked for. Nothing is sent before that. */
export function accountClients(access: AccountAccess): OpenClients {
  const made: Partial<AccountClients> = {};
  const configuration = (service: keyof AccountClients) => ({
    ...clientSettings(access, service),
    credentials: access.credentials,
  });
  return {
    get cloudtrail() {
      return (made.cloudtrail ??= new CloudTrailClient(configuration('cloudtrail')));
    },
    get ec2() {
      return (made.ec2 ??= new EC2Client(configuration('ec2')));
    },
    get fsx() {
      return (made.fsx ??= new FSxClient(configuration('fsx')));
    },
    get kms() {
      return (made.kms ??= new KMSClient(configuration('kms')));
    },
    get logs() {
      return (made.logs ??= new CloudWatchLogsClient(configuration('logs')));
    },
    get s3() {
      const { forcePathStyle } = access;
      return (made.s3 ??= new S3Client({ ...configuration('s3'), forcePathStyle }));
    },
    get ssm() {
      return (made.ssm ??= new SSMClient(configuration('ssm')));
    },
    destroy: () => {
      for (const client of Object.values(made)) client.destroy();
    },
  };
}

/** The clients that may be asked about live accounts, and whose they are. */
import { IAMClient } from '@aws-sdk/client-iam';
import { S3ControlClient } from '@aws-sdk/client-s3-control';
import { clientSettings, type AccountAccess } from '../accounts/access';
import { accountClients, type AccountClients } from '../verify/clients';

/** The services that evidence is read from. */
export interface LiveClients extends Pick<AccountClients, 'cloudtrail' | 'fsx' | 'kms' | 'logs' | 's3'> {
  iam: IAMClient;
  s3Control: S3ControlClient;
  /** Id of the account that the credentials are of: IAM and S3 Control answer for no other. */
  callerAccount: string;
}

/** Clients with their end. */
export interface OpenLiveClients extends LiveClients {
  /** Closes the connections of those that were made. */
  destroy(): void;
}

/** The clients of an account, each made when it is first asked for. Nothing is sent before that. */
export function liveClients(access: AccountAccess, callerAccount: string): OpenLiveClients {
  const clients = accountClients(access);
  const made: Partial<Pick<LiveClients, 'iam' | 's3Control'>> = {};
  return {
    callerAccount,
    get cloudtrail() {
      return clients.cloudtrail;
    },
    get fsx() {
      return clients.fsx;
    },
    get kms() {
      return clients.kms;
    },
    get logs() {
      return clients.logs;
    },
    get s3() {
      return clients.s3;
    },
    get iam() {
      return (made.iam ??= iamClient(access));
    },
    get s3Control() {
      return (made.s3Control ??= s3ControlClient(access));
    },
    destroy: () => {
      clients.destroy();
      for (const client of Object.values(made)) client.destroy();
    },
  };
}

function iamClient(access: AccountAccess): IAMClient {
  return new IAMClient({ ...clientSettings(access, 'iam'), credentials: access.credentials });
}

/**
 * S3 Control puts the account in front of the endpoint's host name. Nothing resolves such a name for an emulator, and
 * an address has none: there the request, which names the account in a header as well, goes to the host as it is.
 * Source: S3 API Reference, S3 Control, GetPublicAccessBlock.
 */
function s3ControlClient(access: AccountAccess): S3ControlClient {
  const settings = { ...clientSettings(access, 's3control'), credentials: access.credentials };
  const { endpoint } = settings;
  if (endpoint === undefined) return new S3ControlClient(settings);
  const { protocol, hostname, port } = new URL(endpoint);
  const client = new S3ControlClient({ ...settings, endpoint: 'http://emulator.invalid' });
  client.middlewareStack.add(
    (next) => (call) => {
      // Before the host's header is written, and all is signed.
      Object.assign(call.request as object, {
        protocol,
        hostname,
        port: port === '' ? undefined : Number(port),
      });
      return next(call);
    },
    { name: 'emulatorHost', step: 'build', priority: 'high' },
  );
  return client;
}

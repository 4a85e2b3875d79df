/** How AWS clients reach each of the three accounts: with what Terraform uses for them, and nothing else. */
import { fromIni, fromNodeProviderChain, fromTemporaryCredentials } from '@aws-sdk/credential-providers';
import type { Deployment } from '../../core/deployment/schema';
import type { AccountRole } from '../../core/journey/steps';
import type { Target } from '../../core/journey/target';
import { configuredEndpoints, type EndpointService } from './configured-endpoints';
import { readSandboxProfile } from './sandbox-profile';

/** A function that gives credentials, asked by the client before they expire. */
export type CredentialProvider = ReturnType<typeof fromIni>;

export interface AccountAccess {
  account: AccountRole;
  /** Account id that the deployment names; who the credentials really are, `checkIdentities` says. */
  id: string;
  region: string;
  credentials: CredentialProvider;
  /** Where a service of this account is called; undefined: where AWS has it. */
  endpointOf: (service: EndpointService) => string | undefined;
  /** Whether S3 is addressed by path: no name resolves to a bucket of an emulator or a VPC endpoint. */
  forcePathStyle: boolean;
  /** Profile of the shared AWS configuration, where the deployment names one. */
  profile?: string;
}

/** Name of the sessions that assume a role for us, as CloudTrail shows it. */
const SESSION_NAME = 'fsx-lustre-kms';

/**
 * The way into an account. Nothing is read of AWS, and no credential before a client asks for one.
 * @throws (rejects) when the target is a folder in which no sandbox has run: it is started first
 */
export async function accountAccess(
  deployment: Deployment,
  target: Target,
  account: AccountRole,
): Promise<AccountAccess> {
  const { region } = deployment;
  const { id, profile, assumeRoleArn, externalId, endpoints } = deployment.accounts[account];
  if (target.kind === 'sandbox') {
    const sandbox = readSandboxProfile(target.folder, account);
    if (sandbox === undefined) throw new Error(`No sandbox has run in ${target.folder}.`);
    return {
      account,
      id,
      region,
      credentials: fromIni({
        profile: sandbox.profile,
        configFilepath: sandbox.configFile,
        filepath: sandbox.credentialsFile,
        ignoreCache: true, // A sandbox that was emptied has other keys.
      }),
      endpointOf: () => sandbox.endpoint,
      forcePathStyle: true,
      profile: sandbox.profile,
    };
  }
  const configured = await configuredEndpoints(profile);
  const endpointOf = (service: EndpointService) =>
    (service === 'cloudtrail' || service === 's3control' ? undefined : endpoints?.[service]) ??
    configured(service);
  const own = ownCredentials(profile);
  return {
    account,
    id,
    region,
    credentials:
      assumeRoleArn === undefined
        ? own
        : fromTemporaryCredentials({
            masterCredentials: own,
            params: { RoleArn: assumeRoleArn, RoleSessionName: SESSION_NAME, ExternalId: externalId },
            clientConfig: clientSettings({ region, endpointOf }, 'sts'),
          }),
    endpointOf,
    forcePathStyle: endpointOf('s3') !== undefined,
    ...(profile === undefined ? {} : { profile }),
  };
}

/** What a client of a service is made with, beside credentials. Endpoints were looked up: it looks for no others. */
export function clientSettings(
  { region, endpointOf }: Pick<AccountAccess, 'region' | 'endpointOf'>,
  service: EndpointService,
) {
  const endpoint = endpointOf(service);
  return { region, ignoreConfiguredEndpointUrls: true, ...(endpoint === undefined ? {} : { endpoint }) };
}

/**
 * Credentials of a profile of the shared AWS configuration, or what the AWS SDK finds where none is named. Files are
 * read anew: whoever puts new keys into one need not start the editor again.
 */
export function ownCredentials(profile: string | undefined): CredentialProvider {
  const ignoreCache = true;
  return profile === undefined ? fromNodeProviderChain({ ignoreCache }) : fromIni({ profile, ignoreCache });
}

/** Where AWS's shared configuration says that services are called. */
import { CONFIG_PREFIX_SEPARATOR, getProfileName, loadSharedConfigFiles } from '@smithy/core/config';
import type { ENDPOINT_SERVICES } from '../../core/deployment/sections/accounts';

/** A service by the name that `accounts.….endpoints` has for it; others can have none there. */
export type EndpointService = (typeof ENDPOINT_SERVICES)[number] | 'cloudtrail' | 's3control';

/** A service as the settings name it: upper case in variables, lower case in sections. */
const NAMES: Readonly<Record<EndpointService, string>> = {
  cloudtrail: 'cloudtrail',
  ec2: 'ec2',
  fsx: 'fsx',
  iam: 'iam',
  kms: 'kms',
  logs: 'cloudwatch_logs',
  s3: 's3',
  s3control: 's3_control',
  ssm: 'ssm',
  sts: 'sts',
};

/** Sections of the shared configuration by name, each with its settings. */
type Sections = Readonly<Record<string, Readonly<Record<string, string | undefined>> | undefined>>;
type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Reads the endpoints that the environment and a profile give. A client of the AWS SDK for JavaScript looks by itself at
 * the profile in `AWS_PROFILE` alone, whatever profile it is given. Files are read anew; one that is missing is empty.
 * @param profile left out: the one in `AWS_PROFILE`, else `default`
 * @returns undefined for a service that is where AWS has it
 */
export async function configuredEndpoints(
  profile?: string,
): Promise<(service: EndpointService) => string | undefined> {
  const { configFile, credentialsFile } = await loadSharedConfigFiles({ ignoreCache: true });
  const name = getProfileName(profile === undefined ? {} : { profile });
  const settings = { ...credentialsFile[name], ...configFile[name] };
  return (service) => configuredEndpoint(service, settings, configFile, process.env);
}

/**
 * The endpoint of one service: `AWS_ENDPOINT_URL_<SERVICE>`, `AWS_ENDPOINT_URL`, the profile's `services` section, its
 * `endpoint_url`, whichever comes first, unless they are to be ignored.
 * Source: AWS SDKs and Tools Reference Guide, "Service-specific endpoints".
 * @param profile settings of the profile
 * @param sections those of the config file; where a section has parts, their settings are `part.setting`
 */
function configuredEndpoint(
  service: EndpointService,
  profile: Readonly<Record<string, string | undefined>>,
  sections: Sections,
  environment: Environment,
): string | undefined {
  const isIgnored =
    environment['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS'] ?? profile['ignore_configured_endpoint_urls'];
  if (isIgnored?.toLowerCase() === 'true') return undefined;
  const name = NAMES[service];
  const services = sections[`services${CONFIG_PREFIX_SEPARATOR}${profile['services'] ?? ''}`];
  const found = [
    environment[`AWS_ENDPOINT_URL_${name.toUpperCase()}`],
    environment['AWS_ENDPOINT_URL'],
    services?.[`${name}${CONFIG_PREFIX_SEPARATOR}endpoint_url`],
    profile['endpoint_url'],
  ];
  // A variable that is set to nothing says nothing.
  return found.find((url) => url !== undefined && url !== '');
}

import { s3ViaService } from '../../facts/arns';
import { conditionKey, type ConditionKey } from '../../facts/condition-keys';
import { parseConditionOperator } from '../../facts/condition-operators';
import { SSE_ALGORITHMS } from '../../facts/deployment-notes';
import { S3_CONTEXT_KEY } from '../../facts/kms-calls';
import { VIA_SERVICES, VIA_SERVICE_SUFFIX } from '../../facts/via-services';
import { isAboutBucketData } from '../../model/bucket-data';
import { principalAccount } from '../../model/key-account';
import { regionOfData } from '../../model/key-region';
import { keyTypeOf } from '../../model/key-type';
import { textOf } from '../../syntax/inspect';
import { viaServiceCard } from '../hover/via-service';
import { bucketCandidates } from './buckets';
import { textCandidate, type Candidate } from './candidate';
import type { StatementContext } from './context';
import { grantOperationCandidates } from './grant-operations';
import { roleCandidates, rolePatternCandidates, rootCandidates } from './role-arns';

type Offer = (context: StatementContext, wildcards: boolean) => Candidate[];

const accounts: Offer = ({ seen }) => values(seen.accounts, 'an account of these files');
const callers: Offer = (context) => values(callerAccounts(context), 'account of the caller');
const roles: Offer = ({ seen, model }, wildcards) =>
  wildcards ? rolePatternCandidates(seen, 0) : roleCandidates(seen, model, 0);
const aliases: Offer = ({ seen }) => values(seen.aliases, 'an alias of these files');
const organizations: Offer = ({ seen }) => values(seen.organizations, 'an organization of these files');

/** By key, in lower case. */
const OFFERS: Readonly<Record<string, Offer>> = {
  'kms:viaservice': viaServices,
  'kms:calleraccount': callers,
  'aws:principalaccount': callers,
  'aws:sourceaccount': accounts,
  'aws:resourceaccount': accounts,
  'kms:granteeprincipal': roles,
  'aws:principalarn': roles,
  'kms:retiringprincipal': ({ seen }) => rootCandidates(seen, 0),
  'kms:grantoperations': ({ site }) =>
    grantOperationCandidates(keyTypeOfPolicy(site.policy.holders), site.siblings),
  'kms:encryptioncontextkeys': () => [textCandidate(S3_CONTEXT_KEY, 'value', 0, { detail: 'what S3 sends' })],
  [`kms:encryptioncontext:${S3_CONTEXT_KEY}`]: ({ seen, model }, wildcards) =>
    bucketCandidates(seen, model, wildcards),
  'kms:requestalias': aliases,
  'kms:resourcealiases': aliases,
  'aws:principalorgid': organizations,
  'aws:resourceorgid': organizations,
  'aws:requestedregion': ({ seen }) => values(seen.regions, 'a Region of these files'),
  'aws:userid': (_, wildcards) =>
    wildcards ? [textCandidate('*:FSx', 'value', 0, { detail: 'sessions of file systems' })] : [],
  's3:x-amz-server-side-encryption': () => values(SSE_ALGORITHMS, 'kind of encryption'),
};

/** Whether there is something to offer for a key, in some files at least. */
export function hasValues({ name, type, values: closed, template }: ConditionKey): boolean {
  return type === 'Bool' || closed !== undefined || template !== undefined || name.toLowerCase() in OFFERS;
}

/** Values of a condition key, as far as the key or the files tell what they can be. */
export function conditionValueCandidates(context: StatementContext): Candidate[] {
  const { site } = context;
  const [name] = site.conditionKeys;
  const key = name === undefined ? undefined : conditionKey(name);
  const parsed = parseConditionOperator(site.operator ?? '');
  const base = parsed.status === 'known' ? parsed.operator.base : undefined;
  if (base?.kind === 'Null') return booleans('the key is absent', 'the key is there');
  if (!key) return [];
  const offer = OFFERS[key.name.toLowerCase()];
  const found = offer
    ? offer(context, base?.wildcards ?? false)
    : key.type === 'Bool'
      ? booleans()
      : values(key.values ?? [], undefined);
  const listed = new Set(site.siblings);
  return found.filter(({ label }) => !listed.has(label));
}

function values(texts: readonly string[], detail: string | undefined): Candidate[] {
  return texts.map((text) => textCandidate(text, 'value', 0, { detail }));
}

function booleans(whenTrue?: string, whenFalse?: string): Candidate[] {
  return [
    textCandidate('true', 'value', 0, { detail: whenTrue }),
    textCandidate('false', 'value', 0, { detail: whenFalse }),
  ];
}

/** The accounts of the statement's principals; where it names none, all that the files speak of. */
function callerAccounts({ site, seen }: StatementContext): readonly string[] {
  const named = site.statement.principals.flatMap(({ value }) => principalAccount(textOf(value) ?? '') ?? []);
  return named.length > 0 ? [...new Set(named)] : seen.accounts;
}

function keyTypeOfPolicy(holders: StatementContext['site']['policy']['holders']) {
  const [holder] = holders;
  return (holder && keyTypeOf(holder)) ?? 'symmetric';
}

/** S3 first, then what the files name besides, each in the Region of the data or in those that the files name. */
function viaServices({ site, model, seen }: StatementContext, wildcards: boolean): Candidate[] {
  const services = isAboutBucketData(site.statement) ? ['s3'] : [...new Set(['s3', 'fsx', ...seen.services])];
  const known = regionOfData(site.policy, site.statement, model)?.region;
  const regions = known === undefined ? seen.regions : [known];
  if (regions.length === 0 && !wildcards) return services.map(openViaService);
  return services.flatMap((service, index) =>
    [...regions, ...(wildcards && known === undefined ? ['*'] : [])].map((region) => {
      const text = service === 's3' ? s3ViaService(region) : `${service}.${region}.${VIA_SERVICE_SUFFIX}`;
      return textCandidate(text, 'value', Math.min(index, 2) + (region === '*' ? 4 : 0), {
        detail: VIA_SERVICES[service],
        documentation: viaServiceCard(text),
      });
    }),
  );
}

/** A service whose Region is to be filled in. */
function openViaService(service: string, index: number): Candidate {
  return {
    label: `${service}.….${VIA_SERVICE_SUFFIX}`,
    kind: 'value',
    detail: VIA_SERVICES[service],
    rank: Math.min(index, 2),
    insert: {
      as: 'text',
      pieces: [`${service}.`, { stop: 1, options: ['us-east-1'] }, `.${VIA_SERVICE_SUFFIX}`],
    },
  };
}

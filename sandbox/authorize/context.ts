import type { AccessQuestion, ConditionContext } from './authorization';

/**
 * The global condition keys of a request. It counts as one over TLS: the sandbox stands for AWS's endpoints, which
 * are https. Source: IAM User Guide, "AWS global condition context keys".
 */
export function globalContext(
  { caller, region, client, viaService }: AccessQuestion,
  principalTags: Readonly<Record<string, string>>,
  now: Date,
): ConditionContext {
  const tags = Object.entries(principalTags).map(([key, value]) => [`aws:PrincipalTag/${key}`, value]);
  return {
    ...(Object.fromEntries(tags) as Record<string, string>),
    'aws:SecureTransport': 'true',
    'aws:RequestedRegion': region,
    'aws:CurrentTime': now.toISOString(),
    'aws:EpochTime': String(Math.floor(now.getTime() / 1000)),
    'aws:ViaAWSService': String(viaService !== undefined),
    ...(viaService === undefined ? {} : { 'aws:CalledVia': [shortService(viaService)] }),
    ...(client && { 'aws:SourceIp': client.sourceIp }),
    ...(client?.userAgent === undefined ? {} : { 'aws:UserAgent': client.userAgent }),
    ...(caller.kind === 'anonymous' ? {} : { 'aws:userid': caller.userId }),
    ...(caller.kind === 'user' ? { 'aws:username': caller.userName } : {}),
  };
}

/** `s3.us-east-1.amazonaws.com` as `s3.amazonaws.com`. */
export function shortService(endpoint: string): string {
  return endpoint.replace(/^([a-z0-9-]+)\.[a-z0-9-]+\.(amazonaws\.com)$/, '$1.$2');
}

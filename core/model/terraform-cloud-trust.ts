/** Statements of trust policies that let runs of HCP Terraform take a role. */
import { isRunSubject, isTerraformCloudHost } from '../facts/terraform-cloud';
import { parseArn } from '../facts/arns';
import { entryOf, textOf } from '../syntax/inspect';
import { knownTexts } from './conditions';
import { covers } from './covered-actions';
import type { Model } from './model';
import { statementsOf, type PolicyStatement } from './policy-scope';
import type { Condition, Principal, Statement } from './statement';

export interface TerraformCloudTrust extends PolicyStatement {
  /** Host of HCP Terraform, as it stands before `:sub`. */
  readonly host: string;
  /** Conditions on the claims, by the name behind the host: `sub`, `aud`. */
  readonly claims: ReadonlyMap<string, readonly Condition[]>;
}

/** A condition key of an OIDC provider's claim: `HOST:CLAIM`. */
const CLAIM_KEY = /^([\w.-]+\.[\w.-]+):([\w/]+)$/;

/**
 * The statements that allow AssumeRoleWithWebIdentity to HCP Terraform: by its own host, or, for Terraform Enterprise,
 * by a subject of the form that only Terraform's tokens have.
 */
export function* terraformCloudTrusts(model: Model): Generator<TerraformCloudTrust> {
  for (const { policy, statement } of statementsOf(model, 'trust', 'unknown')) {
    if (statement.effect !== 'Allow' || !covers(statement, 'sts:AssumeRoleWithWebIdentity')) continue;
    const federated = statement.principals.filter(({ type }) => type === 'Federated');
    if (federated.length === 0) continue;
    const byPrincipal = federated.map((principal) => hostOf(principal, { policy, statement }, model));
    const host =
      byPrincipal.find((name) => name !== undefined && isTerraformCloudHost(name)) ?? hostOfClaims(statement);
    // Another provider's runs beside it would need conditions of their own.
    if (host === undefined || byPrincipal.some((name) => name !== undefined && name !== host)) continue;
    yield { policy, statement, host, claims: claimsOf(statement, host) };
  }
}

/** The address that an OIDC provider's ARN ends in; undefined where the files do not show it. */
function hostOf({ value }: Principal, { policy }: PolicyStatement, model: Model): string | undefined {
  const text = textOf(value);
  if (text !== undefined) return /^oidc-provider\/(.+)$/.exec(parseArn(text)?.resource ?? '')?.[1];
  const provider = model.resolve(value, policy)?.resource;
  if (provider?.type !== 'aws_iam_openid_connect_provider') return undefined;
  return textOf(entryOf(provider.body, 'url'))
    ?.replace(/^https:\/\//, '')
    .replace(/\/$/, '');
}

/** The host of a statement's claims, where it is HCP Terraform's or the subject has Terraform's form. */
function hostOfClaims({ conditions }: Statement): string | undefined {
  for (const { key, values } of conditions) {
    const [, host = '', claim = ''] = CLAIM_KEY.exec(key.text) ?? [];
    if (isTerraformCloudHost(host)) return host;
    if (claim === 'sub' && knownTexts(values).some(({ text }) => isRunSubject(text))) return host;
  }
  return undefined;
}

function claimsOf({ conditions }: Statement, host: string): ReadonlyMap<string, readonly Condition[]> {
  const claims = new Map<string, Condition[]>();
  for (const condition of conditions) {
    const [, of = '', claim = ''] = CLAIM_KEY.exec(condition.key.text) ?? [];
    if (of.toLowerCase() !== host.toLowerCase()) continue;
    claims.set(claim.toLowerCase(), [...(claims.get(claim.toLowerCase()) ?? []), condition]);
  }
  return claims;
}

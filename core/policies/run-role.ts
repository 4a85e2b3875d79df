/**
 * The policies of the role that HCP Terraform's runs of one workspace take: who may take it, and the most that it could
 * ever be given.
 */
import { runSubject, type RunSubject } from '../facts/terraform-cloud';
import { policyDocument, type ConditionBlock, type PolicyDocument, type PolicyStatement } from './document';

/** Longest customer managed policy, and how many of them a role takes (IAM User Guide, "IAM and AWS STS quotas"). */
export const MANAGED_POLICY_LIMITS = { characters: 6144, perRole: 10 } as const;

/** A role's trust policy: it has no Resource. */
export interface TrustPolicy {
  Version: '2012-10-17';
  Statement: readonly {
    Sid: string;
    Effect: 'Allow';
    Principal: { Federated: string };
    Action: 'sts:AssumeRoleWithWebIdentity';
    Condition: ConditionBlock;
  }[];
}

export interface RunTrust {
  /** Host of HCP Terraform, as the OIDC provider and the condition keys name it. */
  host: string;
  providerArn: string;
  audience: string;
  subject: RunSubject;
}

/**
 * Only runs of one workspace: audience and subject are compared whole, a run phase of `*` as the only pattern.
 * Source: HCP Terraform documentation, "Use dynamic credentials with the AWS provider".
 */
export function runTrustPolicy({ host, providerArn, audience, subject }: RunTrust): TrustPolicy {
  const sub = { [`${host}:sub`]: runSubject(subject) };
  const aud = { [`${host}:aud`]: audience };
  return {
    Version: '2012-10-17',
    Statement: [
      {
        Sid: 'RunsOfTheWorkspace',
        Effect: 'Allow',
        Principal: { Federated: providerArn },
        Action: 'sts:AssumeRoleWithWebIdentity',
        Condition:
          subject.runPhase === '*'
            ? { StringEquals: aud, StringLike: sub }
            : { StringEquals: { ...aud, ...sub } },
      },
    ],
  };
}

/** Services whose calls are all to one Region; IAM has none, and S3's answer for buckets of others as well. */
const REGIONAL = ['ec2', 'fsx', 'kms', 'logs', 'ssm'];

/** Services of which a boundary names each action: theirs can give away everything else. */
const NAMED = ['iam', 'kms'];

export interface RunBoundary {
  /** What the roles are given. */
  statements: readonly PolicyStatement[];
  region: string;
  /** ARNs, or patterns, of the roles, their policies, the boundary and the OIDC provider. */
  ownArns: readonly string[];
}

/**
 * The most that the roles of a workspace can do, whatever is attached to them later: the services that the stack uses, in
 * its Region, of IAM and KMS no more than it has, and nothing about themselves.
 */
export function runBoundary({ statements, region, ownArns }: RunBoundary): PolicyDocument {
  const actions = statements.flatMap(({ Action }) => Action);
  const services = [...new Set(actions.map(serviceOf))].sort();
  const exact = [...new Set(actions.filter((action) => NAMED.includes(serviceOf(action))))].sort();
  const regional = services.filter((service) => REGIONAL.includes(service));
  return policyDocument([
    {
      Sid: 'ServicesOfTheStack',
      Effect: 'Allow',
      Action: [
        ...services.filter((service) => !NAMED.includes(service)).map((service) => `${service}:*`),
        ...exact,
      ],
      Resource: '*',
    },
    ...(regional.length === 0
      ? []
      : [
          {
            Sid: 'OneRegion',
            Effect: 'Deny' as const,
            Action: regional.map((service) => `${service}:*`),
            Resource: '*',
            Condition: { StringNotEquals: { 'aws:RequestedRegion': region } },
          },
        ]),
    { Sid: 'NothingAboutItself', Effect: 'Deny', Action: 'iam:*', Resource: ownArns },
  ]);
}

function serviceOf(action: string): string {
  return action.slice(0, action.indexOf(':'));
}

/**
 * Statements in as few managed policies as IAM's limit lets them stand.
 * @throws when one statement alone is too long, or a role would need more policies than it takes
 */
export function packStatements(statements: readonly PolicyStatement[]): PolicyDocument[] {
  const packed: PolicyStatement[][] = [];
  for (const statement of statements) {
    const last = packed.at(-1);
    if (last && lengthOf([...last, statement]) <= MANAGED_POLICY_LIMITS.characters) last.push(statement);
    else packed.push([statement]);
  }
  const tooLong = packed.find((group) => lengthOf(group) > MANAGED_POLICY_LIMITS.characters);
  if (tooLong || packed.length > MANAGED_POLICY_LIMITS.perRole) {
    throw new Error(
      `The stack's resources take more permissions than a role's policies hold (${MANAGED_POLICY_LIMITS.perRole} of ${MANAGED_POLICY_LIMITS.characters} characters). Deploy fewer buckets with one deployment.`,
    );
  }
  return packed.map(policyDocument);
}

function lengthOf(statements: readonly PolicyStatement[]): number {
  return JSON.stringify(policyDocument(statements)).length;
}

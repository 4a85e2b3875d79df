/** What the errors of Terraform, its AWS provider and cdktf mean, and what to do next. */
import { stripVTControlCharacters } from 'node:util';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import type { RunProblem } from '../../core/journey/plan';
import type { Target } from '../../core/journey/target';
import { ownCommand } from '../../core/own-command';
import { renewal } from '../accounts/credential-problem';
import { resetSandboxAdvice, startSandboxAdvice } from '../sandbox-advice';
import { importCommand } from './take-in';

/** What a problem is told with. */
export interface ProblemContext {
  account: AccountRole;
  /** Account id that the stack is for. */
  accountId: string;
  /** Profile of the account in cdktf.json. */
  profile?: string;
  target: Target;
  /** Folder of the stack's Terraform: where terraform commands are run. */
  folder: string;
  verb: 'deploy' | 'destroy';
}

interface KnownProblem {
  kind: RunProblem['kind'];
  pattern: RegExp;
  message: (found: RegExpExecArray, context: ProblemContext) => string;
  nextAction: (found: RegExpExecArray, context: ProblemContext) => string;
}

const stackOf = ({ account }: ProblemContext) => ACCOUNTS[account].stack;
const terraformIn = ({ folder }: ProblemContext, command: string) => `\`terraform ${command}\` in ${folder}`;
const again = (context: ProblemContext) => `then ${context.verb} ${stackOf(context)} again`;
const profileOf = ({ profile }: ProblemContext) => (profile === undefined ? '' : ` of profile ${profile}`);

const MIRROR_VARIABLE = 'FSX_LUSTRE_KMS_PROVIDER_MIRROR';

/** In the order in which they are looked for: what stops everything comes before what follows from it. */
const KNOWN: readonly KnownProblem[] = [
  {
    kind: 'state-locked',
    pattern:
      /Error acquiring the state lock[\s\S]*?\bID:\s+(?<id>\S+)(?:[\s\S]*?\bOperation:\s+(?<operation>\S+))?(?:[\s\S]*?\bWho:\s+(?<who>\S+))?(?:[\s\S]*?\bCreated:\s+(?<since>[^\n]+))?/,
    message: ({ groups }, context) => {
      const { operation, who, since } = groups ?? {};
      const holder = [operation, who && `by ${who}`, since && `since ${since.trim()}`]
        .filter(Boolean)
        .join(' ');
      return `The state of ${stackOf(context)} is locked${holder === '' ? '' : ` (${holder})`}: another run is changing it, or one ended without unlocking.`;
    },
    nextAction: ({ groups }, context) =>
      `Wait until the other run has ended. Only when no terraform and no cdktf works on this stack any more, here or where the lock was taken: ${terraformIn(context, `force-unlock ${groups?.['id'] ?? ''}`)}, ${again(context)}.`,
  },
  {
    kind: 'wrong-account',
    pattern: /AWS account ID not allowed: (?<id>\d+)/,
    message: ({ groups }, context) =>
      `The credentials${profileOf(context)} are those of account ${groups?.['id'] ?? ''}; ${stackOf(context)} is for ${context.accountId} only. Nothing was changed.`,
    nextAction: (_, context) =>
      context.target.kind === 'sandbox'
        ? resetSandboxAdvice(context.target.folder)
        : `Set accounts.${context.account}.profile or assumeRoleArn in cdktf.json to credentials of ${context.accountId}.`,
  },
  {
    kind: 'credentials-expired',
    pattern:
      /ExpiredToken|RequestExpired|(?:token|session|credentials)[^.\n]{0,60} (?:has|have|is|are) (?:already )?expired|InvalidGrantException|cached SSO token is expired|refresh cached SSO token/i,
    message: (_, context) =>
      `The credentials for account ${ACCOUNTS[context.account].letter}${profileOf(context)} have expired.`,
    nextAction: (_, context) =>
      context.target.kind === 'sandbox'
        ? startSandboxAdvice(context.target.folder)
        : `${renewal(context.profile).replace(/\.$/, '')}, ${again(context)}.`,
  },
  {
    kind: 'access-denied',
    pattern: /Cannot assume IAM Role|IAM Role \((?<role>[^)]+)\) cannot be assumed/,
    message: ({ groups }, context) =>
      `The role for account ${ACCOUNTS[context.account].letter}${groups?.['role'] ? ` (${groups['role']})` : ''} cannot be assumed.`,
    nextAction: (_, context) =>
      `Look at accounts.${context.account}.assumeRoleArn and externalId in cdktf.json, and at the role's trust policy: it names who may assume it.`,
  },
  {
    kind: 'credentials-missing',
    pattern:
      /No valid credential sources found|failed to get shared config profile|no EC2 IMDS role found|InvalidClientTokenId|UnrecognizedClientException|SignatureDoesNotMatch|AuthFailure/,
    message: (_, context) =>
      `There are no credentials for account ${ACCOUNTS[context.account].letter}${profileOf(context)} that AWS takes.`,
    nextAction: (_, context) => {
      if (context.target.kind === 'sandbox') return startSandboxAdvice(context.target.folder);
      const { profile, account } = context;
      return profile === undefined
        ? `Name a profile in cdktf.json (accounts.${account}.profile), or set AWS_PROFILE; \`aws sts get-caller-identity\` says who you are.`
        : `Make or mend the profile (\`aws configure sso --profile ${profile}\`, \`aws sso login --profile ${profile}\`); \`aws sts get-caller-identity --profile ${profile}\` says who it is.`;
    },
  },
  {
    kind: 'backend-changed',
    pattern: /Backend configuration changed|Backend configuration block has changed|Backend type changed/i,
    message: (_, context) => `The state of ${stackOf(context)} is to be kept in another place than it was.`,
    nextAction: (_, context) =>
      `To take the state along: ${terraformIn(context, 'init -migrate-state')}. To use what is in the new place and leave the old state where it is: ${terraformIn(context, 'init -reconfigure')}.`,
  },
  {
    kind: 'provider-missing',
    pattern:
      /could not query provider registry|Failed to query available provider packages|Failed to install provider|Required plugins are not installed|registry service is unreachable|Inconsistent dependency lock file/i,
    message: () => 'Terraform could not get the AWS provider.',
    nextAction: () =>
      `Look at the network: Terraform downloads it from registry.terraform.io. Without one, put it into a local mirror (\`terraform providers mirror DIR\`, on a machine that has a network) and name that in ${MIRROR_VARIABLE} or in a CLI configuration (TF_CLI_CONFIG_FILE).`,
  },
  {
    kind: 'bucket-not-empty',
    pattern: /BucketNotEmpty[\s\S]*?(?:The bucket you tried to delete|$)/,
    message: () => 'The bucket still holds objects or old versions, and Terraform deletes no data.',
    nextAction: (_, context) =>
      `Empty it with all its versions first (\`${ownCommand('destroy')}\` does, once its name is typed), ${again(context)}.`,
  },
  {
    kind: 'throttled',
    pattern: /Throttling(?:Exception)?\b|Rate exceeded|TooManyRequests|RequestLimitExceeded|SlowDown/,
    message: (_, context) =>
      `AWS answers account ${ACCOUNTS[context.account].letter} with "too many requests", also after waiting.`,
    nextAction: (_, context) => `Wait a minute, ${again(context)}: it goes on from what is there.`,
  },
  {
    kind: 'access-denied',
    pattern: /is not authorized to perform|AccessDenied(?:Exception)?\b|UnauthorizedOperation/,
    message: ({ input }, context) => {
      const sentence = deniedSentence(input);
      return `AWS denies account ${ACCOUNTS[context.account].letter}'s credentials${profileOf(context)} what the stack needs${sentence === undefined ? '.' : `: ${sentence}`}`;
    },
    nextAction: (_, context) =>
      `Give the identity that deploys into account ${context.accountId} this permission (an organization's SCP may take it away), ${again(context)}.`,
  },
  {
    kind: 'other',
    pattern: /Unable to find remote state|No stored state was found/,
    message: (_, context) => `${stackOf(context)} reads outputs of a stack that is not deployed.`,
    nextAction: (_, context) =>
      context.account === 'key'
        ? `Deploy what it reads first, ${again(context)}.`
        : `Deploy ${ACCOUNTS.key.stack} first, ${again(context)}.`,
  },
  {
    kind: 'other',
    pattern: /AlreadyExistsException|BucketAlreadyOwnedByYou|BucketAlreadyExists|EntityAlreadyExists/,
    message: () =>
      'Something of this name is there already, and not in this state: of another deployment, or of a run that was cut off.',
    nextAction: ({ input, index }, context) =>
      `Take it over (\`${importCommand(addressIn(input.slice(index)) ?? 'ADDRESS')}\` in ${context.folder}), or delete it, or choose another namePrefix in cdktf.json; ${again(context)}.`,
  },
  {
    kind: 'other',
    pattern: /connection refused|no such host|dial tcp|i\/o timeout|network is unreachable/,
    message: (_, context) => `Account ${ACCOUNTS[context.account].letter} does not answer.`,
    nextAction: (_, context) =>
      context.target.kind === 'sandbox'
        ? startSandboxAdvice(context.target.folder)
        : `Look at the network, a proxy and accounts.${context.account}.endpoints in cdktf.json, ${again(context)}.`,
  },
  {
    kind: 'terraform-missing',
    pattern: /Terraform CLI not present|terraform: not found|spawn terraform ENOENT|terraform: No such file/i,
    message: () => TERRAFORM_MISSING.message,
    nextAction: () => TERRAFORM_MISSING.nextAction,
  },
];

export const TERRAFORM_MISSING: RunProblem = {
  kind: 'terraform-missing',
  message: 'Terraform could not be started: it is not on the PATH.',
  nextAction:
    'Install Terraform 1.5 or newer (https://developer.hashicorp.com/terraform/install), so that `terraform version` answers where you run this; in VS Code, start the editor again afterwards.',
  output: '',
};

/** What a failed command's output means. @param output as it was printed; also of several commands */
export function problemOf(output: string, context: ProblemContext): RunProblem {
  const text = plain(output);
  const errors = errorsIn(output);
  for (const { kind, pattern, message, nextAction } of KNOWN) {
    // Providers break long sentences where their box ends.
    const found = pattern.exec(text) ?? pattern.exec(text.replace(/\s*\n\s*/g, ' '));
    if (found) {
      return {
        kind,
        message: message(found, context),
        nextAction: nextAction(found, context),
        output: errors,
      };
    }
  }
  const [first = ''] = /(?<=Error: )[^\n]+/.exec(text) ?? [];
  return {
    kind: 'other',
    message: `Terraform could not ${context.verb} ${stackOf(context)}${first === '' ? '.' : `: ${first.trim()}`}`,
    nextAction: `Read what Terraform says, mend it, ${again(context)}: it goes on from what is there.`,
    output: errors,
  };
}

/** Lines of errors that are kept at most. */
const KEPT_LINES = 60;

/** From the first error on, without the box around it; the last lines of an output without one. */
export function errorsIn(output: string): string {
  const lines = plain(output)
    .split('\n')
    .map((line) => line.replace(/^\s*[│╷╵]\s?/, '').trimEnd())
    .filter((line, index, all) => line !== '' || all[index - 1] !== '');
  const first = lines.findIndex((line) => /^\s*(?:\S+ {2})?Error: /.test(line));
  const kept = first === -1 ? lines.slice(-KEPT_LINES) : lines.slice(first, first + KEPT_LINES);
  return kept.join('\n').trim();
}

function plain(output: string): string {
  return stripVTControlCharacters(output).replaceAll('\r', '');
}

/** The address of the resource that an error is about. */
function addressIn(text: string): string | undefined {
  return /\bwith ((?:module\.\S+\.)?aws_\w+\.[^\s,]+)/.exec(text)?.[1];
}

/** AWS's sentence about who may not do what, also where it is broken into lines. */
function deniedSentence(text: string): string | undefined {
  const paragraphs = text.replace(/\n(?!\s*\n)\s*/g, ' ');
  return /User: \S+ is not authorized to perform: .+?(?= with \S+,|\n|$)/.exec(paragraphs)?.[0].trim();
}

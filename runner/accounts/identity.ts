/** Who the credentials of the three accounts really are: asked before anything is changed. */
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import type { Deployment } from '../../core/deployment/schema';
import { ACCOUNTS, type AccountRole } from '../../core/journey/steps';
import type { Target } from '../../core/journey/target';
import { SYSTEM_CLOCK, withLimit } from '../clock';
import { resetSandboxAdvice, startSandboxAdvice } from '../sandbox-advice';
import { accountAccess, clientSettings, type AccountAccess } from './access';
import { credentialProblem, type CredentialStatus } from './credential-problem';
import { readSandboxProfile } from './sandbox-profile';

export type Identity = { account: AccountRole; expectedId: string } & (
  | { status: 'matches'; arn: string }
  /** The credentials are those of another account: nothing may be deployed with them. */
  | { status: 'other-account'; arn: string; id: string; message: string; nextAction: string }
  | { status: CredentialStatus; message: string; nextAction: string }
);

/** Until an account that does not answer counts as unreachable; a browser for signing in is never waited for. */
const ANSWER_MS = 20_000;
const CONNECT_MS = 5_000;

/** Asks STS who we are in each of the three accounts, side by side and once. In the order A, B, C. */
export function checkIdentities(
  deployment: Deployment,
  target: Target,
  signal?: AbortSignal,
): Promise<Identity[]> {
  const accounts = Object.keys(ACCOUNTS) as AccountRole[];
  return Promise.all(accounts.map((account) => identityOf(deployment, target, account, signal)));
}

async function identityOf(
  deployment: Deployment,
  target: Target,
  account: AccountRole,
  signal?: AbortSignal,
): Promise<Identity> {
  const expectedId = deployment.accounts[account].id;
  if (target.kind === 'sandbox' && readSandboxProfile(target.folder, account) === undefined) {
    const message = `No sandbox has run in ${target.folder}.`;
    return {
      account,
      expectedId,
      status: 'unreachable',
      message,
      nextAction: startSandboxAdvice(target.folder),
    };
  }
  const access = await accountAccess(deployment, target, account);
  try {
    const { Account: id = '', Arn: arn = '' } = await callerIdentity(access, signal);
    if (id === expectedId) return { account, expectedId, status: 'matches', arn };
    const { letter } = ACCOUNTS[account];
    return {
      account,
      expectedId,
      status: 'other-account',
      arn,
      id,
      message: `The credentials for account ${letter} are ${arn}, of account ${id} instead of ${expectedId}.`,
      nextAction:
        target.kind === 'sandbox'
          ? resetSandboxAdvice(target.folder)
          : `Set accounts.${account}.profile or assumeRoleArn in cdktf.json to credentials of ${expectedId}, or correct accounts.${account}.id.`,
    };
  } catch (error) {
    return { account, expectedId, ...credentialProblem(error, access, target) };
  }
}

async function callerIdentity(access: AccountAccess, signal?: AbortSignal) {
  const client = new STSClient({
    ...clientSettings(access, 'sts'),
    credentials: access.credentials,
    maxAttempts: 2,
    requestHandler: { connectionTimeout: CONNECT_MS, requestTimeout: ANSWER_MS },
  });
  const bounds = { clock: SYSTEM_CLOCK, limitMs: ANSWER_MS, signal: signal ?? new AbortController().signal };
  try {
    return await withLimit(bounds, (abortSignal) =>
      // Credentials are found before the request is made, which `abortSignal` alone would not bound.
      Promise.race([
        client.send(new GetCallerIdentityCommand({}), { abortSignal }),
        rejectionOf(abortSignal),
      ]),
    );
  } finally {
    client.destroy();
  }
}

function rejectionOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    const fail = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) fail();
    else signal.addEventListener('abort', fail, { once: true });
  });
}

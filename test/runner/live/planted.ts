import {
  CancelKeyDeletionCommand,
  CreateGrantCommand,
  EnableKeyCommand,
  KMSClient,
  ListGrantsCommand,
  PutKeyPolicyCommand,
  RevokeGrantCommand,
} from '@aws-sdk/client-kms';
import {
  DeleteBucketPolicyCommand,
  PutBucketEncryptionCommand,
  PutBucketPolicyCommand,
  PutPublicAccessBlockCommand,
  S3Client,
  type ServerSideEncryptionByDefault,
} from '@aws-sdk/client-s3';
import {
  DeletePublicAccessBlockCommand as DeleteOfAccount,
  PutPublicAccessBlockCommand as PutOfAccount,
} from '@aws-sdk/client-s3-control';
import { resolveDeployment, type ResolvedDeployment } from '../../../core/deployment/resolve';
import type { AccountRole } from '../../../core/journey/steps';
import type { Evidence } from '../../../core/live/evidence';
import { bucketPolicy } from '../../../core/policies/bucket-policy';
import type { PolicyStatement } from '../../../core/policies/document';
import { keyPolicy } from '../../../core/policies/key-policy';
import { collectEvidence } from '../../../runner/live/collect';
import { liveClients, type OpenLiveClients } from '../../../runner/live/clients';
import type { RunningSandbox } from '../../../sandbox/sandbox';
import { takeRole } from '../../../sandbox/services/fsx/role';
import type { Keys } from '../../sandbox/clients';
import { expectOk } from '../../sandbox/lustre/support/json-call';
import {
  BUCKET,
  grant,
  link,
  makeBucket,
  makeFileSystem,
  makeKey,
  makeNetwork,
  roleArn,
  type FileSystem,
} from '../../sandbox/lustre/support/three-accounts';
import { deployment as deploymentOf } from '../../support/deployments';

export interface Options {
  buckets?: readonly string[];
  keys?: readonly string[];
  /** Whether CloudTrail is asked; default: no, since it takes two calls a second. */
  events?: boolean;
}

/** A set-up that works, in a sandbox: what tests break in it, `mend` makes good again. */
export class LiveSetUp {
  readonly kms: KMSClient;
  readonly s3: S3Client;
  readonly #kmsOfA: KMSClient;
  readonly #clients: Record<AccountRole, OpenLiveClients>;
  readonly deployment: ResolvedDeployment;
  private associationId = '';

  private constructor(
    readonly sandbox: RunningSandbox,
    readonly keyArn: string,
    readonly otherKeyArn: string,
    readonly fileSystem: FileSystem,
    readonly other: FileSystem,
  ) {
    const { endpoint, region, accounts } = sandbox;
    this.kms = new KMSClient({ endpoint, region, credentials: { ...accounts.key } });
    this.s3 = new S3Client({ endpoint, region, credentials: { ...accounts.bucket }, forcePathStyle: true });
    this.#kmsOfA = new KMSClient({ endpoint, region, credentials: { ...accounts.fileSystem } });
    this.#clients = {
      fileSystem: clientsFor(sandbox, 'fileSystem', accounts.fileSystem),
      bucket: clientsFor(sandbox, 'bucket', accounts.bucket),
      key: clientsFor(sandbox, 'key', accounts.key),
    };
    this.deployment = resolveDeployment(
      deploymentOf({
        accounts: {
          fileSystem: { id: accounts.fileSystem.id },
          bucket: { id: accounts.bucket.id },
          key: { id: accounts.key.id },
        },
        buckets: [{ name: 'data', key: 'data', bucketName: BUCKET, bucketKeyEnabled: false }],
      }),
    );
  }

  static async make(sandbox: RunningSandbox): Promise<LiveSetUp> {
    const network = await makeNetwork(sandbox);
    const keyArn = await makeKey(sandbox);
    const otherKeyArn = await makeKey(sandbox);
    await makeBucket(sandbox, keyArn);
    const fileSystem = await makeFileSystem(sandbox, network);
    const other = await makeFileSystem(sandbox, network);
    await link(sandbox, other, { FileSystemPath: '/other' });
    const made = new LiveSetUp(sandbox, keyArn, otherKeyArn, fileSystem, other);
    await made.mend();
    return made;
  }

  get role(): string {
    return roleArn(this.sandbox, this.fileSystem);
  }

  get association(): string {
    return this.associationId;
  }

  /** The statements of the stacks' own policies. */
  statements(of: 'bucket' | 'key'): readonly PolicyStatement[] {
    const [bucket] = this.deployment.buckets;
    if (!bucket) throw new Error('no bucket');
    return (of === 'bucket' ? bucketPolicy(this.deployment, bucket) : keyPolicy(this.deployment, 'data'))
      .Statement;
  }

  without(of: 'bucket' | 'key', ...sids: string[]): PolicyStatement[] {
    return this.statements(of).filter(({ Sid }) => !sids.includes(Sid));
  }

  changed(of: 'bucket' | 'key', sid: string, change: object): unknown[] {
    return this.statements(of).map((one) => (one.Sid === sid ? { ...one, ...change } : one));
  }

  async putBucketPolicy(statements: readonly unknown[]): Promise<void> {
    await this.s3.send(new PutBucketPolicyCommand({ Bucket: BUCKET, Policy: documentOf(statements) }));
  }

  async deleteBucketPolicy(): Promise<void> {
    await this.s3.send(new DeleteBucketPolicyCommand({ Bucket: BUCKET }));
  }

  async putKeyPolicy(statements: readonly unknown[]): Promise<void> {
    await this.kms.send(new PutKeyPolicyCommand({ KeyId: this.keyArn, Policy: documentOf(statements) }));
  }

  async encryptWith(by: ServerSideEncryptionByDefault): Promise<void> {
    await this.s3.send(
      new PutBucketEncryptionCommand({
        Bucket: BUCKET,
        ServerSideEncryptionConfiguration: {
          Rules: [{ ApplyServerSideEncryptionByDefault: by, BucketKeyEnabled: false }],
        },
      }),
    );
  }

  async blockPublic(on: { policy: boolean; restrict: boolean }): Promise<void> {
    await this.s3.send(
      new PutPublicAccessBlockCommand({
        Bucket: BUCKET,
        PublicAccessBlockConfiguration: {
          BlockPublicAcls: true,
          IgnorePublicAcls: true,
          BlockPublicPolicy: on.policy,
          RestrictPublicBuckets: on.restrict,
        },
      }),
    );
  }

  /** RestrictPublicBuckets of account B; off takes its settings away, as they are in an account at first. */
  async restrictAccount(on: boolean): Promise<void> {
    const { id: AccountId } = this.sandbox.accounts.bucket;
    const { s3Control } = this.#clients.bucket;
    const settings = { RestrictPublicBuckets: true };
    if (on) await s3Control.send(new PutOfAccount({ AccountId, PublicAccessBlockConfiguration: settings }));
    else await s3Control.send(new DeleteOfAccount({ AccountId }));
  }

  /** A policy that everybody may use, where the bucket's own settings let it be put and used. */
  async openToEverybody(): Promise<void> {
    await this.blockPublic({ policy: false, restrict: false });
    await this.putBucketPolicy([
      {
        Effect: 'Allow',
        Principal: '*',
        Action: 's3:*',
        Resource: [`arn:aws:s3:::${BUCKET}`, `arn:aws:s3:::${BUCKET}/*`],
      },
    ]);
  }

  /** As AWS does it for a file system that is deleted; through IAM, nobody can. */
  async deleteRole(): Promise<void> {
    const { world, accounts } = this.sandbox;
    await takeRole(world, { account: accounts.fileSystem.id, id: this.fileSystem.id });
  }

  async revokeGrants(): Promise<void> {
    const { Grants: grants = [] } = await this.kms.send(new ListGrantsCommand({ KeyId: this.keyArn }));
    for (const { GrantId } of grants)
      await this.kms.send(new RevokeGrantCommand({ KeyId: this.keyArn, GrantId }));
  }

  /** Revokes what is there, then grants. */
  async grantOnly(
    grants: Partial<ConstructorParameters<typeof CreateGrantCommand>[0]>,
    by: 'A' | 'C' = 'A',
  ): Promise<void> {
    await this.revokeGrants();
    await (by === 'A' ? this.#kmsOfA : this.kms).send(
      new CreateGrantCommand({
        KeyId: this.keyArn,
        GranteePrincipal: this.role,
        Operations: ['Decrypt', 'GenerateDataKey'],
        ...grants,
      }),
    );
  }

  async unlink(): Promise<void> {
    await expectOk(this.sandbox, this.sandbox.accounts.fileSystem, 'fsx', 'DeleteDataRepositoryAssociation', {
      AssociationId: this.associationId,
      DeleteDataInFileSystem: false,
    });
    this.associationId = '';
  }

  /** Whoever made them. */
  private async unlinkAll(): Promise<void> {
    const credentials = this.sandbox.accounts.fileSystem;
    const { Associations: found } = await expectOk<{ Associations: { AssociationId: string }[] }>(
      this.sandbox,
      credentials,
      'fsx',
      'DescribeDataRepositoryAssociations',
      { Filters: [{ Name: 'file-system-id', Values: [this.fileSystem.id] }] },
    );
    for (const { AssociationId } of found) {
      this.associationId = AssociationId;
      await this.unlink();
    }
  }

  async linkAgain(more: object = {}): Promise<void> {
    this.associationId = await link(this.sandbox, this.fileSystem, more);
  }

  /** Applies the association's settings again, as FSx wants it after MISCONFIGURED. */
  async applyAgain(): Promise<void> {
    const credentials = this.sandbox.accounts.fileSystem;
    await expectOk(this.sandbox, credentials, 'fsx', 'UpdateDataRepositoryAssociation', {
      AssociationId: this.associationId,
      S3: { AutoImportPolicy: { Events: ['NEW', 'CHANGED', 'DELETED'] } },
    });
  }

  /** Everything as it was. */
  async mend(): Promise<void> {
    await this.kms.send(new CancelKeyDeletionCommand({ KeyId: this.keyArn })).catch(() => undefined);
    await this.kms.send(new EnableKeyCommand({ KeyId: this.keyArn }));
    await this.restrictAccount(false);
    await this.blockPublic({ policy: true, restrict: true });
    await this.putKeyPolicy(this.statements('key'));
    await this.putBucketPolicy(this.statements('bucket'));
    await this.encryptWith({ SSEAlgorithm: 'aws:kms', KMSMasterKeyID: this.keyArn });
    await this.unlinkAll();
    await this.linkAgain();
    await this.revokeGrants();
    await grant(this.sandbox, this.fileSystem, this.keyArn);
  }

  /** @param clients of whoever looks; by default administrators of all three accounts */
  collect(options: Options = {}, clients: Partial<Record<AccountRole, OpenLiveClients>> = this.#clients) {
    const { region } = this.sandbox;
    let now = Date.now();
    return collectEvidence(
      {
        fileSystemId: this.fileSystem.id,
        region,
        clientsOf: (account) => [clients[account], clients.fileSystem].flatMap((one) => one ?? []),
        // CloudTrail takes two calls a second: the wait is real where it throttles.
        sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms > 550 ? 510 : ms)),
        now: () => new Date((now += 1)),
      },
      {
        buckets: options.buckets ?? [],
        keys: options.keys ?? [],
        events: options.events ?? false,
      },
    ) satisfies Promise<Evidence>;
  }

  as(account: AccountRole, keys: Keys): OpenLiveClients {
    return clientsFor(this.sandbox, account, keys);
  }

  /** Has FSx look at its association: with the next change of the bucket. */
  async notice(): Promise<void> {
    const credentials = this.sandbox.accounts.fileSystem;
    await expectOk(this.sandbox, credentials, 'fsx', 'CreateDataRepositoryTask', {
      FileSystemId: this.fileSystem.id,
      Type: 'IMPORT_METADATA_FROM_REPOSITORY',
      Report: { Enabled: false },
    });
  }

  destroy(): void {
    for (const client of [this.kms, this.s3, this.#kmsOfA, ...Object.values(this.#clients)]) client.destroy();
  }
}

function clientsFor(
  { endpoint, region, accounts }: RunningSandbox,
  account: AccountRole,
  keys: Keys,
): OpenLiveClients {
  const { id } = accounts[account];
  return liveClients(
    {
      account,
      id,
      region,
      credentials: () => Promise.resolve({ ...keys }),
      endpointOf: () => endpoint,
      forcePathStyle: true,
    },
    id,
  );
}

function documentOf(statements: readonly unknown[]): string {
  return JSON.stringify({ Version: '2012-10-17', Statement: statements });
}

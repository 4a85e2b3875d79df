/** The three accounts: A holds the file system, B the bucket, C the key. */

export const ACCOUNT_NAMES = ['fileSystem', 'bucket', 'key'] as const;

export type AccountName = (typeof ACCOUNT_NAMES)[number];

/** Account ids, twelve digits each. */
export type AccountIds = Readonly<Record<AccountName, string>>;

/** The ids of a sandbox that was not given any: those of a project that `init` writes. */
export const DEFAULT_ACCOUNT_IDS: AccountIds = {
  fileSystem: '111111111111',
  bucket: '222222222222',
  key: '333333333333',
};

export function isSandboxAccount(ids: AccountIds, account: string): boolean {
  return ACCOUNT_NAMES.some((name) => ids[name] === account);
}

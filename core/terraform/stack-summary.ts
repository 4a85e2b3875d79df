/** What a synthesized stack holds, read from its Terraform JSON (`cdk.tf.json`). */
export interface StackSummary {
  /** Accounts that the provider blocks allow. */
  accountIds: string[];
  /** Number of managed resources; data sources are not counted. */
  resources: number;
}

/** Terraform JSON as CDKTF writes it, as far as the summary reads it. */
interface TerraformJson {
  provider?: { aws?: { allowed_account_ids?: string[] }[] };
  resource?: Record<string, Record<string, unknown>>;
}

/** Counts a stack's resources and names its accounts. @param terraform the parsed `cdk.tf.json` */
export function summarizeStack(terraform: unknown): StackSummary {
  const { provider, resource } = (terraform ?? {}) as TerraformJson;
  return {
    accountIds: [...new Set((provider?.aws ?? []).flatMap((block) => block.allowed_account_ids ?? []))],
    resources: Object.values(resource ?? {}).reduce((count, byName) => count + Object.keys(byName).length, 0),
  };
}

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { findProviderMirror } from './provider-mirror';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * Environment variables with which Terraform, and cdktf on top of it, take the providers of a local mirror.
 * A CLI configuration of the user's own is left in force.
 * @param folder where the CLI configuration is written
 * @returns only what is to be set beside the given environment
 */
export function terraformEnvironment(env: Environment, folder: string): Record<string, string> {
  const quiet = { CHECKPOINT_DISABLE: '1', TF_IN_AUTOMATION: '1' };
  const own = env['TF_CLI_CONFIG_FILE'];
  if (own !== undefined && existsSync(own)) return quiet;
  const mirror = findProviderMirror({ env });
  if (mirror === undefined) return quiet;
  const config = join(folder, 'terraform.rc');
  writeFileSync(config, cliConfiguration(mirror));
  return {
    ...quiet,
    TF_CLI_CONFIG_FILE: config,
    // `cdktf deploy` runs `terraform providers lock`, which does not look at the CLI configuration.
    TF_CLI_ARGS_providers_lock: `-fs-mirror=${mirror}`,
  };
}

/** The AWS provider from the mirror, everything else from where it usually comes. */
function cliConfiguration(mirror: string): string {
  return `provider_installation {
  filesystem_mirror {
    path    = ${JSON.stringify(mirror)}
    include = ["registry.terraform.io/hashicorp/aws"]
  }
  direct {
    exclude = ["registry.terraform.io/hashicorp/aws"]
  }
}
`;
}

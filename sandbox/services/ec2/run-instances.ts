import type { JsonObject } from '../../json';
import type { Call } from '../../gateway/call';
import type { SandboxWorld } from '../../world';
import { withVolumeSizes } from './root-volume';

const GROUP_OF_INTERFACE = /^NetworkInterface\.1\.SecurityGroupId\.(\d+)$/;

/** The parameters of RunInstances as moto takes them. */
export async function runInstancesInput(call: Call, world: SandboxWorld): Promise<JsonObject> {
  return withInterfaceGroups(await withVolumeSizes(call, world));
}

/**
 * An instance shows the security groups of its first network interface as its own (EC2 API Reference, "Instance");
 * moto shows those alone that the request names for the instance.
 */
function withInterfaceGroups(input: JsonObject): JsonObject {
  const groups = Object.entries(input).flatMap(([name, value]) => {
    const number = GROUP_OF_INTERFACE.exec(name)?.[1];
    return number === undefined ? [] : [[`SecurityGroupId.${number}`, value] as const];
  });
  return { ...input, ...Object.fromEntries(groups) };
}

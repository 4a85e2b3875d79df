import { childAt, childrenOf, textAt, type XmlElement } from '../../gateway/xml';
import type { JsonObject } from '../../json';
import type { Call } from '../../gateway/call';
import type { SandboxWorld } from '../../world';

/** GiB of a volume whose size neither the request nor its launch template says: that of Amazon Linux 2023's image. */
const IMAGE_VOLUME_GIB = '8';

const MAPPING = /^BlockDeviceMapping\.(\d+)\.Ebs\./;

/**
 * The parameters of RunInstances with a size for each volume. EC2 takes a size that is left out from the image's
 * snapshot; moto has no such images, and refuses the request.
 * Source: EC2 API Reference, "EbsBlockDevice" (VolumeSize, SnapshotId).
 */
export async function withVolumeSizes(call: Call, { moto }: Pick<SandboxWorld, 'moto'>): Promise<JsonObject> {
  const { input, caller, region } = call;
  if (caller.kind === 'anonymous') return input;
  if (Object.keys(input).some((name) => name.startsWith('BlockDeviceMapping.'))) return sized(input);
  const template = templateOf(input);
  if (!template) return input;
  const answer = await moto.query({
    account: caller.account,
    region,
    service: 'ec2',
    action: 'DescribeLaunchTemplateVersions',
    params: template,
    changes: false,
  });
  if (answer.status === 'error') return input;
  const [version] = childrenOf(childAt(answer.root, 'launchTemplateVersionSet'), 'item');
  const mappings = childAt(version, 'launchTemplateData', 'blockDeviceMappingSet');
  return sized({ ...input, ...parametersOf(childrenOf(mappings, 'item')) });
}

function templateOf(input: JsonObject): Record<string, string> | undefined {
  const { 'LaunchTemplate.LaunchTemplateId': id, 'LaunchTemplate.LaunchTemplateName': name } = input;
  const version = input['LaunchTemplate.Version'];
  const which = { 'LaunchTemplateVersion.1': typeof version === 'string' ? version : '$Default' };
  if (typeof id === 'string') return { LaunchTemplateId: id, ...which };
  return typeof name === 'string' ? { LaunchTemplateName: name, ...which } : undefined;
}

/** A launch template's volumes as parameters of RunInstances. */
function parametersOf(mappings: readonly XmlElement[]): Record<string, string> {
  const parameters = mappings.flatMap((mapping, index) => {
    const name = `BlockDeviceMapping.${index + 1}`;
    const ebs = childAt(mapping, 'ebs')?.children ?? [];
    return [
      [`${name}.DeviceName`, textAt(mapping, 'deviceName') ?? ''],
      ...ebs.map((setting) => [`${name}.Ebs.${capitalized(setting.name)}`, setting.text]),
    ];
  });
  return Object.fromEntries(parameters.filter(([, value]) => value !== '')) as Record<string, string>;
}

function sized(input: JsonObject): JsonObject {
  const volumes = new Set(Object.keys(input).flatMap((name) => MAPPING.exec(name)?.[1] ?? []));
  const sizes = [...volumes].flatMap((number) => {
    const ebs = `BlockDeviceMapping.${number}.Ebs`;
    const isSaid = `${ebs}.VolumeSize` in input || `${ebs}.SnapshotId` in input;
    return isSaid ? [] : [[`${ebs}.VolumeSize`, IMAGE_VOLUME_GIB]];
  });
  return { ...input, ...(Object.fromEntries(sizes) as Record<string, string>) };
}

function capitalized(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}

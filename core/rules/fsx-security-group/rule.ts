import { LUSTRE_PORTS, type PortRange } from '../../facts/lustre-network';
import { lustreFileSystems, type LustreFileSystem } from '../../model/lustre-file-system';
import type { Model } from '../../model/model';
import { securityGroupsOf, type GroupRule } from '../../model/security-group';
import { findEntry } from '../../syntax/inspect';
import { findingAt } from '../finding';
import { relatedTo } from '../lustre';
import type { Finding, Rule } from '../rule';

const [LUSTRE_PORT, HIGH_PORTS] = LUSTRE_PORTS as readonly [PortRange, PortRange];

/** The security groups of a file system let Lustre's ports in. */
export const rule: Rule = {
  meta: {
    id: 'fsx-security-group',
    severity: 'error',
    title: "The file system's security groups do not let Lustre's ports in",
    why: 'Lustre uses TCP 988, and 1018 to 1023, among the file servers and between them and clients. FSx checks 988 when it makes a file system (`InvalidNetworkSettings`: the security groups do not permit Lustre LNET network traffic on port 988). Without the high ports, mounts hang now and then; older guides name 1021 to 1023 only.',
    fix: 'Let TCP 988 and 1018 to 1023 in, from the group itself and from the clients.',
    sources: [
      'FSx for Lustre User Guide, "File system access control with Amazon VPC" (https://docs.aws.amazon.com/fsx/latest/LustreGuide/limit-access-security-groups.html)',
    ],
  },
  *check(model) {
    for (const fileSystem of lustreFileSystems(model)) yield* checkFileSystem(fileSystem, model);
  },
};

function* checkFileSystem(fileSystem: LustreFileSystem, model: Model): Generator<Finding> {
  const groups = securityGroupsOf(fileSystem, model);
  const ids = findEntry(fileSystem.resource.body, 'security_group_ids');
  if (!ids || !groups?.every(({ complete }) => complete)) return;
  const ingress = groups.flatMap(({ rules }) => rules.filter(({ direction }) => direction === 'ingress'));
  const many = groups.length > 1;
  const related = groups.map((group) => relatedTo(group, 'A security group of the file system.'));
  const the = many ? 'The security groups do' : 'The security group does';
  if (!lets(ingress, LUSTRE_PORT)) {
    const message = `${the} not let TCP 988 in, on which Lustre talks: CreateFileSystem answers InvalidNetworkSettings, or mounts hang. Add ingress rules for TCP 988 and 1018 to 1023, from the group itself and from the clients.`;
    const isShown = ingress.length > 0 || groups.some(({ resource }) => findEntry(resource.body, 'ingress'));
    // A group without any such rule here may get its rules from another configuration.
    yield findingAt(fileSystem.file, ids.value, message, {
      related,
      ...(!isShown && { severity: 'warning' }),
    });
    return;
  }
  const missing = missingPorts(ingress, HIGH_PORTS);
  if (missing.length === 0) return;
  const message = `${the} let TCP 988 in, but not ${portsInWords(missing)}, which Lustre uses too: mounts and transfers may hang. Add ingress rules for TCP 1018 to 1023.`;
  yield findingAt(fileSystem.file, ids.value, message.replace('does let', 'lets').replace('do let', 'let'), {
    severity: 'warning',
    related,
  });
}

function lets(rules: readonly GroupRule[], { from, to }: PortRange): boolean {
  return missingPorts(rules, { from, to }).length === 0;
}

function missingPorts(rules: readonly GroupRule[], { from, to }: { from: number; to: number }): number[] {
  const ports = Array.from({ length: to - from + 1 }, (_, index) => from + index);
  return ports.filter((port) => !rules.some((rule) => rule.from <= port && port <= rule.to));
}

/** `1018 to 1020`, `1018 and 1023`. */
function portsInWords(ports: readonly number[]): string {
  const [first = 0] = ports;
  const last = ports.at(-1) ?? first;
  if (ports.length > 2 && last - first === ports.length - 1) return `${first} to ${last}`;
  return ports.length < 2 ? String(first) : `${ports.slice(0, -1).join(', ')} and ${last}`;
}

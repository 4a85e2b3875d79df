/**
 * Ports that Lustre clients and file servers use.
 * Source: FSx for Lustre User Guide, "File system access control with Amazon VPC": TCP 988 and 1018-1023
 * between the file system and its clients, and between the file servers themselves.
 */
export interface PortRange {
  from: number;
  to: number;
  use: string;
}

export const LUSTRE_PORTS: readonly PortRange[] = [
  { from: 988, to: 988, use: 'Lustre traffic' },
  { from: 1018, to: 1023, use: 'Lustre traffic (high ports)' },
];

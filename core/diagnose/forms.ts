/** What a text may be, for whoever gave one that nothing was found in. */
export const FORMS: readonly { name: string; example: string }[] = [
  {
    name: 'a sentence of AWS about refused access',
    example:
      'User: arn:aws:sts::111111111111:assumed-role/AWSServiceRoleForFSxS3Access_fs-0123456789abcdef0/FSx is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:… because no identity-based policy allows the kms:Decrypt action',
  },
  {
    name: 'a refused HEAD of an object or a bucket, which has no sentence',
    example: 'fatal error: An error occurred (403) when calling the HeadObject operation: Forbidden',
  },
  {
    name: 'an event of CloudTrail, a file of its records, or the output of lookup-events',
    example: '{"eventSource": "kms.amazonaws.com", "eventName": "Decrypt", "errorCode": "AccessDenied", …}',
  },
  {
    name: "a record of the file system's log in CloudWatch Logs",
    example: '{"errorCode": "S3ExportAccessDenied", "message": "Failed to export file because …"}',
  },
  { name: 'output of lfs hsm_state', example: '/fsx/test.txt: (0x00000000)' },
  { name: 'output of lfs hsm_action', example: '/fsx/test.txt: NOOP' },
  { name: 'what cat says', example: 'cat: /fsx/test.txt: No data available' },
  {
    name: 'what a command says of a file, or of the mount',
    example: "touch: cannot touch '/fsx/test.txt': Read-only file system",
  },
  {
    name: "what Lustre says in the kernel's log",
    example: 'LustreError: 11-0: …: operation ost_read to node … failed: rc = -107',
  },
];

/** The forms as lines, for a terminal or a message. */
export function formLines(): string[] {
  return FORMS.flatMap(({ name, example }) => [`- ${name}:`, `    ${example}`]);
}

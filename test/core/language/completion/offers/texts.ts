/** Policies with one statement, and the role that many of them name. */

export const ROLE =
  'arn:aws:iam::111122223333:role/aws-service-role/s3.data-source.lustre.fsx.amazonaws.com/AWSServiceRoleForFSxS3Access_';
export const key = (statement: string) =>
  `{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Principal": { "AWS": "arn:aws:iam::111122223333:root" }, "Resource": "*", ${statement} }] }`;
export const condition = (inner: string, action = 'kms:Decrypt') =>
  key(`"Action": ["${action}"], "Condition": { ${inner} }`);

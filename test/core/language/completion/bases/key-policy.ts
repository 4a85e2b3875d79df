/** Key policies of account 444455556666 with a statement for account 111122223333. */

export const OWNER = 'arn:aws:iam::444455556666:root';
export const OTHER = 'arn:aws:iam::111122223333:root';

/** A key policy of account 444455556666 with one more statement, for account 111122223333. */
export const keyPolicy = (statement: string) => `{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Admin", "Effect": "Allow", "Principal": { "AWS": "${OWNER}" }, "Action": "kms:*", "Resource": "*" },
    ${statement}
  ]
}
// us-west-2, arn:aws:s3:::data-of-b
`;
export const use = (more: string, actions = '"kms:Decrypt", "kms:GenerateDataKey"') =>
  keyPolicy(
    `{ "Sid": "Use", "Effect": "Allow", "Principal": { "AWS": "${OTHER}" }, "Action": [${actions}], "Resource": "*"${more} }`,
  );

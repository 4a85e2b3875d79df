import type { Offers } from './offers';
import { ROLE, key, condition } from './texts';

export const IN_JSON: readonly Offers[] = [
  {
    name: 'elements that are not there yet',
    files: { 'p.json': key('"Action": "kms:Decrypt", |') },
    labels: ['Sid', 'Condition'],
    only: true,
    puts: {
      Sid: '"Sid": "$1"',
      Condition: '"Condition": { "${1:StringEquals}": { "$2": "$3" \\} \\}',
    },
  },
  {
    name: 'an element before another one, with its comma',
    files: { 'p.json': key('|"Action": "kms:Decrypt"') },
    puts: { Sid: '"Sid": "$1",' },
  },
  {
    name: 'an element in quotes that are there, the closing one replaced',
    files: { 'p.json': key('"Action": "kms:Decrypt", "Con|"') },
    replaced: 'Con"',
    puts: { Condition: 'Condition": { "${1:StringEquals}": { "$2": "$3" \\} \\}' },
  },
  {
    name: 'the name of an element that has a value',
    files: { 'p.json': key('"Act|": "kms:Decrypt"') },
    replaced: 'Act',
    puts: { Action: 'Action' },
  },
  {
    name: 'inverted elements beside a Deny',
    files: {
      'p.json': '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Deny", "Action": "kms:*", | }] }',
    },
    labels: ['Sid', 'Principal', 'NotPrincipal', 'Resource', 'NotResource', 'Condition'],
    only: true,
  },
  {
    name: 'elements of a policy',
    files: { 'p.json': '{ "Version": "2012-10-17", | }' },
    labels: ['Id', 'Statement'],
    only: true,
    puts: { Statement: '"Statement": [{ "Effect": "${1|Allow,Deny|}" \\}]' },
  },
  {
    name: 'effects',
    files: { 'p.json': key('"Action": "kms:Decrypt"').replace('"Allow"', '|') },
    labels: ['Allow', 'Deny'],
    only: true,
    puts: { Allow: '"Allow"' },
  },
  {
    name: 'actions of a key policy, those listed left out',
    files: { 'p.json': key('"Action": ["kms:Decrypt", "kms:Gen|"]') },
    replaced: 'kms:Gen',
    labels: ['kms:CreateGrant', 'kms:DescribeKey', 'kms:Encrypt', 'kms:GenerateDataKey', 'kms:ListGrants'],
    puts: { 'kms:GenerateDataKey*': 'kms:GenerateDataKey*', 'kms:ReEncrypt*': 'kms:ReEncrypt*' },
    without: ['kms:Decrypt', 'kms:RetireGrant', 'kms:ListKeys', 's3:GetObject'],
  },
  {
    name: 'actions that a listed pattern does not cover',
    files: { 'p.json': key('"Action": ["kms:ReEncrypt*", |]') },
    without: ['kms:ReEncrypt*', 'kms:ReEncryptFrom', 'kms:ReEncryptTo'],
    puts: { 'kms:Decrypt': '"kms:Decrypt"' },
  },
  {
    name: 'actions for another account',
    files: {
      'p.json': key(
        '"Action": ["|"] }, { "Effect": "Allow", "Principal": { "AWS": "444455556666" }, "Action": "kms:*", "Resource": "*"',
      ),
    },
    puts: { 'kms:Decrypt': 'kms:Decrypt', 'kms:CreateGrant': 'kms:CreateGrant' },
    without: ['kms:PutKeyPolicy', 'kms:ScheduleKeyDeletion'],
  },
  {
    name: 'actions of a bucket policy',
    files: {
      'p.json': key('"Action": ["s3:ListBucket", "|"]').replace('"*"', '"arn:aws:s3:::data-of-b"'),
    },
    labels: ['s3:AbortMultipartUpload', 's3:DeleteObject', 's3:Get*'],
    without: ['kms:Decrypt', 's3:ListBucket'],
  },
  {
    name: 'actions of another service that an identity policy begins to name',
    files: {
      'p.json':
        '{ "Version": "2012-10-17", "Statement": [{ "Effect": "Allow", "Action": ["s3:GetObject", "iam:|"], "Resource": "*" }] }',
    },
    replaced: 'iam:',
    puts: { 'iam:CreateServiceLinkedRole': 'iam:CreateServiceLinkedRole' },
  },
  {
    name: 'principals: accounts, and roles of file systems',
    files: {
      'p.json': `${key('"Action": "kms:Decrypt"').replace('arn:aws:iam::111122223333:root', '|')} // 111122223333 fs-0123456789abcdef0`,
    },
    labels: ['arn:aws:iam::111122223333:root', `${ROLE}fs-0123456789abcdef0`],
    only: true,
  },
  {
    name: 'the role of a file system that is not known yet',
    files: {
      'p.json': `${key('"Action": "kms:Decrypt"').replace('arn:aws:iam::111122223333:root', '|')} // 111122223333`,
    },
    puts: { [`${ROLE}…`]: `${ROLE}\${1:fs-0123456789abcdef0}` },
  },
  {
    name: 'everybody, where conditions narrow it',
    files: {
      'p.json': condition('"StringEquals": { "kms:CallerAccount": "111122223333" }').replace(
        /\{ "AWS": .*?\}/,
        '"|"',
      ),
    },
    labels: ['*'],
    only: true,
  },
  {
    name: 'operators, the usual ones first',
    files: { 'p.json': condition('|') },
    labels: ['StringEquals', 'StringLike', 'Bool', 'ArnLike', 'StringNotEquals'],
    puts: {
      StringEquals: '"StringEquals": { "$1": "$2" \\}',
      'ForAllValues:StringEquals': '"ForAllValues:StringEquals": { "$1": "$2" \\}',
    },
    without: ['NullIfExists', 'StringNotEqualsIfExists', 'ForAllValues:Bool'],
  },
  {
    name: 'operators that fit a key',
    files: { 'p.json': condition('"|": { "kms:CallerAccount": "111122223333" }') },
    labels: [
      'StringEquals',
      'StringLike',
      'StringNotEquals',
      'StringEqualsIgnoreCase',
      'StringNotEqualsIgnoreCase',
      'StringNotLike',
      'Null',
    ],
    only: true,
    puts: { StringLike: 'StringLike' },
  },
  {
    name: 'operators that fit a key of several values',
    files: { 'p.json': condition('"|": { "kms:GrantOperations": ["Decrypt"] }', 'kms:CreateGrant') },
    labels: ['ForAnyValue:StringEquals', 'ForAllValues:StringEquals'],
    without: ['StringEquals', 'StringLike'],
  },
  {
    name: 'operators that are not there yet',
    files: { 'p.json': condition('"StringEquals": { "kms:CallerAccount": "111122223333" }, "|"') },
    replaced: '"',
    without: ['StringEquals'],
  },
  {
    name: 'condition keys that the actions carry',
    files: { 'p.json': condition('"StringEquals": { "kms:|" }') },
    replaced: 'kms:"',
    labels: [
      'aws:PrincipalAccount',
      'aws:PrincipalArn',
      'aws:PrincipalOrgID',
      'kms:CallerAccount',
      'kms:EncryptionContext:aws:s3:arn',
      'kms:ViaService',
    ],
    puts: {
      'kms:ViaService': 'kms:ViaService": "$1"',
      'kms:EncryptionContext:…': 'kms:EncryptionContext:${1:key}": "$2"',
      'aws:PrincipalTag/…': 'aws:PrincipalTag/${1:key}": "$2"',
    },
    without: [
      'kms:GrantOperations',
      'kms:GranteePrincipal',
      'kms:EncryptionContextKeys',
      'kms:CustomerMasterKeySpec',
      'kms:ResourceAliases',
      'kms:RecipientAttestation:PCR0',
      'aws:RequestTag/…',
    ],
  },
  {
    name: 'condition keys of CreateGrant under a set operator',
    files: { 'p.json': condition('"ForAllValues:StringEquals": { "|" }', 'kms:CreateGrant') },
    replaced: '"',
    labels: ['kms:GrantOperations', 'kms:EncryptionContextKeys'],
    puts: { 'kms:GrantOperations': 'kms:GrantOperations": ["$1"]' },
    without: ['kms:GranteePrincipal'],
  },
  {
    name: 'condition keys under Bool',
    files: { 'p.json': condition('"Bool": { "|" }', 'kms:CreateGrant') },
    replaced: '"',
    puts: { 'kms:GrantIsForAWSResource': 'kms:GrantIsForAWSResource": "${1|true,false|}"' },
    without: ['kms:ViaService', 'kms:EncryptionContext:aws:s3:arn'],
  },
  {
    name: 'condition keys in a text that ends there',
    files: {
      'p.json':
        '{ "Version": "2012-10-17", "Statement": [{ "Action": ["kms:Decrypt"], "Condition": { "StringEquals": { "kms:|',
    },
    replaced: 'kms:',
    puts: { 'kms:ViaService': 'kms:ViaService": "$1"' },
    without: ['kms:GrantOperations'],
  },
  {
    name: 'condition keys before the quote is closed',
    files: { 'p.json': condition('"StringEquals": { "kms:| }') },
    replaced: 'kms:',
    puts: { 'kms:ViaService': 'kms:ViaService": "$1"' },
  },
  {
    name: 'hosts of kms:ViaService in the Regions of the file',
    files: { 'p.json': `${condition('"StringEquals": { "kms:ViaService": "|" }')} // us-west-2 eu-west-1` },
    labels: [
      's3.us-west-2.amazonaws.com',
      's3.eu-west-1.amazonaws.com',
      'fsx.us-west-2.amazonaws.com',
      'fsx.eu-west-1.amazonaws.com',
    ],
    only: true,
  },
  {
    name: 'a host of kms:ViaService for objects, its Region to be filled in',
    files: {
      'p.json': condition(
        '"StringEquals": { "kms:EncryptionContext:aws:s3:arn": "arn:aws:s3:::data-of-b", "kms:ViaService": | }',
      ),
    },
    labels: ['s3.….amazonaws.com'],
    only: true,
    puts: { 's3.….amazonaws.com': '"s3.${1:us-east-1}.amazonaws.com"' },
  },
  {
    name: 'the account of the caller',
    files: { 'p.json': `${condition('"StringEquals": { "kms:CallerAccount": "|" }')} // 444455556666` },
    labels: ['111122223333'],
    only: true,
  },
  {
    name: 'the pattern of roles where wildcards work',
    files: { 'p.json': condition('"ArnLike": { "aws:PrincipalArn": "|" }') },
    labels: [`${ROLE}*`],
    only: true,
  },
  {
    name: 'one role where they do not',
    files: { 'p.json': condition('"StringEquals": { "aws:PrincipalArn": "|" }') },
    labels: [`${ROLE}…`],
    only: true,
  },
  {
    name: 'buckets and objects as encryption context',
    files: {
      'p.json': `${condition('"StringLike": { "kms:EncryptionContext:aws:s3:arn": ["|"] }')} // arn:aws:s3:::data-of-b`,
    },
    labels: ['arn:aws:s3:::data-of-b', 'arn:aws:s3:::data-of-b/*'],
    only: true,
  },
  {
    name: 'operations of a new grant',
    files: {
      'p.json': condition(
        '"ForAllValues:StringEquals": { "kms:GrantOperations": ["Decrypt", "|"] }',
        'kms:CreateGrant',
      ),
    },
    labels: ['GenerateDataKey', 'DescribeKey'],
    without: ['Decrypt', 'Sign'],
  },
  {
    name: 'closed values',
    files: { 'p.json': condition('"StringEquals": { "kms:MultiRegionKeyType": "|" }') },
    labels: ['PRIMARY', 'REPLICA'],
    only: true,
  },
  {
    name: 'presence',
    files: { 'p.json': condition('"Null": { "kms:ViaService": "|" }') },
    labels: ['true', 'false'],
    only: true,
  },
  {
    name: 'accounts of the files beside it',
    files: {
      'p.json': key('"Action": "kms:Decrypt"').replace('arn:aws:iam::111122223333:root', '|'),
      'other.json': key('"Action": "kms:Encrypt"').replace('111122223333', '777788889999'),
    },
    labels: ['arn:aws:iam::777788889999:root'],
  },
];

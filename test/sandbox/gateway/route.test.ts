import assert from 'node:assert/strict';
import { virtualHostBucket } from '../../../sandbox/gateway/route';

const HOSTS: [host: string | undefined, bucket: string | undefined][] = [
  ['lake.localhost:4566', 'lake'],
  ['lake.localhost', 'lake'],
  ['my.dotted.bucket.localhost:1', 'my.dotted.bucket'],
  ['lake.s3.us-east-1.amazonaws.com', 'lake'],
  ['lake.s3.amazonaws.com', 'lake'],
  ['lake.s3-eu-west-1.amazonaws.com', 'lake'],
  ['my.dotted.bucket.s3.eu-west-1.amazonaws.com', 'my.dotted.bucket'],
  ['lake.s3.localhost:4566', 'lake'],
  ['LAKE.localhost', 'lake'],
  ['s3.us-east-1.amazonaws.com', undefined],
  ['s3.localhost:4566', undefined],
  ['localhost:4566', undefined],
  ['127.0.0.1:4566', undefined],
  ['kms.us-east-1.amazonaws.com', undefined],
  ['', undefined],
  [undefined, undefined],
];

describe('the bucket of a host', () => {
  for (const [host, bucket] of HOSTS) {
    it(`${host ?? 'no host'}: ${bucket ?? 'none'}`, () => {
      assert.equal(virtualHostBucket(host), bucket);
    });
  }
});

import assert from 'node:assert/strict';
import { s3ViaService } from '../../../core/facts/arns';
import { parseViaService, VIA_SERVICES, type ViaService } from '../../../core/facts/via-services';

describe('parseViaService', () => {
  const cases: [text: string, result: ViaService][] = [
    ['', { status: 'malformed' }],
    ['s3', { status: 'malformed' }],
    ['s3.eu-west-1', { status: 'malformed' }],
    ['https://s3.eu-west-1.amazonaws.com', { status: 'malformed' }],
    ['s3..amazonaws.com', { status: 'malformed' }],
    ['s3.amazonaws.com', { status: 'no-region', service: 's3' }],
    [
      's3.data-source.lustre.fsx.amazonaws.com',
      { status: 'no-region', service: 's3.data-source.lustre.fsx' },
    ],
    [
      's3.cn-north-1.amazonaws.com.cn',
      { status: 'wrong-suffix', service: 's3', region: 'cn-north-1', suffix: 'amazonaws.com.cn' },
    ],
    ['s3.*', { status: 'pattern' }],
    ['*', { status: 'pattern' }],
    ['*.amazonaws.com', { status: 'pattern' }],
    ['s3.eu-west-1.amazonaws.com', { status: 'ok', service: 's3', region: 'eu-west-1' }],
    ['s3.us-gov-west-1.amazonaws.com', { status: 'ok', service: 's3', region: 'us-gov-west-1' }],
    ['s3.*.amazonaws.com', { status: 'ok', service: 's3', region: '*' }],
    ['s3.eu-*.amazonaws.com', { status: 'ok', service: 's3', region: 'eu-*' }],
    [
      'ssm-incidents.eu-west-1.amazonaws.com',
      { status: 'ok', service: 'ssm-incidents', region: 'eu-west-1' },
    ],
  ];
  for (const [text, result] of cases) {
    it(`${text || '(nothing)'}: ${result.status}`, () => {
      assert.deepEqual(parseViaService(text), result);
    });
  }

  it('reads what we write', () => {
    assert.deepEqual(parseViaService(s3ViaService('ap-southeast-2')), {
      status: 'ok',
      service: 's3',
      region: 'ap-southeast-2',
    });
    assert.equal(VIA_SERVICES['fsx'], 'Amazon FSx');
  });
});

import assert from 'node:assert/strict';
import { proseOf, tableOf } from '../../../../core/language/explain/markdown';
import { StandIns } from '../../../../core/language/explain/stand-ins';

describe('explain: stand-ins', () => {
  it('are short, the same for the same thing, counted where there are two, and explained', () => {
    const standIns = new StandIns();
    const said = standIns.in(
      's3.${region of a.json}.amazonaws.com, ${region of b.json}, ${region of a.json}, key/${id of the key of a.json}',
    );
    assert.equal(said, 's3.<Region>.amazonaws.com, <Region 2>, <Region>, key/<key id>');
    assert.deepEqual(standIns.used, [
      { name: '<Region>', meaning: 'region of a.json' },
      { name: '<Region 2>', meaning: 'region of b.json' },
      { name: '<key id>', meaning: 'id of the key of a.json' },
    ]);
  });

  const KEPT = ['${aws_kms_key.key.arn}', '${var.region}', '${aws:PrincipalAccount}', '${*}', '<b>'];
  for (const text of KEPT) {
    it(`leaves ${text} as the files have it`, () => {
      const standIns = new StandIns();
      assert.equal(standIns.in(text), text);
      assert.deepEqual(standIns.used, []);
    });
  }

  const PROSE = [
    ['on arn:aws:kms:<Region>:1:key/<key id>, as', 'on `arn:aws:kms:<Region>:1:key/<key id>`, as'],
    ['= s3.<Region 2>.amazonaws.com.', '= `s3.<Region 2>.amazonaws.com`.'],
    ['<script src=x>', '\\<script src=x\\>'],
    ['aws_kms_grant.fsx, in', '`aws_kms_grant.fsx`, in'],
  ] as const;
  for (const [text, markdown] of PROSE) {
    it(`are code in a sentence: ${text}`, () => {
      assert.equal(proseOf(text), markdown);
    });
  }

  it('a bar in a cell does not end it', () => {
    assert.equal(tableOf(['a'], [['`x|y` \\| z']]), '| a |\n| --- |\n| `x\\|y` \\| z |');
  });
});

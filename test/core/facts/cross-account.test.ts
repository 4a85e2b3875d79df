import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { actsOnKey, CROSS_ACCOUNT_ACTIONS, worksCrossAccount } from '../../../core/facts/cross-account';

describe('worksCrossAccount', () => {
  const cases: [action: string, works: boolean | undefined][] = [
    ['kms:PutKeyPolicy', false],
    ['kms:ScheduleKeyDeletion', false],
    ['kms:GetKeyPolicy', false],
    ['kms:TagResource', false],
    ['kms:ListKeys', undefined],
    ['kms:GenerateRandom', undefined],
    ['s3:GetObject', undefined],
    ['kms:MadeUp', undefined],
    ['kms:decrypt', true],
    ['kms:CreateGrant', true],
  ];
  for (const [action, works] of cases) {
    it(`${action}: ${String(works)}`, () => {
      assert.equal(worksCrossAccount(action), works);
    });
  }

  it('says what the KMS API Reference says, as far as the SDK quotes it', () => {
    const folder = join(dirname(require.resolve('@aws-sdk/client-kms/package.json')), 'dist-types/commands');
    const yes = readdirSync(folder)
      .filter((file) => file.endsWith('Command.d.ts'))
      .filter((file) => /Cross-account use<\/b>:\s*Yes/.test(readFileSync(join(folder, file), 'utf8')))
      .map((file) => `kms:${file.slice(0, -'Command.d.ts'.length)}`)
      .flatMap((action) =>
        action === 'kms:ReEncrypt' ? ['kms:ReEncryptFrom', 'kms:ReEncryptTo'] : [action],
      );
    assert.deepEqual([...CROSS_ACCOUNT_ACTIONS], yes.sort());
  });
});

describe('actsOnKey', () => {
  const cases: [action: string, acts: boolean][] = [
    ['kms:ListKeys', false],
    ['kms:CreateKey', false],
    ['s3:GetObject', false],
    ['kms:MadeUp', false],
    ['kms:CreateAlias', true],
    ['kms:Decrypt', true],
  ];
  for (const [action, acts] of cases) {
    it(`${action}: ${String(acts)}`, () => {
      assert.equal(actsOnKey(action), acts);
    });
  }
});

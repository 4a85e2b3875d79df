import assert from 'node:assert/strict';
import { conditionKey } from '../../../core/facts/condition-keys';
import { BASE_OPERATORS, operatorFit, parseConditionOperator } from '../../../core/facts/condition-operators';

describe('parseConditionOperator', () => {
  const unknown: [text: string, part: string, nearest: string | undefined][] = [
    ['', 'operator', undefined],
    ['Xyzzy', 'operator', undefined],
    ['constructor', 'operator', undefined],
    ['ForAllValues:', 'operator', undefined],
    ['StringEqual', 'operator', 'StringEquals'],
    ['StringLikes', 'operator', 'StringLike'],
    ['ForAnyValue:StringEqualsIfExist', 'if-exists', 'ForAnyValue:StringEqualsIfExists'],
    ['ForAnyValues:StringLike', 'set', 'ForAnyValue:StringLike'],
    ['ForAllValue:StringEqualsIfExists', 'set', 'ForAllValues:StringEqualsIfExists'],
    ['Nothing:StringLike', 'set', undefined],
    ['NullIfExists', 'if-exists', 'Null'],
    ['Boolean', 'operator', 'Bool'],
  ];
  for (const [text, part, nearest] of unknown) {
    it(`does not know ${text || '(nothing)'}`, () => {
      assert.deepEqual(parseConditionOperator(text), {
        status: 'unknown',
        part,
        ...(nearest && { nearest }),
      });
    });
  }

  const known: [text: string, canonical: string, base: string, set: string | undefined, ifExists: boolean][] =
    [
      ['StringEquals', 'StringEquals', 'StringEquals', undefined, false],
      ['stringequals', 'StringEquals', 'StringEquals', undefined, false],
      ['BoolIfExists', 'BoolIfExists', 'Bool', undefined, true],
      ['Null', 'Null', 'Null', undefined, false],
      ['ForAnyValue:StringLikeIfExists', 'ForAnyValue:StringLikeIfExists', 'StringLike', 'ForAnyValue', true],
      ['forallvalues:stringequals', 'ForAllValues:StringEquals', 'StringEquals', 'ForAllValues', false],
    ];
  for (const [text, canonical, base, set, ifExists] of known) {
    it(`takes ${text} apart`, () => {
      const parsed = parseConditionOperator(text);
      assert.ok(parsed.status === 'known');
      const { operator } = parsed;
      assert.deepEqual(
        [operator.text, operator.base.name, operator.set, operator.ifExists],
        [canonical, base, set, ifExists],
      );
    });
  }

  it('knows which operators negate and which take wildcards', () => {
    const where = (test: (operator: (typeof BASE_OPERATORS)[number]) => boolean) =>
      BASE_OPERATORS.filter(test)
        .map((operator) => operator.name)
        .sort();
    assert.equal(BASE_OPERATORS.length, 27);
    assert.deepEqual(
      where((operator) => operator.negated),
      [
        'ArnNotEquals',
        'ArnNotLike',
        'DateNotEquals',
        'NotIpAddress',
        'NumericNotEquals',
        'StringNotEquals',
        'StringNotEqualsIgnoreCase',
        'StringNotLike',
      ],
    );
    assert.deepEqual(
      where((operator) => operator.wildcards),
      ['ArnEquals', 'ArnLike', 'ArnNotEquals', 'ArnNotLike', 'StringLike', 'StringNotLike'],
    );
  });
});

describe('operatorFit', () => {
  const cases: [operator: string, key: string, fit: string][] = [
    ['Bool', 'kms:ViaService', 'mismatch'],
    ['ArnLike', 'kms:ViaService', 'mismatch'],
    ['NumericEquals', 'kms:CallerAccount', 'mismatch'],
    ['IpAddress', 'aws:SourceVpc', 'mismatch'],
    ['DateLessThan', 'kms:RotationPeriodInDays', 'mismatch'],
    ['StringEquals', 'kms:GrantIsForAWSResource', 'works'],
    ['StringLike', 'aws:PrincipalArn', 'works'],
    ['ArnLike', 'kms:EncryptionContext:aws:logs:arn', 'works'],
    ['ArnEquals', 'kms:GranteePrincipal', 'works'],
    ['NumericLessThan', 'aws:TokenIssueTime', 'works'],
    ['NumericLessThanEquals', 'kms:ValidTo', 'fits'],
    ['DateGreaterThan', 'aws:EpochTime', 'fits'],
    ['Null', 'kms:ViaService', 'fits'],
    ['ArnLike', 'aws:SourceArn', 'fits'],
    ['StringLike', 'kms:GrantOperations', 'fits'],
  ];
  for (const [text, name, fit] of cases) {
    it(`${text} on ${name}: ${fit}`, () => {
      const parsed = parseConditionOperator(text);
      const key = conditionKey(name);
      assert.ok(parsed.status === 'known' && key);
      assert.equal(operatorFit(parsed.operator.base, key), fit);
    });
  }
});

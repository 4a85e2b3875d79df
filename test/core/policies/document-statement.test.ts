import assert from 'node:assert/strict';
import { documentStatement, type DocumentStatement } from '../../../core/policies/document-statement';

const NOTHING: DocumentStatement = {
  sid: undefined,
  effect: 'Allow',
  actions: undefined,
  notActions: undefined,
  resources: undefined,
  notResources: undefined,
  principals: [],
  notPrincipals: [],
  conditions: [],
};

describe('a statement as a block of Terraform', () => {
  const right: [name: string, statement: object, block: Partial<DocumentStatement>][] = [
    [
      'texts and lists',
      { Sid: 'Read', Effect: 'Allow', Action: 's3:GetObject', Resource: ['a', 'b'] },
      { sid: 'Read', actions: ['s3:GetObject'], resources: ['a', 'b'] },
    ],
    [
      'everything but',
      { Effect: 'Deny', NotAction: ['a'], NotResource: 'b', NotPrincipal: { AWS: 'c' } },
      {
        effect: 'Deny',
        notActions: ['a'],
        notResources: ['b'],
        notPrincipals: [{ type: 'AWS', identifiers: ['c'] }],
      },
    ],
    [
      'everybody',
      { Effect: 'Allow', Principal: '*', Action: 'a' },
      { actions: ['a'], principals: [{ type: 'AWS', identifiers: ['*'] }] },
    ],
    [
      'several kinds of principals',
      { Effect: 'Allow', Principal: { AWS: ['a', 'b'], Service: 'c' } },
      {
        principals: [
          { type: 'AWS', identifiers: ['a', 'b'] },
          { type: 'Service', identifiers: ['c'] },
        ],
      },
    ],
    [
      'values that are no texts, and several keys of an operator',
      {
        Effect: 'Allow',
        Condition: { Bool: { 'aws:SecureTransport': false, b: ['c', 'd'] }, NumericEquals: { e: 1 } },
      },
      {
        conditions: [
          { test: 'Bool', variable: 'aws:SecureTransport', values: ['false'] },
          { test: 'Bool', variable: 'b', values: ['c', 'd'] },
          { test: 'NumericEquals', variable: 'e', values: ['1'] },
        ],
      },
    ],
    ['an empty name', { Sid: '', Effect: 'Allow' }, {}],
  ];
  for (const [name, statement, block] of right) {
    it(`has ${name}`, () => {
      assert.deepEqual(documentStatement(statement), { ...NOTHING, ...block });
    });
  }

  const wrong: [name: string, statement: unknown][] = [
    ['no object', 'Allow'],
    ['nothing', undefined],
    ['no effect', { Action: 'a' }],
    ['an effect that there is not', { Effect: 'allow' }],
    ['an element that there is not', { Effect: 'Allow', Actions: 'a' }],
    ['a Sid that is no text', { Sid: 1, Effect: 'Allow' }],
    ['an action that is no text', { Effect: 'Allow', Action: [{}] }],
    ['a principal that is a list', { Effect: 'Allow', Principal: ['a'] }],
    ['an identifier that is no text', { Effect: 'Allow', Principal: { AWS: [null] } }],
    ['a condition that is a list', { Effect: 'Allow', Condition: [] }],
    ['an operator without keys', { Effect: 'Allow', Condition: { Bool: 'true' } }],
    ['a value that is an object', { Effect: 'Allow', Condition: { Bool: { a: {} } } }],
  ];
  for (const [name, statement] of wrong) {
    it(`is not written where it has ${name}`, () => {
      assert.equal(documentStatement(statement), undefined);
    });
  }
});

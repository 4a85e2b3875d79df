import assert from 'node:assert/strict';
import { readAccessDenied, readAccessDenials } from '../../../core/evidence/access-denied';
import { readMixedText } from '../../../core/evidence/mixed-text';
import { event, KEY, SESSION } from '../diagnose/texts';
import { ROWS } from './denial-sentences';

const USER = 'arn:aws:iam::222222222222:user/U';
const IS_NOT = 'is not authorized to perform:';
const NO_POLICY = 'because no identity-based policy allows the kms:Decrypt action';

describe('sentences of which a part was pasted', () => {
  const CUT: [text: string, says: object][] = [
    [
      `${IS_NOT} kms:Decrypt on resource`,
      { action: 'kms:Decrypt', missing: ['caller', 'resource', 'reason'] },
    ],
    [`${IS_NOT} kms:Decrypt on`, { action: 'kms:Decrypt', missing: ['caller', 'resource', 'reason'] }],
    [
      `User: ${USER} ${IS_NOT} kms:Decrypt on resource:\n[ec2-user@ip ~]$ `,
      { principal: USER, action: 'kms:Decrypt', missing: ['resource', 'reason'] },
    ],
    [
      `User: ${USER} ${IS_NOT} kms:Decrypt on resource: ${KEY.slice(0, -4)}`,
      {
        principal: USER,
        action: 'kms:Decrypt',
        resource: KEY.slice(0, -4),
        missing: ['resource', 'reason'],
      },
    ],
    ...['because', 'because no', 'because no identity', 'with an explicit', 'because no ...'].map(
      (why): [string, object] => [
        `User: ${USER} ${IS_NOT} kms:Decrypt on resource: ${KEY} ${why}`,
        { principal: USER, action: 'kms:Decrypt', resource: KEY, missing: ['reason'] },
      ],
    ),
    [
      `User: ${USER} ${IS_NOT} kms:Decrypt on resource: ${KEY} with an explicit deny in a`,
      { principal: USER, action: 'kms:Decrypt', resource: KEY, explicit: true, missing: ['reason'] },
    ],
    [
      `${IS_NOT} kms:Decrypt on resource: ${KEY} ${NO_POLICY}`,
      {
        action: 'kms:Decrypt',
        resource: KEY,
        explicit: false,
        layer: 'identity-based',
        missing: ['caller'],
      },
    ],
    [
      `on resource: ${KEY} ${NO_POLICY}`,
      {
        action: 'kms:Decrypt',
        resource: KEY,
        explicit: false,
        layer: 'identity-based',
        missing: ['caller'],
      },
    ],
    [
      NO_POLICY,
      { action: 'kms:Decrypt', explicit: false, layer: 'identity-based', missing: ['caller', 'resource'] },
    ],
    [`User: ${USER} ${IS_NOT} `, { principal: USER, missing: ['action', 'resource', 'reason'] }],
    [IS_NOT, { missing: ['caller', 'action', 'resource', 'reason'] }],
  ];
  for (const [text, says] of CUT) {
    it(text, () => {
      assert.deepEqual(readAccessDenied(text), { status: 'denied', ...says });
    });
  }

  const WHOLE = [
    `User: ${USER} ${IS_NOT} kms:Decrypt`,
    `User: ${USER} ${IS_NOT} kms:Decrypt on resource: ${KEY}`,
    `User: ${USER} ${IS_NOT} kms:Decrypt on resource: ${KEY}.\n$ `,
    `User: ${USER} ${IS_NOT} kms:Decrypt on resource: ${KEY} with an explicit deny`,
    `User: ${USER} ${IS_NOT} sts:AssumeRole on resource: arn:aws:iam::111111111111:role/Station`,
    ...ROWS.map(({ text }) => text),
  ];
  it('are no whole ones', () => {
    for (const text of WHOLE) {
      assert.deepEqual(
        readAccessDenials(text).map(({ missing }) => missing),
        [undefined],
        text,
      );
    }
  });

  it('lack nothing that their event has', () => {
    const seen = (text: string) =>
      readMixedText(JSON.stringify(event('Decrypt', text))).map((one) =>
        one.kind === 'denial' ? one.denial : one,
      );
    assert.deepEqual(seen(`${IS_NOT} kms:Decrypt on resource: ${KEY} ${NO_POLICY}`), [
      {
        status: 'denied',
        principal: SESSION,
        action: 'kms:Decrypt',
        resource: KEY,
        explicit: false,
        layer: 'identity-based',
      },
    ]);
    assert.deepEqual(seen(`${IS_NOT} kms:Decrypt on resource`), [
      { status: 'denied', principal: SESSION, action: 'kms:Decrypt', resource: KEY, missing: ['reason'] },
    ]);
  });

  it('UnauthorizedOperation is EC2’s', () => {
    assert.deepEqual(
      readAccessDenied(
        'An error occurred (UnauthorizedOperation) when calling the RunInstances operation: You are not authorized to perform this operation. Encoded authorization failure message: 4GIOHlTk',
      ),
      {
        status: 'denied',
        action: 'ec2:RunInstances',
        encodedMessage: '4GIOHlTk',
        operation: 'RunInstances',
      },
    );
  });
});

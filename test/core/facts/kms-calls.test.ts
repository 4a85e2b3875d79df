import assert from 'node:assert/strict';
import { findAction, matchActions } from '../../../core/facts/actions';
import {
  FILE_SYSTEM_KMS_CALLS,
  FILE_SYSTEM_OWN_KEY_ACTIONS,
  S3_KMS_CALLS,
} from '../../../core/facts/kms-calls';
import { LEAST_GRANT_OPERATIONS } from '../../../core/facts/kms';
import { ROLE_CREATION_ACTIONS, SERVICE_LINKED_ROLES } from '../../../core/facts/service-linked-roles';

describe('calls of S3 and FSx in KMS', () => {
  it('name actions that exist', () => {
    const named = [
      ...[...S3_KMS_CALLS, ...FILE_SYSTEM_KMS_CALLS].flatMap((call) => [call.action, ...call.kms]),
      ...FILE_SYSTEM_OWN_KEY_ACTIONS.required,
      ...FILE_SYSTEM_OWN_KEY_ACTIONS.optional,
      ...ROLE_CREATION_ACTIONS,
    ];
    assert.deepEqual(
      named.filter((action) => !findAction(action)),
      [],
    );
    for (const role of SERVICE_LINKED_ROLES) {
      for (const action of role.s3Actions) assert.notEqual(matchActions(action).length, 0, action);
    }
  });

  it('are covered by the least grant', () => {
    const needed = new Set(FILE_SYSTEM_KMS_CALLS.flatMap((call) => call.kms));
    for (const operation of needed) {
      assert.ok(
        LEAST_GRANT_OPERATIONS.some((granted) => `kms:${granted}` === operation),
        operation,
      );
    }
  });
});

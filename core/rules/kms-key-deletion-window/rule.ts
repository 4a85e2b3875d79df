import { DELETION_WINDOW_DAYS } from '../../facts/kms';
import { KEY_RESOURCES } from '../../model/key-target';
import { numberOf, settingOf } from '../../model/setting';
import { replaceValue } from '../edits';
import { findingAt } from '../finding';
import type { Rule } from '../rule';

const { min, max } = DELETION_WINDOW_DAYS;

/** A key waits 7 to 30 days before it is deleted. */
export const rule: Rule = {
  meta: {
    id: 'kms-key-deletion-window',
    severity: 'error',
    title: "A key's deletion window is out of range",
    why: `KMS keeps a key that is to be deleted for ${min} to ${max} days, in which the deletion can be called off. Another number ends in \`ValidationException\`.`,
    fix: `Write a number from ${min} to ${max}; ${max} is what AWS takes without one.`,
    sources: [
      'KMS API Reference, ScheduleKeyDeletion (https://docs.aws.amazon.com/kms/latest/APIReference/API_ScheduleKeyDeletion.html)',
    ],
  },
  *check(model) {
    for (const located of model.resources(...KEY_RESOURCES)) {
      const window = settingOf(located, 'deletion_window_in_days', model);
      const days = numberOf(window);
      if (window.status !== 'given' || days === undefined) continue;
      if (days >= min && days <= max && Number.isInteger(days)) continue;
      const message = `The deletion window is ${days} days, and KMS takes ${min} to ${max}: it refuses to delete the key with ValidationException. Write a number in between.`;
      const nearest = days < min ? min : max;
      yield findingAt(located.file, window.value, message, {
        fixes: replaceValue(located.file, window.value, String(nearest), { safe: false }),
      });
    }
  },
};

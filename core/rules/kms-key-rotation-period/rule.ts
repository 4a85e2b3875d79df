import { ROTATION_PERIOD_DAYS } from '../../facts/kms';
import type { Model } from '../../model/model';
import { numberOf, settingOf } from '../../model/setting';
import type { Located } from '../../syntax/project';
import { insertAfter, replaceValue } from '../edits';
import { findingAt } from '../finding';
import type { Finding, Rule } from '../rule';

const { min, max, default: preset } = ROTATION_PERIOD_DAYS;

/** A key is rotated every 90 to 2560 days, once rotation is on. */
export const rule: Rule = {
  meta: {
    id: 'kms-key-rotation-period',
    severity: 'error',
    title: "A key's rotation period is out of range, or set without rotation",
    why: `KMS rotates a key every ${min} to ${max} days, ${preset} without a period. Another number ends in \`ValidationException\`. Terraform refuses a period without \`enable_key_rotation\`; beside \`false\` it is idle.`,
    fix: `Write a number from ${min} to ${max} and \`enable_key_rotation = true\`.`,
    sources: [
      'KMS API Reference, EnableKeyRotation (https://docs.aws.amazon.com/kms/latest/APIReference/API_EnableKeyRotation.html)',
    ],
  },
  *check(model) {
    for (const located of model.resources('aws_kms_key')) yield* checkKey(located, model);
  },
};

function* checkKey(located: Located, model: Model): Generator<Finding> {
  const { file } = located;
  const period = settingOf(located, 'rotation_period_in_days', model);
  const days = numberOf(period);
  if (period.status !== 'given' || days === undefined) return;
  // Terraform writes 0 into a state where there is no period.
  if (days === 0 && file.language === 'plan') return;
  if (days < min || days > max || !Number.isInteger(days)) {
    const message = `The rotation period is ${days} days, and KMS takes ${min} to ${max}: it refuses the key's rotation with ValidationException. Write a number in between.`;
    const nearest = days < min ? min : days > max ? max : Math.round(days);
    yield findingAt(file, period.value, message, {
      fixes: replaceValue(file, period.value, String(nearest), { safe: false }),
    });
    return;
  }
  const rotation = settingOf(located, 'enable_key_rotation', model);
  const isOff = rotation.status === 'omitted' || (rotation.status === 'given' && rotation.text === 'false');
  if (!isOff || file.language === 'plan') return;
  const end =
    rotation.status === 'given'
      ? 'the key is never rotated'
      : 'Terraform refuses a period without enable_key_rotation';
  const message = `The rotation period is ${days} days and rotation is off: ${end}. Set enable_key_rotation = true.`;
  yield findingAt(file, period.value, message, {
    ...(rotation.status === 'given' ? { severity: 'warning' as const } : {}),
    fixes:
      rotation.status === 'given'
        ? replaceValue(file, rotation.value, 'true', { safe: false })
        : insertAfter(file, period.entry, 'enable_key_rotation', 'true', { safe: false }),
  });
}

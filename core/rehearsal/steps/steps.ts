/** How each step is taken. */
import type { StepId } from '../../journey/steps';
import { bucketPolicyStep } from './bucket-policy';
import { defaultEncryptionStep } from './default-encryption';
import { exportStep } from './export';
import { grantStep } from './grant';
import { keyPolicyStep } from './key-policy';
import type { TakeStep } from './part';
import { readFailsStep } from './read-fails';
import { uploadAndMountStep } from './upload-and-mount';

export const TAKE_STEP: Readonly<Record<StepId, TakeStep>> = {
  'bucket-policy': bucketPolicyStep,
  'key-policy': keyPolicyStep,
  'default-encryption': defaultEncryptionStep,
  'upload-and-mount': uploadAndMountStep,
  'read-fails': readFailsStep,
  grant: grantStep,
  export: exportStep,
};

/** Step 3: new objects of the bucket are encrypted with the key. */
import { encryptionCheck } from './encryption';
import { workingPart, type TakeStep } from './part';

export const defaultEncryptionStep: TakeStep = (link, { world }) =>
  workingPart([], [encryptionCheck(link, world)], world);

/** Values of `kms:ViaService` as conditions have them: texts, and templates whose holes can be anything. */
import { parseViaService, type ViaService } from '../facts/via-services';
import { HOLE } from '../syntax/text-map';
import { areValuesCertain, everyCondition, isPositive, type KnownCondition } from './conditions';
import type { Model } from './model';
import { outlined, type Outlined } from './outlined';

/** A value of `kms:ViaService`, with a wildcard in the place of each hole. */
export interface ViaValue {
  readonly value: Outlined;
  readonly text: string;
  readonly form: ViaService;
  /** False where a part is not known. */
  readonly isLiteral: boolean;
}

export interface ViaCondition {
  readonly known: KnownCondition;
  readonly values: readonly ViaValue[];
  /** Whether the statement allows something when one of the values, all of which are seen, is there. */
  readonly decides: boolean;
}

/** Every condition on `kms:ViaService` that compares text. */
export function viaConditions(model: Model): readonly ViaCondition[] {
  return model.once(readViaConditions);
}

function readViaConditions(model: Model): ViaCondition[] {
  return everyCondition(model)
    .filter(({ key, operator }) => key.name === 'kms:ViaService' && operator.base.kind === 'String')
    .map((known) => {
      const values = known.condition.values.flatMap((item) => viaValue(outlined(item), known) ?? []);
      const areAllSeen = values.length === known.condition.values.length && areValuesCertain(known, model);
      const decides = areAllSeen && isPositive(known.operator) && known.statement.effect === 'Allow';
      return { known, values, decides };
    });
}

function viaValue(value: Outlined | undefined, { operator }: KnownCondition): ViaValue | undefined {
  if (!value) return undefined;
  const outline = value.text.replaceAll(HOLE, '*');
  const text = operator.base.ignoresCase ? outline.toLowerCase() : outline;
  return { value, text, form: parseViaService(text), isLiteral: !value.text.includes(HOLE) };
}

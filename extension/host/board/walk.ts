/** What the board asks of who opens a walk, and of who answers its questions. */
import type { StackPlan } from '../../../core/journey/plan';
import type { TargetKind } from '../../../core/journey/target';
import type { OpenWalk, WalkView } from '../../../runner/journey/walk-types';

/** Opens the walk of the board's project. */
export type WalkOpener = (options: {
  readonly target: TargetKind;
  /** Only `view` will be asked: no sandbox is started. */
  readonly viewOnly: boolean;
  readonly signal: AbortSignal;
  readonly onMessage: (message: string) => void;
}) => Promise<OpenWalk>;

/** Questions that are asked natively: no view can answer them. */
export interface Questions {
  /** @returns whether what is planned may be done */
  mayApply(plan: StackPlan, target: TargetKind): Promise<boolean>;
  /** @returns whether everything may be destroyed */
  mayCleanUp(view: Pick<WalkView, 'buckets' | 'costs'>, target: TargetKind): Promise<boolean>;
  /** @returns whether all that a bucket holds may go: its name was typed */
  mayEmpty(bucket: string): Promise<boolean>;
  /** What was interrupted does not end. @returns whether it is to be ended at once */
  mayEscalate(): Promise<boolean>;
}

/** A bundle of its own: AWS's clients are large, and are loaded when somebody walks, not when the editor starts. */
export { openWalk } from '../../../runner/journey/walk';

/** Where a walk through the steps goes. */
export type Target =
  | { kind: 'aws' }
  | {
      kind: 'sandbox';
      /** The sandbox's folder, as an absolute path. */
      folder: string;
    };

export type TargetKind = Target['kind'];

/** The folder of a project's own sandbox, below the project's. */
export const SANDBOX_FOLDER = '.fsx-lustre-kms/sandbox';
/** The state of a walk, below the project's folder. */
export const JOURNEY_FILE = '.fsx-lustre-kms/journey.json';

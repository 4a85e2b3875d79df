import { errorsOf } from '../../gateway/error-codes';

/** CloudTrail's errors. Source: CloudTrail API Reference, LookupEvents, "Errors". */
export const CLOUDTRAIL_ERRORS = {
  InvalidEventCategoryException: 400,
  InvalidLookupAttributesException: 400,
  InvalidMaxResultsException: 400,
  InvalidNextTokenException: 400,
  InvalidTimeRangeException: 400,
} as const;

export const cloudTrailError = errorsOf(CLOUDTRAIL_ERRORS);

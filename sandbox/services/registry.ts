import { cloudTrailService } from './cloudtrail/cloudtrail';
import { ec2Service } from './ec2/ec2';
import { fsxService } from './fsx/fsx';
import { iamService } from './iam/iam';
import { logsService } from './moto-services';
import { s3Service } from './s3/s3';
import type { ServiceFactory } from './service';
import { ssmService } from './ssm/ssm';
import { stsService } from './sts/sts';

/** The services of the sandbox beside KMS. Requests to others are answered as NotImplemented. */
export const SERVICES: readonly ServiceFactory[] = [
  cloudTrailService,
  s3Service,
  ec2Service,
  fsxService,
  iamService,
  logsService,
  ssmService,
  stsService,
];

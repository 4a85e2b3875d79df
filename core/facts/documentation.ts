/** Pages of AWS's documentation that readers are led to. */

const KMS_GUIDE = 'https://docs.aws.amazon.com/kms/latest/developerguide';
const IAM_GUIDE = 'https://docs.aws.amazon.com/IAM/latest/UserGuide';
const LUSTRE_GUIDE = 'https://docs.aws.amazon.com/fsx/latest/LustreGuide';
const S3_GUIDE = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide';
const AUTHORIZATION = 'https://docs.aws.amazon.com/service-authorization/latest/reference';

export interface DocumentationPage {
  readonly title: string;
  readonly url: string;
}

export const PAGES = {
  kmsConditionKeys: { title: 'AWS KMS condition keys', url: `${KMS_GUIDE}/conditions-kms.html` },
  globalConditionKeys: {
    title: 'AWS global condition context keys',
    url: `${IAM_GUIDE}/reference_policies_condition-keys.html`,
  },
  conditionOperators: {
    title: 'Condition operators',
    url: `${IAM_GUIDE}/reference_policies_elements_condition_operators.html`,
  },
  setOperators: {
    title: 'Single-valued and multivalued context keys',
    url: `${IAM_GUIDE}/reference_policies_condition-single-vs-multi-valued-context-keys.html`,
  },
  grants: { title: 'Grants in AWS KMS', url: `${KMS_GUIDE}/grants.html` },
  serviceLinkedRoles: {
    title: 'Service-linked roles for Amazon FSx',
    url: `${LUSTRE_GUIDE}/using-service-linked-roles.html`,
  },
  deploymentOptions: { title: 'Deployment options', url: `${LUSTRE_GUIDE}/using-fsx-lustre.html` },
  sseKms: { title: 'Server-side encryption with AWS KMS keys', url: `${S3_GUIDE}/UsingKMSEncryption.html` },
  kmsActions: {
    title: 'Actions of AWS KMS',
    url: `${AUTHORIZATION}/list_awskeymanagementservice.html`,
  },
  s3Actions: { title: 'Actions of Amazon S3', url: `${AUTHORIZATION}/list_amazons3.html` },
  fsxActions: { title: 'Actions of Amazon FSx', url: `${AUTHORIZATION}/list_amazonfsx.html` },
} as const satisfies Record<string, DocumentationPage>;

/** The page that lists the actions and condition keys of a service; undefined for one that we do not link. */
export function actionsPage(service: string): DocumentationPage | undefined {
  switch (service) {
    case 'kms':
      return PAGES.kmsActions;
    case 's3':
      return PAGES.s3Actions;
    case 'fsx':
      return PAGES.fsxActions;
    default:
      return undefined;
  }
}

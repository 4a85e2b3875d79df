/** How a service's requests and answers are written. Source: botocore's service models, `metadata.protocol`. */
export type Protocol =
  | JsonProtocol
  | { readonly kind: 'query'; readonly namespace: string }
  | { readonly kind: 'ec2'; readonly namespace: string }
  | { readonly kind: 'rest-xml' };

export interface JsonProtocol {
  readonly kind: 'json';
  readonly version: '1.0' | '1.1';
  /** In front of the operation in X-Amz-Target, for example `TrentService`. */
  readonly target: string;
}

/**
 * Set to `1`, it makes every construct of an app keep where it was made, and annotations carry that place into the
 * manifest, as paths of this machine. Whoever synthesizes for a report sets it.
 */
export const TRACES_VARIABLE = 'FSX_LUSTRE_KMS_TRACES';

/** The id that IAM would give a user whom moto gave this one: `AIDA…`. */
export function userId(motoId: string): string {
  return /^[a-z0-9]{20}$/.test(motoId) ? `AIDA${motoId.slice(3).toUpperCase()}` : motoId;
}

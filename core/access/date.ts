const ISO_8601 =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}):?(\d{2})(?::?(\d{2})(?:\.(\d+))?)?(Z|[+-]\d{2}:?\d{2})?)?)?)?$/;

/**
 * Reads a date of a `Date…` operator: one of the W3C forms of ISO 8601, or seconds since 1970.
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", date operators.
 * @returns milliseconds since 1970; undefined when the text is no date
 */
export function parseDate(text: string): number | undefined {
  const match = ISO_8601.exec(text);
  if (!match) return /^\d+(\.\d+)?$/.test(text) ? Number(text) * 1000 : undefined;
  const [
    ,
    year = '',
    month = '01',
    day = '01',
    hour = '00',
    minute = '00',
    second = '00',
    fraction = '0',
    zone,
  ] = match;
  const time = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}.${fraction.slice(0, 3)}Z`);
  return Number.isNaN(time) ? undefined : time - offsetMs(zone);
}

function offsetMs(zone: string | undefined): number {
  if (zone === undefined || zone === 'Z') return 0;
  const [hours, minutes] = [Number(zone.slice(1, 3)), Number(zone.slice(-2))];
  return (zone.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

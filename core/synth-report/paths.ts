/** Paths of traces and source maps, which may be addresses or Windows paths: all with `/`. */

/** A path as the rest of the report has it: absolute, with `/`; undefined for what is no file. */
export function pathOf(text: string): string | undefined {
  const plain = /^file:\/\//i.test(text) ? fromAddress(text) : text;
  if (plain === undefined) return undefined;
  const slashes = plain.replaceAll('\\', '/');
  return /^([a-z]:)?\//i.test(slashes) ? withoutDots(slashes) : undefined;
}

function fromAddress(address: string): string | undefined {
  try {
    // `file:///C:/x` is the path C:/x; a folder `C:` is written `C%3A`.
    const path = address.replace(/^file:\/\/(localhost)?/i, '').replace(/^\/([a-z]:)(?=\/|$)/i, '$1');
    return decodeURIComponent(path);
  } catch {
    return undefined;
  }
}

/** A path as an address, for what resolves addresses. */
export function addressOf(path: string): string {
  const [, drive = '', rest = path] = /^([a-z]:)(.*)$/is.exec(path) ?? [];
  const encoded = rest.split('/').map(encodeURIComponent).join('/');
  return `file://${drive === '' ? '' : `/${drive}`}${encoded}`;
}

function withoutDots(path: string): string {
  const steps: string[] = [];
  for (const step of path.split('/')) {
    if (step === '..' && steps.length > 1) steps.pop();
    else if (step !== '.' && step !== '..') steps.push(step);
  }
  return steps.join('/');
}

/** A path from a folder; undefined for one outside of it. */
export function pathInside(folder: string, path: string): string | undefined {
  const base = folder.endsWith('/') ? folder : `${folder}/`;
  const isWindows = /^[a-z]:/i.test(base);
  const starts = isWindows ? path.toLowerCase().startsWith(base.toLowerCase()) : path.startsWith(base);
  return starts && path.length > base.length ? path.slice(base.length) : undefined;
}

/** The folder that a path stands in, without a slash at its end. */
export function folderOf(path: string): string {
  return path.slice(0, path.lastIndexOf('/'));
}

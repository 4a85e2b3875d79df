/** What the kernel answers a program, with the words that programs print for it (Linux, strerror). */
export const ERRNO = {
  EPERM: { code: 1, text: 'Operation not permitted' },
  ENOENT: { code: 2, text: 'No such file or directory' },
  EIO: { code: 5, text: 'Input/output error' },
  EACCES: { code: 13, text: 'Permission denied' },
  EBUSY: { code: 16, text: 'Device or resource busy' },
  EEXIST: { code: 17, text: 'File exists' },
  ENOTDIR: { code: 20, text: 'Not a directory' },
  EISDIR: { code: 21, text: 'Is a directory' },
  EINVAL: { code: 22, text: 'Invalid argument' },
  ENOTTY: { code: 25, text: 'Inappropriate ioctl for device' },
  EFBIG: { code: 27, text: 'File too large' },
  ENOSPC: { code: 28, text: 'No space left on device' },
  ENOTEMPTY: { code: 39, text: 'Directory not empty' },
  ENODATA: { code: 61, text: 'No data available' },
} as const;

export type Errno = keyof typeof ERRNO;

/** An operation on files that did not happen. */
export interface Failure {
  readonly status: 'failed';
  readonly errno: Errno;
}

export function failed(errno: Errno): Failure {
  return { status: 'failed', errno };
}

export type Done = { readonly status: 'ok' };

export const DONE: Done = { status: 'ok' };
